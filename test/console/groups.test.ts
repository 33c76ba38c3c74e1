import { afterAll, beforeAll, expect, test } from 'vitest';
import { startRollcall, type RollcallForTest } from '../rollcall.ts';
import { call, refusal } from './call.ts';
import { addGroup, addUser } from './people.ts';

let rollcall: RollcallForTest;
let tenantId: string;
let ada: string;
let analysts: string;

beforeAll(async () => {
  rollcall = await startRollcall();
  tenantId = rollcall.tenant.id;
  ada = await addUser(rollcall, 'ada@contoso.test', { displayName: 'Ada Lovelace' });
  analysts = await addGroup(rollcall, 'Analysts', [ada, 'never-provisioned']);
  await addGroup(rollcall, 'Board');
});
afterAll(() => rollcall[Symbol.asyncDispose]());

test('groups.list gives groups with the number of their members', async () => {
  const page = await call(rollcall.core, 'groups.list', { tenantId });
  expect(page).toMatchObject({ total: 2, of: 2, rows: [{ displayName: 'Analysts', members: 2 }, { members: 0 }] });
  const found = await call(rollcall.core, 'groups.list', { tenantId, search: 'aRd' });
  expect(found).toMatchObject({ total: 1, of: 2, rows: [{ displayName: 'Board' }] });
});

test('groups.get gives the group and its resource without the members, which are a page of their own', async () => {
  const { row, resource } = await call(rollcall.core, 'groups.get', { tenantId, id: analysts });
  expect(row).toMatchObject({ id: analysts, displayName: 'Analysts', members: 2 });
  expect(resource).toEqual((await rollcall.send('GET', `/Groups/${analysts}?excludedAttributes=members`)).json);
});

test('groups.members names the members that are known and keeps the ids of the others', async () => {
  const { total, rows } = await call(rollcall.core, 'groups.members', { tenantId, groupId: analysts });
  expect(total).toBe(2);
  expect(rows).toContainEqual({
    id: ada,
    known: true,
    type: 'User',
    displayName: 'Ada Lovelace',
    userName: 'ada@contoso.test',
    status: 'active',
  });
  expect(rows).toContainEqual(expect.objectContaining({ id: 'never-provisioned', known: false, displayName: null }));
});

test('groups.members and the log name a member without a displayName as the board does', async () => {
  const kit = await addUser(rollcall, 'kit@contoso.test', { name: { givenName: 'Kit', familyName: 'Koe' } });
  const pilots = await addGroup(rollcall, 'Pilots', [kit]);
  const { rows } = await call(rollcall.core, 'groups.members', { tenantId, groupId: pilots });
  expect(rows).toMatchObject([{ id: kit, displayName: 'Kit Koe' }]);
  const { seq } = await rollcall.lastLogged();
  const entry = await call(rollcall.core, 'provisioningLog.get', { tenantId, seq });
  expect(entry.modifiedProperties).toContainEqual({ displayName: 'members', oldValue: null, newValue: 'Kit Koe' });
});

test('groups.members searches and pages', async () => {
  const input = { tenantId, groupId: analysts, search: 'love', limit: 1 };
  expect(await call(rollcall.core, 'groups.members', input)).toMatchObject({ total: 1, of: 2, rows: [{ id: ada }] });
});

test.each([
  ['groups.get', { id: 'nothing' }],
  ['groups.members', { groupId: 'nothing' }],
])('%s says when there is no such group', async (name, input) => {
  const { code, detail } = await refusal(rollcall.core, name, { tenantId, ...input });
  expect(code).toBe('not-found');
  expect(detail).toContain('"nothing"');
});
