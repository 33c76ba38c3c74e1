// Nobody gives themself or others more than they have: each way to it is tried by somebody with exactly the permission
// that the method needs, and refused; and it goes through for an administrator.
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CallOrigin } from '#main/application/console/call.ts';
import type { ConsoleInput, ConsoleMethodName } from '#shared/console-api/index.ts';
import { permissions } from '#shared/console-api/permissions.ts';
import type { Role } from '#shared/console-api/roles.ts';
import { startRollcall, type RollcallForTest } from '../rollcall.ts';
import { addUser } from './people.ts';
import { enforceSignIn, signInAdministrator, signInPerson, type SignedInPerson } from './signed-in.ts';

let rollcall: RollcallForTest;
let pat: SignedInPerson;
let administrator: CallOrigin;
let admin: Role;
let member: Role;
/** Has more than Pat. */
let keeper: Role;
let bossId: string;
let peerId: string;
beforeAll(async () => {
  rollcall = await startRollcall();
  pat = await signInPerson(rollcall, 'pat');
  const { tenant, ports, core } = rollcall;
  const role = { id: 'keeper', name: 'Keeper', description: '', permissions: ['tenants.edit' as const] };
  await ports.roles.create(tenant.id, { ...role, isDefault: false, isLocked: false }, ports.clock.now());
  const roles = await ports.roles.list(tenant.id);
  const named = (name: string): Role => roles.find((one) => one.name === name) as Role;
  [admin, member, keeper] = [named('Admin'), named('Member'), named('Keeper')];
  bossId = await addUser(rollcall, 'boss@example.test', { externalId: 'boss' });
  peerId = await addUser(rollcall, 'peer@example.test', { externalId: 'peer' });
  await core.call('users.set', { tenantId: tenant.id, id: bossId, roleId: admin.id }, { via: 'host' });
  await enforceSignIn(rollcall);
  administrator = await signInAdministrator(rollcall);
});
afterAll(() => rollcall[Symbol.asyncDispose]());

type Sent<Name extends ConsoleMethodName> = Omit<ConsoleInput<Name>, 'tenantId'>;

async function come<Name extends ConsoleMethodName>(
  name: Name,
  input: Sent<Name>,
  origin: CallOrigin = pat.origin,
): Promise<string> {
  const result = await rollcall.core.call(name, { tenantId: rollcall.tenant.id, ...input }, origin);
  return result.ok ? 'done' : `${result.error.code}: ${result.error.detail}`;
}

const rolesNow = (): Promise<readonly Role[]> => rollcall.ports.roles.list(rollcall.tenant.id);
const roleOf = async (id: string): Promise<string | null> =>
  (await rollcall.ports.directory.usersById(rollcall.tenant.id, [id]))[0]?.roleId ?? null;

test('a role gets no permission that its maker does not have', async () => {
  await pat.permit('roles.edit', 'people.view');
  const before = await rolesNow();
  expect(await come('roles.create', { name: 'Mine', permissions: ['people.view', 'audit.export'] })).toMatch(
    /^forbidden: .*audit\.export/,
  );
  expect(await rolesNow()).toEqual(before);
  expect(await come('roles.create', { name: 'Mine', permissions: ['people.view'] })).toBe('done');
});

test('nobody gives their own role more than it has', async () => {
  await pat.permit('roles.edit');
  const sent = { id: pat.roleId, permissions: ['roles.edit' as const, 'tenants.edit' as const] };
  expect(await come('roles.set', sent)).toMatch(/^forbidden: .*tenants\.edit/);
  expect((await rolesNow()).find(({ id }) => id === pat.roleId)?.permissions).toEqual(['roles.edit']);
});

test('a role with more is neither renamed, weakened, made the default one, deleted nor the one that people move to', async () => {
  await pat.permit('roles.edit', ...member.permissions);
  const before = await rolesNow();
  const { id } = keeper;
  expect(await come('roles.set', { id, name: 'Guest' })).toMatch(/^forbidden/);
  expect(await come('roles.set', { id, permissions: [] })).toMatch(/^forbidden/);
  expect(await come('roles.setDefault', { id })).toMatch(/^forbidden/);
  expect(await come('roles.setDefault', { id: admin.id })).toMatch(/^forbidden/);
  expect(await come('roles.remove', { id, moveTo: member.id })).toMatch(/^forbidden/);
  expect(await come('roles.remove', { id: pat.roleId, moveTo: id })).toMatch(/^forbidden/);
  expect(await rolesNow()).toEqual(before);
});

test('a role with more is given to nobody, new or old, oneself included', async () => {
  await pat.permit('people.edit', 'people.setRole');
  for (const { id: roleId } of [keeper, admin]) {
    expect(await come('users.create', { userName: 'new', roleId })).toMatch(/^forbidden/);
    expect(await come('users.set', { id: peerId, roleId })).toMatch(/^forbidden/);
    expect(await come('users.set', { id: pat.userId, roleId })).toMatch(/^forbidden/);
  }
  expect(await roleOf(pat.userId)).toBe(pat.roleId);
  expect(await roleOf(peerId)).toBe(member.id);
});

test('whoever has every permission, and is no administrator, makes no administrator', async () => {
  await pat.permit(...permissions);
  expect(await come('users.set', { id: pat.userId, roleId: admin.id })).toMatch(/^forbidden: .*administrator/);
  expect(await come('users.set', { id: peerId, roleId: keeper.id })).toBe('done');
  expect(await come('users.set', { id: peerId, roleId: member.id })).toBe('done');
});

test('who somebody with more is, is changed by nobody who has less: neither role nor externalId, sign-in name or status', async () => {
  await pat.permit('people.edit', 'people.setRole', 'people.delete', ...member.permissions);
  const changes = [{ roleId: member.id }, { externalId: 'pat' }, { userName: 'pat2' }, { active: false }];
  for (const change of changes) {
    expect({ change, came: await come('users.set', { id: bossId, ...change }) }).toEqual({
      change,
      came: expect.stringMatching(/^forbidden/) as string,
    });
  }
  expect(await come('users.remove', { id: bossId })).toMatch(/^forbidden/);
  expect(await roleOf(bossId)).toBe(admin.id);
  expect(await come('users.set', { id: bossId, notes: 'Likes tea' })).toBe('done');
});

test('nobody makes a person whom the identity provider knows, with a default role that has more than theirs', async () => {
  await pat.permit('people.edit');
  expect(await come('users.create', { userName: 'second@example.test', externalId: 'second' })).toMatch(/^forbidden/);
  expect(await come('users.create', { userName: 'third@example.test', displayName: 'Third' })).toBe('done');
});

test('an administrator may do all of it', async () => {
  expect(await come('roles.set', { id: keeper.id, name: 'Keeper of all' }, administrator)).toBe('done');
  expect(await come('users.set', { id: peerId, roleId: admin.id }, administrator)).toBe('done');
  expect(await come('users.set', { id: bossId, roleId: member.id }, administrator)).toBe('done');
});

test('Admin has every permission whatever its row says, and is changed by nobody', async () => {
  const db = new Database(rollcall.databaseFile);
  expect(db.prepare(`UPDATE roles SET permissions = '["people.view"]' WHERE is_locked = 1`).run().changes).toBe(1);
  db.close();
  expect((await rolesNow()).find(({ isLocked }) => isLocked)?.permissions).toEqual(permissions);
  expect(admin.permissions).toEqual(permissions);
  expect(await come('roles.set', { id: admin.id, permissions: [] }, administrator)).toMatch(/^conflict/);
  expect(await come('roles.remove', { id: admin.id, moveTo: member.id }, administrator)).toMatch(/^conflict/);
});

test('somebody of one tenant lists that tenant alone', async () => {
  await rollcall.addTenant('other');
  await pat.permit();
  const listed = await rollcall.core.call('tenants.list', {}, pat.origin);
  expect(listed).toMatchObject({ ok: true, value: [{ id: rollcall.tenant.id }] });
  const all = await rollcall.core.call('tenants.list', {}, administrator);
  expect(all.ok && (all.value as unknown[]).length).toBe(2);
});
