// The Connect page's facts: each step is ticked by the request that shows it, and by nothing else.
import { expect, test } from 'vitest';
import { evidenceKinds, incrementalAfterMs, type EvidenceKind } from '#shared/console-api/connect.ts';
import type { ConsoleEvent } from '#shared/console-api/index.ts';
import { enterpriseUserSchema } from '#shared/scim/urn.ts';
import { builtInProfiles } from '#shared/tenant-profiles/index.ts';
import { clockForTest } from '../clock.ts';
import { startRollcall, type RollcallForTest } from '../rollcall.ts';
import { call, refusal } from './call.ts';
import { addGroup, addUser, patch } from './people.ts';

const get = (rollcall: RollcallForTest, tenantId = rollcall.tenant.id) =>
  call(rollcall.core, 'connect.get', { tenantId });

const seen = async (rollcall: RollcallForTest): Promise<readonly string[]> => {
  await rollcall.logged();
  const { evidence } = await get(rollcall);
  return evidenceKinds.filter((kind) => evidence[kind] !== null);
};

/** What was asked by the request behind a tick. */
const requestBehind = async (rollcall: RollcallForTest, kind: EvidenceKind): Promise<string> => {
  await rollcall.logged();
  const { evidence } = await get(rollcall);
  const seq = evidence[kind]?.logSeq ?? -1;
  const row = await call(rollcall.core, 'provisioningLog.get', { tenantId: rollcall.tenant.id, seq });
  expect(row.activityDateTime).toBe(evidence[kind]?.at);
  return `${row.method} ${row.path}`;
};

const probe = (guid = '9f1c7b9e-3b0c-4c5e-8a43-0f5e6a1d2b3c'): string => `/Users?filter=userName+eq+%22${guid}%22`;

test('a tenant nobody has asked yet shows nothing; its token counts from the moment it is made', async () => {
  await using rollcall = await startRollcall();
  const { id } = await rollcall.addTenant('fresh');
  const { evidence } = await get(rollcall, id);
  expect(Object.keys(evidence).toSorted()).toEqual([...evidenceKinds].toSorted());
  expect(Object.values(evidence).every((found) => found === null)).toBe(true);

  const { token } = await call(rollcall.core, 'tokens.create', { tenantId: id, label: 'Entra' });
  await call(rollcall.core, 'tokens.create', { tenantId: id, label: 'Second' });
  expect((await get(rollcall, id)).evidence.tokenCreated).toEqual({ at: token.createdAt, logSeq: null });
});

test('Entra’s sequence ticks one step after the other, each with the request that showed it', async () => {
  await using rollcall = await startRollcall();
  expect(await seen(rollcall)).toEqual(['tokenCreated']);
  await rollcall.send('GET', probe());
  expect(await seen(rollcall)).toEqual(['tokenCreated', 'testConnection']);
  const ada = await addUser(rollcall, 'ada');
  expect(await seen(rollcall)).toContain('firstUser');
  await patch(rollcall, `/Users/${ada}`, { op: 'replace', path: 'title', value: 'Analyst' });
  await patch(rollcall, `/Users/${ada}`, { op: 'replace', path: 'active', value: 'False' });
  const group = await addGroup(rollcall, 'Engines');
  expect(await seen(rollcall)).not.toContain('firstMember');
  await patch(rollcall, `/Groups/${group}`, { op: 'add', path: 'members', value: [{ value: ada }] });
  expect(await seen(rollcall)).toEqual(evidenceKinds.filter((kind) => kind !== 'incrementalCycle'));

  expect(await requestBehind(rollcall, 'testConnection')).toBe(`GET ${probe()}`);
  expect(await requestBehind(rollcall, 'firstUser')).toBe('POST /Users');
  expect(await requestBehind(rollcall, 'firstUpdate')).toBe(`PATCH /Users/${ada}`);
  expect(await requestBehind(rollcall, 'firstDisable')).toBe(`PATCH /Users/${ada}`);
  expect(await requestBehind(rollcall, 'firstGroup')).toBe('POST /Groups');
  expect(await requestBehind(rollcall, 'firstMember')).toBe(`PATCH /Groups/${group}`);
});

test('what came first stays what came first', async () => {
  await using rollcall = await startRollcall();
  await addUser(rollcall, 'ada');
  const first = await requestBehind(rollcall, 'firstUser');
  const { evidence } = await get(rollcall);
  await addUser(rollcall, 'bo');
  await rollcall.logged();
  expect((await get(rollcall)).evidence.firstUser).toEqual(evidence.firstUser);
  expect(await requestBehind(rollcall, 'firstUser')).toBe(first);
});

test('a group that is created with a member shows its first member too', async () => {
  await using rollcall = await startRollcall();
  const ada = await addUser(rollcall, 'ada');
  await addGroup(rollcall, 'Engines', [ada]);
  expect(await seen(rollcall)).toEqual(['tokenCreated', 'firstUser', 'firstGroup', 'firstMember']);
});

test('somebody made here is the first user too when the provider matches them', async () => {
  await using rollcall = await startRollcall();
  const { row } = await call(rollcall.core, 'users.create', { tenantId: rollcall.tenant.id, userName: 'ada' });
  expect(await seen(rollcall)).toEqual(['tokenCreated']);
  await patch(rollcall, `/Users/${row.id}`, { op: 'replace', path: 'title', value: 'Analyst' });
  expect(await seen(rollcall)).toEqual(['tokenCreated', 'firstUser', 'firstUpdate']);
  expect(await requestBehind(rollcall, 'firstUser')).toBe(`PATCH /Users/${row.id}`);
});

test('a bulk request ticks what its operations did', async () => {
  await using rollcall = await startRollcall();
  const Operations = [
    { method: 'POST', path: '/Users', bulkId: 'u', data: { userName: 'ada' } },
    { method: 'POST', path: '/Groups', bulkId: 'g', data: { displayName: 'E', members: [{ value: 'bulkId:u' }] } },
  ];
  const schemas = ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'];
  expect((await rollcall.send('POST', '/Bulk', { body: { schemas, Operations } })).status).toBe(200);
  expect(await seen(rollcall)).toEqual(['tokenCreated', 'firstUser', 'firstGroup', 'firstMember']);
});

test.each([
  ['a filter by a name that is no GUID', '/Users?filter=userName+eq+%22ada@example.test%22'],
  ['a page of people', '/Users?startIndex=1&count=100'],
  ['a read of nobody', '/Users/9f1c7b9e-3b0c-4c5e-8a43-0f5e6a1d2b3c'],
  ['discovery', '/ServiceProviderConfig'],
])('%s is no connection test', async (_what, path) => {
  await using rollcall = await startRollcall();
  await rollcall.send('GET', path);
  expect(await seen(rollcall)).toEqual(['tokenCreated']);
});

test.each([
  [
    'a group of a random name',
    '/Groups?excludedAttributes=members&filter=displayName+eq+%227c2b1f0a-6a5d-4e3f-9b8c-1d2e3f4a5b6c%22',
  ],
  ['one user, whoever it is', '/Users?count=1&startIndex=1'],
])('asking for %s is a connection test', async (_what, path) => {
  await using rollcall = await startRollcall();
  await rollcall.send('GET', path);
  expect(await seen(rollcall)).toEqual(['tokenCreated', 'testConnection']);
});

test('a GUID that somebody is called is a lookup and no connection test', async () => {
  await using rollcall = await startRollcall();
  const guid = '9f1c7b9e-3b0c-4c5e-8a43-0f5e6a1d2b3c';
  await addUser(rollcall, guid);
  await rollcall.send('GET', probe(guid));
  expect(await seen(rollcall)).not.toContain('testConnection');
});

test('requests without a valid token, refused ones and those that change nothing tick nothing', async () => {
  await using rollcall = await startRollcall();
  await rollcall.send('GET', probe(), { headers: { authorization: 'Bearer wrong' } });
  await rollcall.send('POST', '/Users', { body: { displayName: 'no userName' } });
  expect(await seen(rollcall)).toEqual(['tokenCreated']);
  const ada = await addUser(rollcall, 'ada', { title: 'Analyst' });
  const group = await addGroup(rollcall, 'Engines');
  await patch(rollcall, `/Groups/${group}`, { op: 'remove', path: 'members' });
  await patch(rollcall, `/Users/${ada}`, { op: 'remove', path: 'nickName' });
  expect(await seen(rollcall)).not.toContain('firstMember');
});

test('a request 20 minutes after the first user shows that the provider comes back', async () => {
  await using rollcall = await startRollcall();
  await rollcall.send('GET', '/Users');
  const [entry] = await rollcall.logged();
  if (entry === undefined) throw new Error('nothing was logged');
  const { seq: _seq, ...draft } = entry;
  const then = new Date(Date.now() - incrementalAfterMs).toISOString();
  rollcall.ports.log.append({ ...draft, activityDateTime: then, shows: ['firstUser'] });
  await rollcall.logged();
  await rollcall.send('GET', '/Users?startIndex=1&count=7');
  expect(await seen(rollcall)).toContain('incrementalCycle');
  expect(await requestBehind(rollcall, 'incrementalCycle')).toBe('GET /Users?startIndex=1&count=7');
});

test('connect.changed is pushed once for each step, and for no other request', async () => {
  await using rollcall = await startRollcall();
  const { id } = await rollcall.addTenant('fresh');
  const events: ConsoleEvent[] = [];
  rollcall.core.subscribe((event) => {
    if (event.name === 'connect.changed') events.push(event);
  });
  await call(rollcall.core, 'tokens.create', { tenantId: id, label: 'First' });
  await call(rollcall.core, 'tokens.create', { tenantId: id, label: 'Second' });
  expect(events).toEqual([{ name: 'connect.changed', data: { tenantId: id } }]);
  await rollcall.send('GET', probe());
  await rollcall.logged();
  await rollcall.send('GET', probe());
  await addUser(rollcall, 'ada');
  await addUser(rollcall, 'bo');
  await rollcall.logged();
  expect(events.slice(1)).toEqual([
    { name: 'connect.changed', data: { tenantId: rollcall.tenant.id } },
    { name: 'connect.changed', data: { tenantId: rollcall.tenant.id } },
  ]);
});

test('what one tenant’s provider did is no evidence of another', async () => {
  await using rollcall = await startRollcall();
  const { id } = await rollcall.addTenant('other');
  await rollcall.addToken(id);
  await rollcall.send('GET', probe());
  await addUser(rollcall, 'ada', { title: 'Analyst' });
  await rollcall.logged();
  const { evidence, users } = await get(rollcall, id);
  expect(evidenceKinds.filter((kind) => evidence[kind] !== null)).toEqual(['tokenCreated']);
  expect(users.total).toBe(0);
});

test.each(builtInProfiles.flatMap(({ id, users, groups }) => (users === 'all' ? [] : [[id, users, groups] as const])))(
  'coverage of %s has every row of its tables',
  async (profile, users, groups) => {
    await using rollcall = await startRollcall();
    const { id: tenantId } = await call(rollcall.core, 'tenants.create', { name: profile, slug: 'board', profile });
    const state = await get(rollcall, tenantId);
    expect(state.users).toEqual({ total: 0, attributes: users.map((row) => ({ ...row, arrived: 0 })) });
    const rows = typeof groups === 'string' ? [] : groups.map((row) => ({ ...row, arrived: 0 }));
    expect(state.groups).toEqual({ total: 0, attributes: rows });
  },
);

test('a profile without groups has no coverage of groups', async () => {
  await using rollcall = await startRollcall();
  const { id: tenantId } = await call(rollcall.core, 'tenants.create', { name: 'R', slug: 'r', profile: 'rfpio' });
  expect((await get(rollcall, tenantId)).groups).toBeNull();
});

test('coverage grows with the people, and shows what of everything has arrived', async () => {
  // No count takes long, so that none is kept for longer than it stands.
  await using rollcall = await startRollcall({ clock: clockForTest() });
  const arrived = async (): Promise<Record<string, number>> =>
    Object.fromEntries((await get(rollcall)).users.attributes.map(({ path, arrived: count }) => [path, count]));
  expect(await arrived()).toEqual({ userName: 0 });
  const ada = await addUser(rollcall, 'ada', {
    emails: [{ type: 'work', value: 'ada@example.test', primary: true }],
    [enterpriseUserSchema]: { department: 'Engines' },
  });
  expect(await arrived()).toEqual({
    userName: 1,
    active: 1,
    'emails[type eq "work"].value': 1,
    [`${enterpriseUserSchema}:department`]: 1,
  });
  await patch(rollcall, `/Users/${ada}`, { op: 'add', path: 'title', value: 'Analyst' });
  expect(await arrived()).toMatchObject({ title: 1 });
  const group = await addGroup(rollcall, 'Engines', [ada]);
  const groups = (await get(rollcall)).groups;
  expect(groups?.attributes.map(({ path, arrived: count }) => [path, count])).toEqual([
    ['displayName', 1],
    ['members', 1],
  ]);
  await rollcall.send('DELETE', `/Groups/${group}`);
  expect((await get(rollcall)).groups?.total).toBe(0);
});

test('connect.get says when there is no such tenant', async () => {
  await using rollcall = await startRollcall();
  expect((await refusal(rollcall.core, 'connect.get', { tenantId: 'nobody' })).code).toBe('not-found');
});
