import type { Database } from 'better-sqlite3';
import { foldCase } from '#shared/lang/fold-case.ts';
import type { StoredRole } from '../../application/ports/role-store.ts';

/** Stores a role of a tenant; only inside a write job. Throws SQLite's constraint error for a name that is taken. */
export type InsertRole = (tenant: number, role: StoredRole, at: string) => void;

/** Prepared once for a connection; new tenants and the console share it. */
export const prepareInsertRole = (db: Database): InsertRole => {
  const insert = db.prepare(
    `INSERT INTO roles (id, tenant, name, name_key, description, permissions, is_default, is_locked, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  return (tenant, { id, name, description, permissions, isDefault, isLocked }, at) => {
    const texts = [name, foldCase(name), description, JSON.stringify(permissions)];
    insert.run(id, tenant, ...texts, Number(isDefault), Number(isLocked), at);
  };
};
