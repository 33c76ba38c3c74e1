// Every event for every permission: a console hears what the caller who listens may hear at that moment, and nothing of
// another tenant. Whoever is not signed in hears only that a sign-in changed.
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { CallOrigin } from '#main/application/console/call.ts';
import { createListeners, type Listeners } from '#main/application/listeners.ts';
import { createSignIn } from '#main/application/sign-in/sign-in.ts';
import { consoleEvents, type ConsoleEvent, type ConsoleEventName } from '#shared/console-api/index.ts';
import type { Overview } from '#shared/console-api/overview.ts';
import { permissions, type Permission } from '#shared/console-api/permissions.ts';
import { startRollcall, type RollcallForTest } from '../rollcall.ts';
import { enforceSignIn, signInAdministrator, signInPerson, type SignedInPerson } from './signed-in.ts';

/** Written down a second time, so that an event that more people hear has to be changed here too. */
const heardBy: Readonly<Record<ConsoleEventName, 'anyone' | 'signedIn' | readonly Permission[]>> = {
  'users.changed': ['people.view'],
  'groups.changed': ['groups.view'],
  'provisioningLog.appended': ['provisioningLog.view'],
  'tokens.changed': ['credentials.view', 'connect.view'],
  'tokens.removed': ['credentials.view', 'connect.view'],
  'oauthClients.changed': ['credentials.view'],
  'oauthClients.removed': ['credentials.view'],
  'providerTokens.changed': ['credentials.view'],
  'reminders.due': ['credentials.view'],
  'session.changed': 'anyone',
  'sso.changed': ['settings.view'],
  'vault.changed': ['settings.view'],
  'recoveryKey.changed': 'signedIn',
  'audit.appended': ['audit.view'],
  'tenants.created': 'signedIn',
  'tenants.changed': 'signedIn',
  'tenants.removed': 'signedIn',
  'profiles.changed': 'signedIn',
  'roles.changed': 'signedIn',
  'connect.changed': ['connect.view'],
  'schemas.changed': ['settings.view'],
  'tunnel.changed': ['connect.view'],
  'tunnel.refused': ['provisioningLog.view'],
  'overview.changed': 'signedIn',
};

const names = Object.keys(consoleEvents) as ConsoleEventName[];
const isOfTenant = (name: ConsoleEventName): boolean =>
  'tenantId' in consoleEvents[name].shape || 'tenant' in consoleEvents[name].shape;

const overview: Overview = {
  people: { users: 2, active: 1, disabled: 1, groups: 1 },
  lastRequest: null,
  activeTokens: 3,
  reminders: [{ kind: 'tokenExpires', id: 'a-token', label: 'Entra', at: '2026-11-28T08:00:00.000Z', days: 7 }],
  requests: [{ start: '2026-11-21T08:00:00.000Z', succeeded: 4, failed: 5 }],
};

/** Who hears it does not depend on what is in it, beside its tenant. */
const about = (name: ConsoleEventName, tenantId: string): ConsoleEvent => {
  const data =
    'tenant' in consoleEvents[name].shape
      ? { tenant: { id: tenantId } }
      : { tenantId, entries: [{ tenantId }], overview };
  return { name, data } as unknown as ConsoleEvent;
};

const of = (tenantId: string | null) => ({ tenantId, action: `about ${String(tenantId)}` });

let rollcall: RollcallForTest;
let person: SignedInPerson;
let listeners: Listeners;
let told = 0;
beforeAll(async () => {
  rollcall = await startRollcall();
  person = await signInPerson(rollcall, 'pat');
  await enforceSignIn(rollcall);
  const { callers } = createSignIn(rollcall.ports);
  listeners = createListeners(callers, (fault) => void rollcall.faults.push(fault));
});
afterAll(async () => {
  console.log(`Events: ${names.length} events × ${permissions.length} permissions, ${told} announced.`);
  await rollcall[Symbol.asyncDispose]();
});

/** Which of these events a listener of this origin hears. */
async function heard(origin: () => CallOrigin, events: readonly ConsoleEvent[]): Promise<readonly ConsoleEvent[]> {
  const came: ConsoleEvent[] = [];
  const stop = listeners.add((event) => came.push(event), origin);
  for (const event of events) listeners.announce(event);
  told += events.length;
  // Each is told after those before it.
  listeners.announce(about('session.changed', ''));
  await expect.poll(() => came.at(-1)?.name).toBe('session.changed');
  await new Promise((resolve) => setTimeout(resolve, 5));
  stop();
  return came.slice(0, -1);
}

const namesOf = (events: readonly ConsoleEvent[]): readonly string[] => events.map(({ name }) => name);
const others = names.filter((name) => name !== 'session.changed');

test('every event of the contract is in the table', () => {
  expect(Object.keys(heardBy).toSorted()).toEqual(names.toSorted());
});

describe.each([...permissions, undefined])('somebody whose role has exactly %s', (permission) => {
  test('hears exactly what that opens', async () => {
    await person.permit(...(permission === undefined ? [] : [permission]));
    const came = await heard(
      () => person.origin,
      others.map((name) => about(name, rollcall.tenant.id)),
    );
    const wanted = others.filter((name) => {
      const by = heardBy[name];
      return by === 'signedIn' || (permission !== undefined && by.includes(permission));
    });
    expect(namesOf(came)).toEqual(wanted);
  });

  test('hears nothing of another tenant', async () => {
    await person.permit(...(permission === undefined ? [] : [permission]));
    const events = others.filter(isOfTenant).map((name) => about(name, 'another'));
    expect(namesOf(await heard(() => person.origin, events))).toEqual([]);
    expect(rollcall.faults).toEqual([]);
  });
});

test('an administrator hears everything of every tenant', async () => {
  const administrator = await signInAdministrator(rollcall);
  const events = others.flatMap((name) => [about(name, rollcall.tenant.id), about(name, 'another')]);
  expect(namesOf(await heard(() => administrator, events))).toEqual(namesOf(events));
});

test('who is not signed in hears that a sign-in changed, and nothing else', async () => {
  const events = others.map((name) => about(name, rollcall.tenant.id));
  expect(await heard(() => ({ via: 'browser' }), events)).toEqual([]);
  expect(await heard(() => ({ via: 'browser', signIn: 'f'.repeat(64) }), events)).toEqual([]);
});

test('of the audit log somebody hears the entries of their tenant alone', async () => {
  await person.permit('audit.view');
  const entries = [of(rollcall.tenant.id), of('another'), of(null)];
  const event = { name: 'audit.appended', data: { entries } } as unknown as ConsoleEvent;
  const [came] = await heard(() => person.origin, [event]);
  expect(came?.data).toEqual({ entries: [of(rollcall.tenant.id)] });
  const elsewhere = { ...event, data: { entries: [of('another')] } } as unknown as ConsoleEvent;
  expect(await heard(() => person.origin, [elsewhere])).toEqual([]);
});

/** The overview that somebody hears whose role opens these. */
async function overviewHeard(...opened: readonly Permission[]): Promise<Overview | undefined> {
  await person.permit(...opened);
  const [came] = await heard(() => person.origin, [about('overview.changed', rollcall.tenant.id)]);
  return came?.name === 'overview.changed' ? came.data.overview : undefined;
}

test('of the overview somebody hears what the pages that they may open would tell them', async () => {
  const requests = overview.requests.map(({ start }) => ({ start, succeeded: 0, failed: 0 }));
  expect(await overviewHeard()).toEqual({ ...overview, activeTokens: 0, reminders: [], requests });
  expect(await overviewHeard('credentials.view')).toEqual({ ...overview, requests });
  expect(await overviewHeard('provisioningLog.view')).toEqual({ ...overview, activeTokens: 0, reminders: [] });
});

test('a sign-in that ends is deaf from the next event on, and one that begins hears', async () => {
  await person.permit('people.view');
  const event = about('users.changed', rollcall.tenant.id);
  let origin: CallOrigin = { via: 'browser' };
  const came: ConsoleEvent[] = [];
  onTestFinished(
    listeners.add(
      (one) => came.push(one),
      () => origin,
    ),
  );
  const after = async (): Promise<number> => {
    listeners.announce(event);
    // Anyone hears this one, after those before it.
    listeners.announce(about('session.changed', ''));
    await expect.poll(() => came.at(-1)?.name).toBe('session.changed');
    came.pop();
    return came.length;
  };
  expect(await after()).toBe(0);
  origin = person.origin;
  expect(await after()).toBe(1);
  await person.permit('groups.view');
  expect(await after()).toBe(1);
  await person.permit('people.view');
  await rollcall.ports.sessions.removeAll();
  expect(await after()).toBe(1);
});
