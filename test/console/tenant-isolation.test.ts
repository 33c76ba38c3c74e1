// Every console method is called for one tenant with everything that belongs to another: nothing of the other may be in
// the answer, in an event or changed. The list of methods is the contract's, so that a new one cannot be left out.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { consoleContract, type ConsoleEvent, type ConsoleMethodName } from '#shared/console-api/index.ts';
import { marksIn, rowsOfTenant, startTwoTenants, type Furnished, type TwoTenants } from '../two-tenants.ts';
import { call } from './call.ts';

/** What is sent beside `tenantId`, which is always mine. */
type Attempt = Readonly<Record<string, unknown>>;
/** Methods that name no tenant say why they may not. */
type Attempts = ((theirs: Furnished, mine: Furnished) => readonly Attempt[]) | 'about all tenants' | 'about no tenant';

const nothingMore = (): readonly Attempt[] => [{}];
const theirPerson = ({ userId }: Furnished): readonly Attempt[] => [{ id: userId }];
const theirRole = ({ roleId }: Furnished): readonly Attempt[] => [{ id: roleId }];
const theirToken = ({ tokenId }: Furnished): readonly Attempt[] => [{ id: tokenId }];
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
  'tokens.reveal': theirToken,
  'tokens.revoke': theirToken,
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
  'tunnel.get': 'about no tenant',
  'tunnel.configure': 'about no tenant',
  'tunnel.start': 'about no tenant',
  'tunnel.stop': 'about no tenant',
  'tunnel.recheck': 'about no tenant',
  'tunnel.publish': 'about no tenant',
  'tunnel.log': 'about no tenant',
  'tunnel.doctor': 'about no tenant',
  'tunnel.makeSshKey': 'about no tenant',
  'tunnel.readHostKey': 'about no tenant',
  'tunnel.findCloudflared': 'about no tenant',
};

/** Who may be asked about an id of theirs without being refused: what is answered is then mine alone. */
const answersAnyId: readonly string[] = ['users.list', 'users.history', 'provisioningLog.list'];

const names = Object.keys(consoleContract) as ConsoleMethodName[];
const shapeOf = (name: ConsoleMethodName): readonly string[] => Object.keys(consoleContract[name].input.shape);
const ofTenant = names.filter((name) => shapeOf(name).includes('tenantId'));
const ofNoTenant = names.filter((name) => !ofTenant.includes(name));
const attemptsOf = (name: ConsoleMethodName): Exclude<Attempts, string> => {
  const own = attempts[name];
  if (typeof own === 'string') throw new Error(`${name} names a tenant and is not attempted`);
  return own;
};

/** Fields that point at something a tenant has. */
const pointsAt = (field: string): boolean =>
  ['id', 'seq', 'moveTo', 'slug'].includes(field) ||
  (field.endsWith('Id') && !['tenantId', 'externalId', 'idpTenantId'].includes(field));

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
      expect({ attempt, told: marksIn(JSON.stringify(events), theirs) }).toEqual({ attempt, told: [] });
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
