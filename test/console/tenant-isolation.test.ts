// Every console method is called for one tenant with everything that belongs to another: nothing of the other may be in
// the answer, in an event or changed. The list of methods is the contract's, so that a new one cannot be left out.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CallOrigin } from '#main/application/console/call.ts';
import { consoleContract, type ConsoleEvent, type ConsoleMethodName } from '#shared/console-api/index.ts';
import { marksIn, rowsOfTenant, startTwoTenants, type Furnished, type TwoTenants } from '../two-tenants.ts';
import { permissions } from '#shared/console-api/permissions.ts';
import { call } from './call.ts';
import { methodNeeds } from './method-needs.ts';
import { enforceSignIn, signInPerson } from './signed-in.ts';

/** What is sent beside `tenantId`, which is always mine. */
type Attempt = Readonly<Record<string, unknown>>;
/** Methods that name no tenant say why they may not. */
type Attempts = ((theirs: Furnished, mine: Furnished) => readonly Attempt[]) | 'about all tenants' | 'about no tenant';

const nothingMore = (): readonly Attempt[] => [{}];
const theirPerson = ({ userId }: Furnished): readonly Attempt[] => [{ id: userId }];
const theirRole = ({ roleId }: Furnished): readonly Attempt[] => [{ id: roleId }];
const theirToken = ({ tokenId }: Furnished): readonly Attempt[] => [{ id: tokenId }];
const theirClient = ({ clientId }: Furnished): readonly Attempt[] => [{ id: clientId }];
const theirGroup = ({ groupId }: Furnished): readonly Attempt[] => [{ id: groupId }];

const attempts: Readonly<Record<ConsoleMethodName, Attempts>> = {
  'tenants.list': 'about all tenants',
  'tenants.create': 'about all tenants',
  'tenants.set': () => [{ name: 'acme Inc' }, { compatibility: 'strict' }, { idpTenantId: 'acme.example' }],
  'tenants.checkProfile': () => [{ profile: 'sign-in-enterprise' }, { profile: 'simple-in-out' }],
  'tenants.setProfile': () => [{ profile: 'sosafe' }, { profile: 'simple-in-out' }],
  'tenants.duplicate': ({ tenant }) => [
    { name: 'Copy', slug: tenant.slug },
    { name: 'Copy', slug: 'acme-copy' },
  ],
  'tenants.archive': () => [{ archived: true }, { archived: false }],
  'tenants.export': nothingMore,
  'tenants.remove': ({ tenant }) => [{ slug: tenant.slug }],
  'tokens.list': nothingMore,
  'tokens.create': ({ userId, reportId }) => [
    { label: 'x', userId },
    { label: 'x', userId: reportId },
  ],
  'tokens.set': ({ tokenId, userId }, mine) => [
    { id: tokenId, label: 'Taken over' },
    { id: tokenId, networks: ['203.0.113.0/24'] },
    { id: mine.tokenId, userId },
  ],
  'tokens.rotate': theirToken,
  'tokens.remove': theirToken,
  'tokens.reveal': theirToken,
  'tokens.revoke': ({ tokenId }, mine) => [
    { id: tokenId },
    { id: tokenId, successorId: mine.tokenId },
    { id: mine.tokenId, successorId: tokenId },
  ],
  'oauthClients.list': nothingMore,
  'oauthClients.create': () => [{ label: 'acme client' }],
  'oauthClients.set': ({ clientId }) => [{ id: clientId, label: 'Taken over' }],
  'oauthClients.addSecret': theirClient,
  'oauthClients.revokeSecret': ({ clientId, clientSecretId }, mine) => [
    { id: clientId, secretId: clientSecretId },
    { id: mine.clientId, secretId: clientSecretId },
  ],
  'oauthClients.revoke': theirClient,
  'oauthClients.remove': theirClient,
  'providerTokens.get': nothingMore,
  'providerTokens.set': () => [{ enabled: true, entraTenantId: '3f2b1c4d-0000-4000-8000-000000000000' }],
  'users.list': ({ word, roleId }) => [{}, { search: word }, { roleId }, { department: `${word} department` }],
  'users.facets': nothingMore,
  'users.get': (theirs, mine) => [...theirPerson(theirs), { id: theirs.reportId }, { id: mine.reportId }],
  'users.create': ({ roleId, userId }) => [
    { userName: 'new@acme.test', displayName: 'New', externalId: 'new', roleId },
    { userName: 'other@acme.test', displayName: 'Other', externalId: userId },
  ],
  'users.set': ({ userId, roleId }, mine) => [
    { id: userId, displayName: 'Taken over' },
    { id: userId, notes: 'Taken over' },
    { id: userId, roleId: mine.roleId },
    { id: mine.userId, roleId },
  ],
  'users.remove': theirPerson,
  'users.history': (theirs) => [...theirPerson(theirs), { id: theirs.reportId }, { id: theirs.groupId }],
  'roles.list': nothingMore,
  'roles.create': () => [{ name: 'acme third desk' }],
  'roles.set': ({ roleId }) => [
    { id: roleId, name: 'Taken over' },
    { id: roleId, permissions: [] },
  ],
  'roles.setDefault': theirRole,
  'roles.remove': ({ roleId, spareRoleId }, mine) => [
    { id: roleId, moveTo: spareRoleId },
    { id: roleId, moveTo: mine.roleId },
    { id: mine.roleId, moveTo: roleId },
  ],
  'profiles.list': 'about no tenant',
  'profiles.save': 'about no tenant',
  'profiles.remove': 'about no tenant',
  'connect.get': nothingMore,
  'groups.list': ({ word }) => [{}, { search: word }],
  'groups.get': (theirs, mine) => [...theirGroup(theirs), { id: mine.groupId }],
  'groups.members': ({ groupId, word }, mine) => [
    { groupId },
    { groupId: mine.groupId },
    { groupId: mine.groupId, search: word },
  ],
  'provisioningLog.list': ({ word, userId, reportId, logSeq }) => [
    {},
    { search: word },
    { resourceId: userId },
    { resourceId: reportId },
    { afterSeq: logSeq - 1, beforeSeq: logSeq + 1 },
  ],
  'provisioningLog.get': ({ logSeq }) => [{ seq: logSeq }],
  'overview.get': nothingMore,
  'schemas.list': nothingMore,
  'schemas.save': ({ schemaId }) => [{ schema: { id: schemaId.toUpperCase(), name: 'x', attributes: [] } }],
  'schemas.remove': ({ schemaId }) => [{ id: schemaId }],
  'resourceTypes.list': nothingMore,
  'resourceTypes.save': ({ typeName, schemaId }) => [
    { resourceType: { name: typeName, endpoint: '/Taken', schema: schemaId } },
  ],
  'resourceTypes.remove': ({ typeName }) => [{ name: typeName }],
  'settings.get': 'about no tenant',
  'vault.get': 'about no tenant',
  'vault.setProtection': 'about no tenant',
  'vault.unlock': 'about no tenant',
  'vault.recover': 'about no tenant',
  'recoveryKey.get': 'about no tenant',
  'recoveryKey.create': 'about no tenant',
  'recoveryKey.reveal': 'about no tenant',
  'recoveryKey.drill': 'about no tenant',
  'recoveryKey.unlock': 'about no tenant',
  'session.get': 'about no tenant',
  'session.beginSignIn': 'about no tenant',
  'session.finishSignIn': 'about no tenant',
  'session.cancelSignIn': 'about no tenant',
  'session.confirm': 'about no tenant',
  'session.lock': 'about no tenant',
  'sso.get': 'about no tenant',
  'sso.save': 'about no tenant',
  'sso.beginTest': 'about no tenant',
  'sso.finishTest': 'about no tenant',
  'sso.enforce': 'about no tenant',
  'sso.removeAdministrator': 'about no tenant',
  'sso.disconnect': 'about no tenant',
  'audit.list': 'about all tenants',
  'audit.verify': 'about all tenants',
  'audit.export': 'about all tenants',
  'tunnel.get': 'about no tenant',
  'tunnel.configure': 'about no tenant',
  'tunnel.start': 'about no tenant',
  'tunnel.stop': 'about no tenant',
  'tunnel.recheck': 'about no tenant',
  'tunnel.publish': 'about no tenant',
  'tunnel.log': 'about no tenant',
  'tunnel.refusals': nothingMore,
  'tunnel.doctor': 'about no tenant',
  'tunnel.makeSshKey': 'about no tenant',
  'tunnel.readHostKey': 'about no tenant',
  'tunnel.findCloudflared': 'about no tenant',
};

/** Who may be asked about an id of theirs without being refused: what is answered is then mine alone. */
const answersAnyId: readonly string[] = ['users.list', 'users.history', 'provisioningLog.list'];

const names = Object.keys(consoleContract) as ConsoleMethodName[];
const shapeOf = (name: ConsoleMethodName): readonly string[] => Object.keys(consoleContract[name].input.shape);
/** The audit log is of all tenants, and its tenant is one of its filters. */
const ofTenant = names.filter((name) => shapeOf(name).includes('tenantId') && name !== 'audit.list');
const ofNoTenant = names.filter((name) => !ofTenant.includes(name));
const attemptsOf = (name: ConsoleMethodName): Exclude<Attempts, string> => {
  const own = attempts[name];
  if (typeof own === 'string') throw new Error(`${name} names a tenant and is not attempted`);
  return own;
};

/** Fields that point at something a tenant has. */
const pointsAt = (field: string): boolean =>
  ['id', 'seq', 'moveTo', 'slug'].includes(field) ||
  (field.endsWith('Id') && !['tenantId', 'externalId', 'idpTenantId', 'entraTenantId'].includes(field));

/** What was sent is repeated in what refuses it, which gives nothing away. */
const withoutEcho = (text: string, sent: unknown): string => {
  if (typeof sent === 'string')
    return sent === '' ? text : text.replaceAll(sent, '').replaceAll(sent.toLowerCase(), '');
  if (typeof sent !== 'object' || sent === null) return text;
  return Object.values(sent).reduce<string>((rest, value) => withoutEcho(rest, value), text);
};

test('every method of the contract is attempted with what belongs to another tenant, or says why it need not be', () => {
  expect(Object.keys(attempts).toSorted()).toEqual(names.toSorted());
  const excused = Object.entries(attempts).flatMap(([name, own]) => (typeof own === 'string' ? [name] : []));
  expect(excused.toSorted()).toEqual(ofNoTenant.toSorted());
});

describe('with ids of another tenant', () => {
  let two: TwoTenants;
  let attempted = 0;
  const events: ConsoleEvent[] = [];
  beforeAll(async () => {
    two = await startTwoTenants();
    two.rollcall.core.subscribe((event) => events.push(event));
  });
  afterAll(async () => {
    console.log(
      `Isolation: ${ofTenant.length} of ${names.length} console methods name a tenant, ${attempted} attempts.`,
    );
    await two[Symbol.asyncDispose]();
  });

  test.each(ofTenant)('%s answers, tells and changes nothing of theirs', async (name) => {
    const { rollcall, mine, theirs } = two;
    const sent = attemptsOf(name)(theirs, mine);
    const foreign = new Set<unknown>([...Object.values(theirs), theirs.tenant.slug]);
    const pointers = shapeOf(name).filter(pointsAt);
    const filledIn = pointers.filter((field) => sent.some((attempt) => foreign.has(attempt[field])));
    expect(filledIn).toEqual(pointers);

    const before = await rowsOfTenant(rollcall, theirs);
    for (const attempt of sent) {
      attempted += 1;
      events.length = 0;
      const result = await rollcall.core.call(name, { tenantId: mine.tenant.id, ...attempt });
      const mustRefuse = !answersAnyId.includes(name) && pointers.some((field) => foreign.has(attempt[field]));
      expect({ attempt, ok: result.ok && mustRefuse }).toEqual({ attempt, ok: false });
      expect(result.ok ? 'answered' : result.error.code).toMatch(/^(?:answered|not-found|conflict|invalid-input)$/);
      const answer = result.ok ? JSON.stringify(result.value) : withoutEcho(result.error.detail, attempt);
      expect({ attempt, leaks: marksIn(answer, theirs) }).toEqual({ attempt, leaks: [] });
      expect({ attempt, told: marksIn(withoutEcho(JSON.stringify(events), attempt), theirs) }).toEqual({
        attempt,
        told: [],
      });
    }
    expect(await rowsOfTenant(rollcall, theirs)).toEqual(before);
  });

  test('methods that name no tenant hold no person, token, role or schema of any', async () => {
    const { rollcall, theirs } = two;
    for (const name of ['profiles.list', 'settings.get'] as const) {
      expect(marksIn(JSON.stringify(await call(rollcall.core, name, {})), theirs)).toEqual([]);
    }
    const listed = JSON.stringify(await call(rollcall.core, 'tenants.list', {}));
    expect(marksIn(listed, theirs)).toEqual([theirs.word, theirs.tenant.id]);
  });
});

describe('somebody who is signed in for one tenant, with every permission there is', () => {
  let two: TwoTenants;
  let origin: CallOrigin;
  const events: ConsoleEvent[] = [];
  beforeAll(async () => {
    two = await startTwoTenants();
    const pat = await signInPerson(two.rollcall, 'pat');
    await pat.permit(...permissions);
    ({ origin } = pat);
    await enforceSignIn(two.rollcall);
    two.rollcall.core.subscribe(
      (event) => events.push(event),
      () => origin,
    );
  });
  afterAll(() => two[Symbol.asyncDispose]());

  test.each(ofTenant)('%s does nothing for the other tenant', async (name) => {
    const { rollcall, theirs } = two;
    const before = await rowsOfTenant(rollcall, theirs);
    const sent = { ...methodNeeds[name].input, tenantId: theirs.tenant.id, id: theirs.userId };
    const result = await rollcall.core.call(name, sent, origin);
    expect(result).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    expect(marksIn(withoutEcho(JSON.stringify(result), sent), theirs)).toEqual([]);
    expect(await rowsOfTenant(rollcall, theirs)).toEqual(before);
  });

  test('what names no tenant answers nothing of the other one, the audit log included', async () => {
    const { rollcall, theirs, mine } = two;
    const reading = ofNoTenant.filter((name) => methodNeeds[name].needs !== 'administrator' && name !== 'session.lock');
    const answers = await Promise.all(
      reading.map(async (name) => ({
        name,
        result: await rollcall.core.call(name, methodNeeds[name].input ?? {}, origin),
      })),
    );
    const answered = answers.filter(({ result }) => result.ok).map(({ name }) => name);
    expect(answered).toEqual(expect.arrayContaining(['tenants.list', 'profiles.list', 'audit.list', 'audit.export']));
    for (const { name, result } of answers) {
      const leaks = marksIn(JSON.stringify(result), theirs);
      expect({ name, leaks }).toEqual({ name, leaks: [] });
    }
    const log = await rollcall.core.call('audit.list', { limit: 500 }, origin);
    const { entries } = (log.ok ? log.value : { entries: [] }) as { entries: { tenantId: string | null }[] };
    expect(new Set(entries.map(({ tenantId }) => tenantId))).toEqual(new Set([mine.tenant.id]));
    expect(await rollcall.core.call('audit.list', { tenantId: theirs.tenant.id }, origin)).toMatchObject({
      ok: false,
      error: { code: 'forbidden' },
    });
  });

  test('what happens in the other tenant is not heard', async () => {
    const { rollcall, theirs, mine } = two;
    events.length = 0;
    const name = `${theirs.word} Inc`;
    await rollcall.core.call('tenants.set', { tenantId: theirs.tenant.id, name }, { via: 'host' });
    await theirs.send('PATCH', `/Users/${theirs.userId}`, {
      Operations: [{ op: 'replace', path: 'title', value: `${theirs.word} duke` }],
    });
    await rollcall.core.call('tenants.set', { tenantId: mine.tenant.id, name: 'acme Inc' }, { via: 'host' });
    await expect.poll(() => events.map((event) => event.name)).toContain('tenants.changed');
    await rollcall.logged();
    expect(marksIn(JSON.stringify(events), theirs)).toEqual([]);
  });
});
