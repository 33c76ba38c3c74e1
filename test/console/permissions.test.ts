// Every console method for every permission: somebody whose role has exactly that one reaches exactly the methods that it
// opens. Who they are comes from a stored sign-in and a provisioned person's role, asked anew at every call.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { callConsole, type CallPath } from '#main/application/console/call-console.ts';
import type { CallOrigin, ConsoleCall } from '#main/application/console/call.ts';
import { createSignIn } from '#main/application/sign-in/sign-in.ts';
import { consoleContract, type ConsoleApi, type ConsoleMethodName } from '#shared/console-api/index.ts';
import type { Need } from '#shared/console-api/method.ts';
import { permissions, type Permission } from '#shared/console-api/permissions.ts';
import { startRollcall, type RollcallForTest } from '../rollcall.ts';
import { methodNeeds } from './method-needs.ts';
import { enforceSignIn, signInAdministrator, signInPerson, type SignedInPerson } from './signed-in.ts';

const names = Object.keys(consoleContract) as ConsoleMethodName[];

let rollcall: RollcallForTest;
let person: SignedInPerson;
let administrator: CallOrigin;
let otherTenantId: string;
let path: CallPath;
/** The methods that were reached. In place of what they do: a call that is let in changes nothing here. */
let reached: string[] = [];
let calls = 0;

const reach = (name: string) => (): Promise<unknown> => {
  reached.push(name);
  return Promise.resolve(undefined);
};

beforeAll(async () => {
  rollcall = await startRollcall();
  person = await signInPerson(rollcall, 'pat');
  otherTenantId = (await rollcall.addTenant('other')).id;
  await enforceSignIn(rollcall);
  administrator = await signInAdministrator(rollcall);
  path = {
    api: Object.fromEntries(names.map((name) => [name, reach(name)])) as unknown as ConsoleApi<ConsoleCall>,
    callers: createSignIn(rollcall.ports).callers,
    audit: { record: () => Promise.resolve() },
    reportFault: (fault) => void rollcall.faults.push(fault),
  };
});
afterAll(async () => {
  console.log(
    `Permissions: ${names.length} console methods × ${permissions.length} permissions; with those of no permission, all, another tenant, an administrator and no sign-in ${calls} calls.`,
  );
  await rollcall[Symbol.asyncDispose]();
});
beforeEach(() => {
  reached = [];
});

const isOfTenant = (name: ConsoleMethodName): boolean => 'tenantId' in consoleContract[name].input.shape;

/** Whether it was reached, else the code that refused it. */
async function attempt(
  name: ConsoleMethodName,
  input: unknown,
  origin: CallOrigin,
  tenantId = rollcall.tenant.id,
): Promise<string> {
  calls += 1;
  reached = [];
  const result = await callConsole(path, name, { ...(isOfTenant(name) ? { tenantId } : {}), ...Object(input) }, origin);
  if (result.ok !== (reached.length === 1)) throw new Error(`${name} answered ok: ${result.ok}, and was not reached`);
  return result.ok ? 'reached' : result.error.code;
}

/** By the table beside this test, not by the code that is tested. */
const opens = (needs: Need, held: readonly Permission[]): boolean =>
  needs === 'anyone' ||
  needs === 'signedIn' ||
  (needs !== 'administrator' && (typeof needs === 'string' ? [needs] : needs).some((one) => held.includes(one)));

test('the table has every method of the contract, with what the contract says it needs', () => {
  expect(Object.keys(methodNeeds).toSorted()).toEqual(names.toSorted());
  for (const name of names)
    expect({ name, needs: methodNeeds[name].needs }).toEqual({ name, needs: consoleContract[name].needs });
});

describe.each([...permissions, undefined])('somebody whose role has exactly %s', (permission) => {
  const held = permission === undefined ? [] : [permission];

  test('reaches exactly what it opens', async () => {
    await person.permit(...held);
    for (const name of names) {
      const { needs, input, also } = methodNeeds[name];
      const wanted = opens(needs, held);
      expect({ name, came: await attempt(name, input, person.origin) }).toEqual({
        name,
        came: wanted ? 'reached' : 'forbidden',
      });
      if (also === undefined) continue;
      // One permission alone never opens what needs two.
      expect({ name, came: await attempt(name, also.input, person.origin) }).toEqual({ name, came: 'forbidden' });
    }
  });

  test('reaches nothing of another tenant', async () => {
    await person.permit(...held);
    for (const name of names.filter(isOfTenant)) {
      const came = await attempt(name, methodNeeds[name].input, person.origin, otherTenantId);
      expect({ name, came }).toEqual({ name, came: 'forbidden' });
    }
  });
});

test('with all permissions, everything but what needs an administrator', async () => {
  await person.permit(...permissions);
  for (const name of names) {
    const { needs, input, also } = methodNeeds[name];
    const came = [await attempt(name, input, person.origin), await attempt(name, also?.input ?? input, person.origin)];
    const wanted = needs === 'administrator' ? 'forbidden' : 'reached';
    expect({ name, came }).toEqual({ name, came: [wanted, wanted] });
  }
});

test('an administrator reaches everything, in every tenant', async () => {
  for (const name of names) {
    for (const tenantId of [rollcall.tenant.id, otherTenantId]) {
      const came = await attempt(name, methodNeeds[name].input, administrator, tenantId);
      expect({ name, came }).toEqual({ name, came: 'reached' });
    }
  }
});

test('nobody reaches more than what anyone may, whatever they send for a sign-in', async () => {
  const strangers: CallOrigin[] = [
    { via: 'browser' },
    { via: 'window' },
    { via: 'cli' },
    { via: 'browser', signIn: '' },
    { via: 'browser', signIn: 'f'.repeat(64) },
  ];
  for (const name of names) {
    for (const stranger of strangers) {
      const came = await attempt(name, methodNeeds[name].input, stranger);
      expect({ name, came }).toEqual({
        name,
        came: methodNeeds[name].needs === 'anyone' ? 'reached' : 'sign-in-required',
      });
    }
  }
});

test('what is missing is said before what is wrong with the input, so that nobody learns more than they may', async () => {
  await person.permit();
  for (const name of names.filter((one) => !['anyone', 'signedIn'].includes(String(methodNeeds[one].needs)))) {
    const result = await callConsole(path, name, 'no object', person.origin);
    expect({ name, result }).toMatchObject({ name, result: { ok: false, error: { code: 'forbidden' } } });
  }
});

test('who is refused is told which permission is missing, and which role they have', async () => {
  await person.permit('people.view');
  const refused = await callConsole(path, 'users.remove', {}, person.origin);
  expect(refused).toMatchObject({ ok: false, error: { code: 'forbidden' } });
  const detail = refused.ok ? '' : refused.error.detail;
  expect(detail).toContain('people.delete');
  expect(detail).toContain('Role of pat');
});

test('a tenant of somebody else is refused in the words of one that does not exist', async () => {
  await person.permit('people.view');
  const answers = await Promise.all(
    [otherTenantId, 'nobody'].map(async (tenantId) => {
      const result = await callConsole(path, 'users.list', { tenantId }, person.origin);
      return result.ok ? '' : `${result.error.code} ${result.error.detail}`.replaceAll(tenantId, 'it');
    }),
  );
  expect(answers[0]).toMatch(/^forbidden /);
  expect(answers[0]).toBe(answers[1]);
});

test('a changed role counts at the next call', async () => {
  await person.permit('people.view');
  expect(await attempt('users.list', {}, person.origin)).toBe('reached');
  await person.permit('groups.view');
  expect(await attempt('users.list', {}, person.origin)).toBe('forbidden');
});

test('somebody who was deactivated, or whose sign-in was ended, is nobody', async () => {
  const dora = await signInPerson(rollcall, 'dora');
  await dora.permit('people.view');
  expect(await attempt('users.list', {}, dora.origin)).toBe('reached');
  await rollcall.send('PATCH', `/Users/${dora.userId}`, {
    body: {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
      Operations: [{ op: 'replace', path: 'active', value: false }],
    },
  });
  expect(await attempt('users.list', {}, dora.origin)).toBe('sign-in-required');
});
