// What the console sees: the board's rows searched, filtered, sorted and paged; groups; members, also those unknown here.
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { groupResourceType, userResourceType } from '#main/protocol/schema/resource-types.ts';
import type { GroupQuery, MemberQuery } from '#shared/console-api/groups.ts';
import { userSortKeys, type UserQuery } from '#shared/console-api/users.ts';
import { enterpriseUserSchema } from '#shared/scim/urn.ts';
import { storageForTest, tenantOf, userDoc, type StorageForTest } from './storage-for-test.ts';

let db: StorageForTest;
beforeEach(async () => {
  db = await storageForTest();
  onTestFinished(() => db[Symbol.asyncDispose]());
});

const department = (name: string) => ({ [enterpriseUserSchema]: { department: name } });
const users = (facts: Partial<UserQuery> = {}) =>
  db.storage.directory.users({
    tenantId: db.tenant.id,
    search: '',
    status: null,
    department: null,
    roleId: null,
    sort: 'lastChangedAt',
    descending: true,
    offset: 0,
    limit: 100,
    ...facts,
  });
const names = async (facts?: Partial<UserQuery>): Promise<string[]> =>
  (await users(facts)).rows.map(({ userName }) => userName);
const groups = (facts: Partial<GroupQuery> = {}) =>
  db.storage.directory.groups({
    tenantId: db.tenant.id,
    search: '',
    sort: 'displayName',
    descending: false,
    offset: 0,
    limit: 100,
    ...facts,
  });
const members = (groupId: string, facts: Partial<MemberQuery> = {}) =>
  db.storage.directory.members({ tenantId: db.tenant.id, groupId, search: '', offset: 0, limit: 100, ...facts });

describe('users', () => {
  beforeEach(async () => {
    await db.user('cyd', { displayName: 'Åsa', title: 'counsel', ...department('Legal') });
    await db.user('Bob', { name: { formatted: 'bob b.' }, active: false, ...department('IT') });
    await db.user('dan', { name: { givenName: 'Dan', familyName: 'Ek' }, title: 'Analyst' });
    await db.user('eve', { displayName: 'Zoë', ...department('legal') });
  });

  test('a tenant without people has none', async () => {
    const other = tenantOf('other');
    await db.storage.tenants.create(other);
    expect(await users({ tenantId: other.id })).toEqual({ total: 0, of: 0, rows: [] });
    expect(await db.storage.directory.userFacets(other.id)).toEqual({ departments: [] });
    expect(await db.storage.directory.counts(other.id)).toEqual({ users: 0, active: 0, disabled: 0, groups: 0 });
    expect(await db.storage.directory.usersById(other.id, ['id-cyd'])).toEqual([]);
  });

  test('a row says who, whether active, what, where, with which role and whether made here', async () => {
    const lastChange = { action: 'create', attribute: null, from: null, to: null, more: 0 } as const;
    const at = '2026-05-06T07:08:09.010Z';
    await db.user('flo', { displayName: 'Flo', title: 'CEO', ...department('Board') }, { lastChange, at });
    const [role] = await db.storage.roles.list(db.tenant.id);
    const [row] = await db.storage.directory.usersById(db.tenant.id, ['id-flo', 'nobody']);
    expect(row).toEqual({
      id: 'id-flo',
      displayName: 'Flo',
      userName: 'flo',
      status: 'active',
      title: 'CEO',
      department: 'Board',
      roleId: role?.id,
      origin: 'provisioned',
      lastChange,
      lastChangedAt: at,
    });
  });

  test('the name falls back: displayName, the formatted name, given and family name, userName', async () => {
    await db.user('gus', { displayName: '', name: { familyName: 'Gustafsson' } });
    await db.user('hal');
    const { rows } = await users({ sort: 'userName', descending: false });
    expect(rows.map(({ displayName }) => displayName)).toEqual(['bob b.', 'Åsa', 'Dan Ek', 'Zoë', 'Gustafsson', 'hal']);
  });

  test.each<[sort: UserQuery['sort'], ascending: string[]]>([
    ['displayName', ['Bob', 'dan', 'eve', 'cyd']],
    ['userName', ['Bob', 'cyd', 'dan', 'eve']],
    ['status', ['cyd', 'dan', 'eve', 'Bob']],
    ['title', ['dan', 'cyd', 'Bob', 'eve']],
    ['department', ['Bob', 'cyd', 'eve', 'dan']],
    ['lastChangedAt', ['cyd', 'Bob', 'dan', 'eve']],
  ])('sorted by %s, those without a value last, and the exact reverse descending', async (sort, ascending) => {
    expect(await names({ sort, descending: false })).toEqual(ascending);
    expect(await names({ sort, descending: true })).toEqual(ascending.toReversed());
  });

  test('a change moves a person to the top and keeps its line', async () => {
    const lastChange = { action: 'update', attribute: 'title', from: 'counsel', to: 'Lead', more: 0 } as const;
    const ref = db.ref(userResourceType, 'id-cyd');
    await db.modify(ref, { doc: userDoc('cyd', { title: 'Lead' }) }, { lastChange });
    const [row] = (await users()).rows;
    expect(row).toMatchObject({ userName: 'cyd', title: 'Lead', department: null, displayName: 'cyd', lastChange });
  });

  test.each<[what: string, query: Partial<UserQuery>, found: string[]]>([
    ['part of a display name, any case', { search: 'ÅS' }, ['cyd']],
    ['part of a full name', { search: 'ek' }, ['dan']],
    ['part of a userName', { search: 'EV' }, ['eve']],
    ['a wildcard is plain text', { search: '%' }, []],
    ['disabled', { status: 'disabled' }, ['Bob']],
    ['active', { status: 'active' }, ['eve', 'dan', 'cyd']],
    ['a department, any case', { department: 'LEGAL' }, ['eve', 'cyd']],
    ['all of it at once', { search: 'z', status: 'active', department: 'legal' }, ['eve']],
  ])('%s', async (_, query, found) => {
    expect(await names(query)).toEqual(found);
    expect(await users(query)).toMatchObject({ total: found.length, of: 4 });
  });

  test('pages', async () => {
    expect(await names({ sort: 'userName', descending: false, offset: 1, limit: 2 })).toEqual(['cyd', 'dan']);
    expect(await users({ offset: 4 })).toEqual({ total: 4, of: 4, rows: [] });
    expect(await names({ status: 'active', offset: 2, limit: 2 })).toEqual(['cyd']);
  });

  test('facets: each department once, under its newest spelling', async () => {
    expect(await db.storage.directory.userFacets(db.tenant.id)).toEqual({
      departments: [
        { name: 'IT', count: 1 },
        { name: 'legal', count: 2 },
      ],
    });
  });

  test('counts follow creating, disabling, enabling and removing', async () => {
    const counts = () => db.storage.directory.counts(db.tenant.id);
    expect(await counts()).toEqual({ users: 4, active: 3, disabled: 1, groups: 0 });
    await db.modify(db.ref(userResourceType, 'id-cyd'), { doc: userDoc('cyd', { active: false }) });
    await db.group('Legal');
    expect(await counts()).toEqual({ users: 4, active: 2, disabled: 2, groups: 1 });
    await db.modify(db.ref(userResourceType, 'id-Bob'), { doc: userDoc('Bob') });
    await db.remove(db.ref(userResourceType, 'id-cyd'));
    expect(await counts()).toEqual({ users: 3, active: 3, disabled: 0, groups: 1 });
  });
});

test('a wide search walks the order of the sort, a narrow one sorts its hits: both give the same pages', async () => {
  const people = Array.from({ length: 2_100 }, (_, index) =>
    db.user(`user ${String(index).padStart(4, '0')}`, { title: `t${index % 7}` }),
  );
  await Promise.all(people);
  for (const sort of userSortKeys) {
    const query = { sort, descending: false, limit: 200, offset: 100 } as const;
    const everybody = await users(query);
    expect(await users({ ...query, search: 'USER' })).toEqual(everybody);
    const narrow = await users({ ...query, search: 'user 0', offset: 0 });
    expect(narrow.total).toBe(1_000);
    const ids = narrow.rows.map(({ userName }) => userName);
    const all = (
      await Promise.all(
        Array.from({ length: 11 }, (_, page) => users({ sort, descending: false, limit: 200, offset: page * 200 })),
      )
    ).flatMap(({ rows }) => rows);
    expect(ids).toEqual(
      all
        .map(({ userName }) => userName)
        .filter((name) => name.startsWith('user 0'))
        .slice(0, 200),
    );
  }
});

describe('groups', () => {
  beforeEach(async () => {
    await db.user('ada', { displayName: 'Ada' });
    await db.group('b Sales', ['id-ada', 'x']);
    await db.group('A Legal', ['id-ada']);
    await db.group('c Board');
  });

  test('with their member counts, searched and sorted', async () => {
    const found = async (facts?: Partial<GroupQuery>) =>
      (await groups(facts)).rows.map(({ displayName, members: count }) => `${displayName} ${count}`);
    expect(await found()).toEqual(['A Legal 1', 'b Sales 2', 'c Board 0']);
    expect(await found({ sort: 'members', descending: true })).toEqual(['b Sales 2', 'A Legal 1', 'c Board 0']);
    expect(await found({ sort: 'lastChangedAt' })).toEqual(['b Sales 2', 'A Legal 1', 'c Board 0']);
    expect(await found({ search: 'L' })).toEqual(['A Legal 1', 'b Sales 2']);
    expect(await groups({ search: 'L', limit: 1 })).toMatchObject({ total: 2, of: 3 });
    expect(await found({ offset: 2 })).toEqual(['c Board 0']);
  });

  test('a row by id follows what happens to the members', async () => {
    const ref = db.ref(groupResourceType, 'id-A Legal');
    await db.modify(ref, { addMembers: [{ value: 'y' }, { value: 'id-ada' }], removeMembers: ['nobody'] });
    const row = async () => (await db.storage.directory.groupsById(db.tenant.id, [ref.id]))[0];
    expect(await row()).toMatchObject({ displayName: 'A Legal', externalId: null, members: 2 });
    await db.remove(db.ref(userResourceType, 'id-ada'));
    expect((await row())?.members).toBe(1);
    await db.modify(ref, { clearMembers: true });
    expect((await row())?.members).toBe(0);
  });
});

describe('members of a group', () => {
  beforeEach(async () => {
    await db.user('zed', { displayName: 'Zed', active: false });
    await db.user('ada', { displayName: 'Ada' });
    await db.group('Inner');
    await db.group('Outer', ['id-zed', 'id-Inner', { value: 'gone', type: 'User', display: 'Gone' }, 'bare', 'id-ada']);
  });

  test('the known by name, then the unknown', async () => {
    const { rows, total, of } = await members('id-Outer');
    expect({ total, of }).toEqual({ total: 5, of: 5 });
    expect(rows).toEqual([
      { id: 'id-ada', known: true, type: 'User', displayName: 'Ada', userName: 'ada', status: 'active' },
      { id: 'id-Inner', known: true, type: 'Group', displayName: 'Inner', userName: null, status: null },
      { id: 'id-zed', known: true, type: 'User', displayName: 'Zed', userName: 'zed', status: 'disabled' },
      { id: 'gone', known: false, type: 'User', displayName: 'Gone', userName: null, status: null },
      { id: 'bare', known: false, type: null, displayName: null, userName: null, status: null },
    ]);
  });

  test('searched by name, userName and id, and paged', async () => {
    const ids = async (facts: Partial<MemberQuery>) => (await members('id-Outer', facts)).rows.map(({ id }) => id);
    expect(await ids({ search: 'A' })).toEqual(['id-ada', 'bare']);
    expect(await ids({ search: 'GON' })).toEqual(['gone']);
    expect(await ids({ search: 'zed' })).toEqual(['id-zed']);
    expect(await ids({ offset: 1, limit: 2 })).toEqual(['id-Inner', 'id-zed']);
    expect(await members('id-Outer', { search: 'A' })).toMatchObject({ total: 2, of: 5 });
  });

  test('of a group that does not exist there are none', async () => {
    expect(await members('nobody')).toEqual({ total: 0, of: 0, rows: [] });
  });
});
