// The port of roles: one default per tenant, names unique in any case, nobody with a role that is gone.
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { StoredRole } from '#main/application/ports/role-store.ts';
import { groupResourceType, userResourceType } from '#main/protocol/schema/resource-types.ts';
import { openStorage } from '#main/storage/sqlite/open.ts';
import { permissions, type Role } from '#shared/console-api/roles.ts';
import type { UserQuery } from '#shared/console-api/users.ts';
import {
  groupDoc,
  now,
  storageForTest,
  storeError,
  temporaryFolder,
  tenantOf,
  userDoc,
  type StorageForTest,
} from './storage-for-test.ts';

let db: StorageForTest;
beforeEach(async () => {
  db = await storageForTest();
  onTestFinished(() => db[Symbol.asyncDispose]());
});

const stored = (name: string, facts: Partial<StoredRole> = {}): StoredRole => ({
  id: `role-${name}`,
  name,
  description: '',
  permissions: [],
  isDefault: false,
  isLocked: false,
  ...facts,
});
const roles = (tenantId = db.tenant.id): Promise<readonly Role[]> => db.storage.roles.list(tenantId);
const named = async (name: string, tenantId?: string): Promise<Role> => {
  const found = (await roles(tenantId)).find((role) => role.name === name);
  if (found === undefined) throw new Error(`no role ${name}`);
  return found;
};
const roleOf = async (id: string): Promise<string | null | undefined> =>
  (await db.storage.directory.usersById(db.tenant.id, [id]))[0]?.roleId;

describe('a new tenant', () => {
  test('starts with Member as the default, a locked Admin that may do everything, and Office manager', async () => {
    expect(await roles()).toMatchObject([
      { name: 'Member', isDefault: true, isLocked: false, permissions: ['people.view', 'groups.view'], people: 0 },
      { name: 'Admin', isDefault: false, isLocked: true, permissions: [...permissions], people: 0 },
      { name: 'Office manager', isDefault: false, isLocked: false, people: 0 },
    ]);
  });

  test('has roles of its own', async () => {
    const other = tenantOf('other');
    await db.storage.tenants.create(other);
    await db.storage.roles.create(other.id, stored('Guest'), now());
    expect((await roles()).map(({ name }) => name)).not.toContain('Guest');
    const own = await named('Member');
    expect((await named('Member', other.id)).id).not.toBe(own.id);
    expect((await storeError(db.storage.roles.setDefault(other.id, own.id))).code).toBe('not-found');
    expect((await storeError(db.storage.roles.update(other.id, own.id, { name: 'Mine' }))).code).toBe('not-found');
  });

  test('that is refused leaves no roles behind', async () => {
    const again = { ...tenantOf('default'), id: 'again' };
    expect((await storeError(db.storage.tenants.create(again))).code).toBe('uniqueness');
    expect((await storeError(db.storage.roles.list('again'))).code).toBe('not-found');
    expect(await roles()).toHaveLength(3);
  });
});

test('a database from before there were roles gets them when it is opened, once, and its people the default one', async () => {
  using folder = temporaryFolder();
  const file = join(folder.path, 'rollcall.sqlite');
  {
    await using filled = await storageForTest(file);
    await filled.user('ada');
    await filled.create(groupResourceType, 'g', groupDoc('Staff'));
  }
  const before = new Database(file);
  before.exec('UPDATE resources SET role = NULL; DELETE FROM roles');
  before.close();

  await using opened = await storageForTest(file);
  const first = await opened.storage.roles.list(opened.tenant.id);
  expect(first.map(({ name, people }) => [name, people])).toEqual([
    ['Member', 1],
    ['Admin', 0],
    ['Office manager', 0],
  ]);
  const again = openStorage({ file });
  expect(await again.roles.list(opened.tenant.id)).toEqual(first);
  again.close();
  const raw = new Database(file, { readonly: true });
  expect(raw.prepare('SELECT id FROM resources WHERE role IS NOT NULL').pluck().all()).toEqual(['id-ada']);
  raw.close();
});

describe('who has which role', () => {
  test('a new person has the default role; groups and resources of other types have none', async () => {
    const member = await named('Member');
    await db.user('ada');
    await db.create(groupResourceType, 'g', groupDoc('Staff'));
    expect(await roleOf('id-ada')).toBe(member.id);
    expect((await named('Member')).people).toBe(1);
    await db.create({ ...userResourceType, name: 'Device' }, 'd', { schemas: ['urn:example:Device'] });
    expect((await named('Member')).people).toBe(1);
  });

  test('another default is for those who come later', async () => {
    await db.user('ada');
    const [member, manager] = [await named('Member'), await named('Office manager')];
    await db.storage.roles.setDefault(db.tenant.id, manager.id);
    await db.user('grace');
    expect([await roleOf('id-ada'), await roleOf('id-grace')]).toEqual([member.id, manager.id]);
    expect((await roles()).map(({ name, isDefault }) => [name, isDefault])).toEqual([
      ['Office manager', true],
      ['Admin', false],
      ['Member', false],
    ]);
  });

  test('a change of the document leaves role, notes and who set them', async () => {
    const admin = await named('Admin');
    await db.user('ada');
    const ref = db.ref(userResourceType, 'id-ada');
    await db.modify(ref, { person: { roleId: admin.id, notes: 'Knows the boiler' } });
    await db.modify(ref, { doc: userDoc('ada', { title: 'Analyst' }) });
    await db.modify(ref, { doc: userDoc('ada', { active: false }), person: { origin: 'provisioned' } });
    expect(await roleOf('id-ada')).toBe(admin.id);
    expect(await db.storage.directory.userRemarks(db.tenant.id, 'id-ada')).toEqual({
      notes: 'Knows the boiler',
      roleSetByHand: true,
    });
  });

  test('role and notes move neither version nor lastModified', async () => {
    await db.user('ada');
    const ref = db.ref(userResourceType, 'id-ada');
    const before = await db.storage.resources.find(ref);
    const { outcome, seq } = await db.modify(ref, { person: { roleId: (await named('Admin')).id, notes: 'x' } });
    expect(outcome).toMatchObject({ changed: false, person: { role: { from: 'Member', to: 'Admin' }, notes: true } });
    expect(await db.storage.resources.find(ref)).toEqual(before);
    const [record] = await db.storage.log.history(db.tenant.id, 'id-ada', 1);
    expect(record).toMatchObject({ logSeq: seq, role: { from: 'Member', to: 'Admin' } });
    expect(record?.before).toEqual(record?.after);
  });

  test('choosing the role somebody has by default makes it a choice', async () => {
    const member = await named('Member');
    await db.user('ada');
    const ref = db.ref(userResourceType, 'id-ada');
    const chosen = await db.modify(ref, { person: { roleId: member.id } });
    expect(chosen.outcome.person).toEqual({ byHand: true });
    expect((await db.modify(ref, { person: { roleId: member.id } })).outcome.person).toBeUndefined();
    expect(await db.storage.directory.userRemarks(db.tenant.id, 'id-ada')).toMatchObject({ roleSetByHand: true });
  });

  test('a role that the tenant has not is refused, and the rest of the write with it', async () => {
    await db.user('ada');
    const ref = db.ref(userResourceType, 'id-ada');
    const change = { doc: userDoc('ada', { title: 'Analyst' }), person: { roleId: 'nothing' } };
    const error = await storeError(db.modify(ref, change));
    expect(error.code).toBe('not-found');
    expect(error.message).toContain('"nothing"');
    expect((await db.storage.resources.find(ref))?.version).toBe(1);
  });

  test('who was made here is local until a change says otherwise', async () => {
    const { storage, tenant } = db;
    const ref = db.ref(userResourceType, 'ada');
    const made = { ref, doc: userDoc('ada'), members: [], unique: [], person: { origin: 'local' }, at: now() } as const;
    await storage.resources.create(made, (outcome) => ({
      reply: outcome,
      entry: { ...entry, tenantId: tenant.id, source: 'console' },
    }));
    const origin = async () => (await storage.directory.usersById(tenant.id, ['ada']))[0]?.origin;
    expect(await origin()).toBe('local');
    await db.modify(ref, { doc: userDoc('ada', { title: 'Analyst' }) });
    expect(await origin()).toBe('local');
    const { outcome } = await db.modify(ref, { person: { origin: 'provisioned' } });
    expect(outcome).toMatchObject({ changed: false, person: { origin: 'provisioned' } });
    expect(await origin()).toBe('provisioned');
    expect((await db.modify(ref, { person: { origin: 'provisioned' } })).outcome.person).toBeUndefined();
  });
});

const entry = {
  activityDateTime: '2026-01-01T00:00:00.000Z',
  durationInMilliseconds: 1,
  method: '',
  path: '',
  status: 200,
  aborted: false,
  provisioningAction: 'create',
  changedAttributes: [],
  notes: [],
  clientAddress: '',
  responseBytes: 0,
} as const;

describe('names', () => {
  test('two roles of a tenant do not share one, in any case and in any script', async () => {
    await db.storage.roles.create(db.tenant.id, stored('Bürgermeister'), now());
    for (const name of ['MEMBER', 'bÜRGERMEISTER']) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other, as an admin would try
      const error = await storeError(db.storage.roles.create(db.tenant.id, stored(name), now()));
      expect(error.code).toBe('uniqueness');
    }
    expect(await roles()).toHaveLength(4);
  });

  test('a role may be renamed to its own name in another case, not to one that is taken', async () => {
    const member = await named('Member');
    await db.storage.roles.update(db.tenant.id, member.id, { name: 'MEMBER', description: 'All of us' });
    expect(await named('MEMBER')).toMatchObject({ id: member.id, description: 'All of us', isDefault: true });
    const taken = await storeError(db.storage.roles.update(db.tenant.id, member.id, { name: 'admin' }));
    expect(taken.code).toBe('uniqueness');
    expect(taken.message).toContain('"Admin"');
  });
});

describe('removing a role', () => {
  test('moves its people in the same transaction and answers who they are', async () => {
    await db.storage.roles.create(db.tenant.id, stored('Guest'), now());
    const guest = await named('Guest');
    const admin = await named('Admin');
    for (const name of ['ada', 'grace', 'linus']) {
      // oxlint-disable-next-line no-await-in-loop -- in this order
      await db.user(name);
    }
    await db.modify(db.ref(userResourceType, 'id-ada'), { person: { roleId: guest.id } });
    await db.modify(db.ref(userResourceType, 'id-linus'), { person: { roleId: guest.id } });
    const moved = await db.storage.roles.remove(db.tenant.id, guest.id, admin.id);
    expect(moved.toSorted()).toEqual(['id-ada', 'id-linus']);
    expect((await roles()).map(({ name, people }) => [name, people])).toEqual([
      ['Member', 1],
      ['Admin', 2],
      ['Office manager', 0],
    ]);
  });

  test('never leaves a tenant without a default: it goes with the people', async () => {
    const [member, manager] = [await named('Member'), await named('Office manager')];
    await db.user('ada');
    expect(await db.storage.roles.remove(db.tenant.id, member.id, manager.id)).toEqual(['id-ada']);
    await db.user('grace');
    expect((await roles()).map(({ name, isDefault, people }) => [name, isDefault, people])).toEqual([
      ['Office manager', true, 2],
      ['Admin', false, 0],
    ]);
  });

  test('needs a role to move to', async () => {
    const manager = await named('Office manager');
    const error = await storeError(db.storage.roles.remove(db.tenant.id, manager.id, 'nothing'));
    expect(error.code).toBe('not-found');
    expect(await roles()).toHaveLength(3);
  });
});

const list = async (facts: Partial<UserQuery>) => {
  const page = await db.storage.directory.users({
    tenantId: db.tenant.id,
    search: '',
    status: null,
    department: null,
    roleId: null,
    sort: 'role',
    descending: false,
    offset: 0,
    limit: 100,
    ...facts,
  });
  return { total: page.total, of: page.of, names: page.rows.map(({ displayName }) => displayName) };
};

describe('the board', () => {
  beforeEach(async () => {
    const [admin, manager] = [await named('Admin'), await named('Office manager')];
    for (const name of ['ada', 'grace', 'linus', 'zed']) {
      // oxlint-disable-next-line no-await-in-loop -- in this order
      await db.user(name, { displayName: name });
    }
    await db.modify(db.ref(userResourceType, 'id-zed'), { person: { roleId: admin.id } });
    await db.modify(db.ref(userResourceType, 'id-ada'), { person: { roleId: manager.id } });
  });
  test('sorts by the name of the role, then by creation, and pages through it', async () => {
    expect(await list({})).toEqual({ total: 4, of: 4, names: ['zed', 'grace', 'linus', 'ada'] });
    expect((await list({ descending: true })).names).toEqual(['ada', 'linus', 'grace', 'zed']);
    expect((await list({ offset: 1, limit: 2 })).names).toEqual(['grace', 'linus']);
    expect((await list({ search: 'a' })).names).toEqual(['grace', 'ada']);
  });

  test('filters by role', async () => {
    const member = await named('Member');
    expect(await list({ roleId: member.id, sort: 'displayName' })).toEqual({
      total: 2,
      of: 4,
      names: ['grace', 'linus'],
    });
    expect(await list({ roleId: 'nothing' })).toMatchObject({ total: 0, names: [] });
  });
});
