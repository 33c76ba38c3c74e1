// Roles of a tenant. Invariants, each kept inside one transaction: exactly one role is the default, no two share a name
// in any case, and nobody has a role that is gone.
import type { Database } from 'better-sqlite3';
import { permissions as allPermissions } from '#shared/console-api/permissions.ts';
import type { Permission, Role } from '#shared/console-api/roles.ts';
import { foldCase } from '#shared/lang/fold-case.ts';
import type { RoleStore } from '../../application/ports/role-store.ts';
import { StoreError } from '../../application/ports/store-error.ts';
import { userType } from './directory-users.ts';
import { prepareInsertRole } from './insert-role.ts';
import { planOnce } from './plan-once.ts';
import type { Scopes } from './scopes.ts';
import type { WriteQueue } from './write-queue.ts';

interface RoleRow {
  readonly key: number;
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly permissions: string;
  readonly is_default: number;
  readonly is_locked: number;
  readonly people: number;
}

const columns = 'key, id, name, description, permissions, is_default, is_locked, people';

const nothing = { value: undefined };

const unknownRole = (id: string): StoreError =>
  new StoreError('not-found', `This tenant has no role with the id "${id}". roles.list gives the roles there are.`);

export const createRoleStore = <Entry>(db: Database, queue: WriteQueue<Entry>, scopes: Scopes): RoleStore => {
  const selectAll = db.prepare<[number], RoleRow>(
    `SELECT ${columns} FROM roles WHERE tenant = ? ORDER BY is_default DESC, key`,
  );
  const selectById = db.prepare<[string, number], RoleRow>(`SELECT ${columns} FROM roles WHERE id = ? AND tenant = ?`);
  const selectByName = db.prepare<[number, string], RoleRow>(
    `SELECT ${columns} FROM roles WHERE tenant = ? AND name_key = ?`,
  );
  const insertRole = prepareInsertRole(db);
  const update = db.prepare<[string, string, string, string, number]>(
    'UPDATE roles SET name = ?, name_key = ?, description = ?, permissions = ? WHERE key = ?',
  );
  const clearDefault = db.prepare<[number]>('UPDATE roles SET is_default = 0 WHERE tenant = ? AND is_default = 1');
  const makeDefault = db.prepare<[number]>('UPDATE roles SET is_default = 1 WHERE key = ?');
  const move = db
    .prepare<[number, number, number], string>(
      planOnce('UPDATE resources SET role = ? WHERE collection = ? AND role = ? RETURNING id'),
    )
    .pluck();
  const remove = db.prepare<[number]>('DELETE FROM roles WHERE key = ?');

  const found = (tenantId: string, id: string): RoleRow => {
    const row = selectById.get(id, scopes.tenantKey(tenantId));
    if (row === undefined) throw unknownRole(id);
    return row;
  };

  /** `own` may keep its name. */
  const requireFreeName = (tenantId: string, name: string, own?: string): void => {
    const holder = selectByName.get(scopes.tenantKey(tenantId), foldCase(name));
    if (holder === undefined || holder.id === own) return;
    throw new StoreError(
      'uniqueness',
      `The tenant already has a role named "${holder.name}". Choose another name: names that differ by case alone are the same.`,
      { attribute: 'name', value: name, id: holder.id },
    );
  };

  const roleOf = (row: RoleRow): Role => ({
    id: row.id,
    name: row.name,
    description: row.description,
    // Permissions that came after the row was written are the locked role's too.
    permissions: row.is_locked === 1 ? [...allPermissions] : (JSON.parse(row.permissions) as Permission[]),
    isDefault: row.is_default === 1,
    isLocked: row.is_locked === 1,
    people: row.people,
  });

  return {
    list: async (tenantId) => selectAll.all(scopes.tenantKey(tenantId)).map(roleOf),
    create: (tenantId, role, at) =>
      queue.write(() => {
        requireFreeName(tenantId, role.name);
        const tenant = scopes.tenantKey(tenantId);
        if (role.isDefault) clearDefault.run(tenant);
        insertRole(tenant, role, at);
        return nothing;
      }),
    update: (tenantId, id, change) =>
      queue.write(() => {
        const row = found(tenantId, id);
        const { name = row.name, description = row.description } = change;
        requireFreeName(tenantId, name, id);
        const permissions = change.permissions === undefined ? row.permissions : JSON.stringify(change.permissions);
        update.run(name, foldCase(name), description, permissions, row.key);
        return nothing;
      }),
    setDefault: (tenantId, id) =>
      queue.write(() => {
        const { key } = found(tenantId, id);
        clearDefault.run(scopes.tenantKey(tenantId));
        makeDefault.run(key);
        return nothing;
      }),
    remove: (tenantId, id, moveTo) =>
      queue.write(() => {
        const { key, is_default: wasDefault } = found(tenantId, id);
        const target = found(tenantId, moveTo);
        const collection = scopes.collectionKey(tenantId, userType);
        const moved = collection === undefined ? [] : move.all(target.key, collection, key);
        remove.run(key);
        if (wasDefault === 1) makeDefault.run(target.key);
        return { value: moved };
      }),
  };
};
