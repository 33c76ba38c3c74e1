// The roles every tenant starts with. A tenant gets them in the transaction that makes it; tenants of a database from
// before there were roles get them when it is opened, and their people the default one.
import { randomUUID } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { firstRoles } from '#shared/tenant-profiles/first-roles.ts';
import { prepareInsertRole } from './insert-role.ts';

/** Only inside a transaction. */
export type InsertFirstRoles = (tenant: number, at: string) => void;

export const createInsertFirstRoles = (db: Database): InsertFirstRoles => {
  const insertRole = prepareInsertRole(db);
  return (tenant, at) => {
    for (const role of firstRoles) insertRole(tenant, { id: randomUUID(), ...role }, at);
  };
};

const tenantsWithout = `SELECT key, created_at FROM tenants t
  WHERE removed_at IS NULL AND NOT EXISTS (SELECT 1 FROM roles WHERE tenant = t.key)`;

/** Another process may be doing the same: who is without roles is read again inside the transaction. */
export const ensureFirstRoles = (db: Database): void => {
  const select = db.prepare<[], { key: number; created_at: string }>(tenantsWithout);
  if (select.get() === undefined) return;
  const insertFirstRoles = createInsertFirstRoles(db);
  const giveDefault = db.prepare<[number, number]>(
    `UPDATE resources SET role = (SELECT key FROM roles WHERE tenant = ? AND is_default = 1)
     WHERE role IS NULL AND collection = (SELECT key FROM collections WHERE tenant = ? AND resource_type = 'User')`,
  );
  db.transaction(() => {
    for (const tenant of select.all()) {
      insertFirstRoles(tenant.key, tenant.created_at);
      giveDefault.run(tenant.key, tenant.key);
    }
  }).immediate();
};
