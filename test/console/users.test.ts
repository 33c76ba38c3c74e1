import { afterAll, beforeAll, expect, test } from 'vitest';
import { enterpriseUserSchema } from '#shared/scim/urn.ts';
import { startRollcall, type RollcallForTest } from '../rollcall.ts';
import { call, refusal } from './call.ts';
import { addGroup, addUser, patch } from './people.ts';

let rollcall: RollcallForTest;
let tenantId: string;
let ada: string;
let grace: string;
let analysts: string;

beforeAll(async () => {
  rollcall = await startRollcall();
  tenantId = rollcall.tenant.id;
  grace = await addUser(rollcall, 'grace@contoso.test', {
    displayName: 'Grace Hopper',
    title: 'Admiral',
    [enterpriseUserSchema]: { department: 'Navy' },
  });
  ada = await addUser(rollcall, 'ada@contoso.test', {
    displayName: 'Ada Lovelace',
    title: 'Analyst',
    [enterpriseUserSchema]: { department: 'Engines', manager: { value: grace } },
  });
  await addUser(rollcall, 'zed@contoso.test', { displayName: 'Zed', active: false });
  analysts = await addGroup(rollcall, 'Analysts', [ada]);
});
afterAll(() => rollcall[Symbol.asyncDispose]());

test('users.list gives rows for the board, newest change first, with how many match and how many there are', async () => {
  const { total, of, rows } = await call(rollcall.core, 'users.list', {
    tenantId,
    search: 'contoso',
    status: 'active',
  });
  expect({ total, of, names: rows.map(({ displayName }) => displayName) }).toEqual({
    total: 2,
    of: 3,
    names: ['Ada Lovelace', 'Grace Hopper'],
  });
  expect(rows[0]).toMatchObject({ id: ada, status: 'active', title: 'Analyst', department: 'Engines' });
});

test('users.list searches any case and part of a name, and pages', async () => {
  const found = await call(rollcall.core, 'users.list', { tenantId, search: 'LOVE' });
  expect(found.rows.map(({ id }) => id)).toEqual([ada]);
  const page = await call(rollcall.core, 'users.list', {
    tenantId,
    sort: 'displayName',
    descending: false,
    offset: 1,
    limit: 1,
  });
  expect(page).toMatchObject({ total: 3, rows: [{ id: grace }] });
});

test('users.facets counts people by department', async () => {
  const { departments } = await call(rollcall.core, 'users.facets', { tenantId });
  expect(departments).toContainEqual({ name: 'Engines', count: 1 });
  expect(departments).toContainEqual({ name: 'Navy', count: 1 });
});

test('users.get gives the person, the groups, the manager by name and the resource as a SCIM client reads it', async () => {
  const detail = await call(rollcall.core, 'users.get', { tenantId, id: ada });
  expect(detail.row).toMatchObject({ id: ada, displayName: 'Ada Lovelace' });
  expect(detail.groups).toEqual([{ id: analysts, displayName: 'Analysts' }]);
  expect(detail.manager).toEqual({ id: grace, displayName: 'Grace Hopper' });
  expect(detail.resource).toEqual((await rollcall.send('GET', `/Users/${ada}`)).json);
});

test('users.get keeps the name that came with a manager who was never provisioned', async () => {
  const id = await addUser(rollcall, 'orphan@contoso.test', {
    [enterpriseUserSchema]: { manager: { value: 'gone' } },
  });
  expect((await call(rollcall.core, 'users.get', { tenantId, id })).manager).toEqual({ id: 'gone', displayName: null });
});

test('users.get says when there is no such person, also when another tenant has it', async () => {
  const other = await rollcall.addTenant('elsewhere');
  for (const input of [
    { tenantId, id: 'nobody' },
    { tenantId: other.id, id: ada },
  ]) {
    const { code, detail } = await refusal(rollcall.core, 'users.get', input);
    expect(code).toBe('not-found');
    expect(detail).toContain(input.id);
  }
});

test('users.history tells newest first what changed, with the values before and after', async () => {
  const id = await addUser(rollcall, 'mary@contoso.test', { displayName: 'Mary', title: 'Clerk' });
  await patch(rollcall, `/Users/${id}`, { op: 'replace', path: 'title', value: 'Head clerk' });
  const [changed, created] = await call(rollcall.core, 'users.history', { tenantId, id });
  expect(changed).toMatchObject({
    action: 'update',
    resourceId: id,
    modifiedProperties: [{ displayName: 'title', oldValue: 'Clerk', newValue: 'Head clerk' }],
  });
  expect(created?.action).toBe('create');
  expect(created?.modifiedProperties).toContainEqual({ displayName: 'title', oldValue: null, newValue: 'Clerk' });
});

test('users.history names the groups that a person joined and left', async () => {
  const id = await addUser(rollcall, 'joan@contoso.test', { displayName: 'Joan' });
  const group = await addGroup(rollcall, 'Coders');
  await patch(rollcall, `/Groups/${group}`, { op: 'add', path: 'members', value: [{ value: id }] });
  await patch(rollcall, `/Groups/${group}`, { op: 'remove', path: `members[value eq "${id}"]` });
  const [left, joined] = await call(rollcall.core, 'users.history', { tenantId, id });
  expect(left).toMatchObject({
    action: 'removeMember',
    resourceType: 'Group',
    modifiedProperties: [{ displayName: 'groups', oldValue: 'Coders', newValue: null }],
  });
  expect(joined).toMatchObject({
    action: 'addMember',
    resourceType: 'Group',
    modifiedProperties: [{ displayName: 'groups', oldValue: null, newValue: 'Coders' }],
  });
});

test('users.history tells of a group that came or went with the person in it as of one joined or left', async () => {
  const id = await addUser(rollcall, 'ruth@contoso.test', { displayName: 'Ruth' });
  const group = await addGroup(rollcall, 'Night shift', [id]);
  await rollcall.send('DELETE', `/Groups/${group}`);
  const history = await call(rollcall.core, 'users.history', { tenantId, id });
  expect(history.map(({ action }) => action)).toEqual(['removeMember', 'addMember', 'create']);
});

test('users.history keeps what is known of a person who was deleted', async () => {
  const id = await addUser(rollcall, 'brief@contoso.test');
  await rollcall.send('DELETE', `/Users/${id}`);
  const actions = (await call(rollcall.core, 'users.history', { tenantId, id })).map(({ action }) => action);
  expect(actions).toEqual(['delete', 'create']);
});
