// Tenants and collections by the small integers that rows and indexes carry instead of the tenant's UUID.
import type { Database } from 'better-sqlite3';
import { StoreError } from '../../application/ports/store-error.ts';

export interface Scopes {
  /** StoreError 'not-found' for a tenant that does not exist. */
  tenantKey(tenantId: string): number;
  /** False for a tenant that was never made, or was removed. */
  has(tenantId: string): boolean;
  /** Undefined as long as the tenant has never had a resource of this type. */
  collectionKey(tenantId: string, resourceType: string): number | undefined;
  /** Makes the collection when needed; only inside a write job. */
  openCollection(tenantId: string, resourceType: string): number;
  /** To be called when the tenant was removed: its keys are remembered no more. */
  forget(tenantId: string): void;
}

export const createScopes = (db: Database): Scopes => {
  const selectTenant = db
    .prepare<[string], number>('SELECT key FROM tenants WHERE id = ? AND removed_at IS NULL')
    .pluck();
  const selectCollection = db
    .prepare<[number, string], number>('SELECT key FROM collections WHERE tenant = ? AND resource_type = ?')
    .pluck();
  const insertCollection = db.prepare<[number, string]>(
    'INSERT INTO collections (tenant, resource_type) VALUES (?, ?)',
  );
  const tenantKeys = new Map<string, number>();
  const collectionKeys = new Map<string, number>();

  const tenantKey = (tenantId: string): number => {
    const known = tenantKeys.get(tenantId);
    if (known !== undefined) return known;
    const key = selectTenant.get(tenantId);
    if (key === undefined) throw new StoreError('not-found', `There is no tenant with the id ${tenantId}.`);
    tenantKeys.set(tenantId, key);
    return key;
  };

  /** Remembered only by readers: what a write job sees may still be rolled back. */
  const collectionKey = (tenantId: string, resourceType: string): number | undefined => {
    const name = `${tenantId} ${resourceType}`;
    const known = collectionKeys.get(name);
    if (known !== undefined) return known;
    const key = selectCollection.get(tenantKey(tenantId), resourceType);
    if (key !== undefined && !db.inTransaction) collectionKeys.set(name, key);
    return key;
  };

  return {
    tenantKey,
    has: (tenantId) => tenantKeys.has(tenantId) || selectTenant.get(tenantId) !== undefined,
    collectionKey,
    openCollection: (tenantId, resourceType) =>
      collectionKey(tenantId, resourceType) ??
      Number(insertCollection.run(tenantKey(tenantId), resourceType).lastInsertRowid),
    forget: (tenantId) => {
      tenantKeys.delete(tenantId);
      for (const name of collectionKeys.keys()) if (name.startsWith(`${tenantId} `)) collectionKeys.delete(name);
    },
  };
};
