import type { Tenant } from '#shared/console-api/tenants.ts';
import type { StoredRole } from './role-store.ts';
import type { StoredDefinitions } from './schema-store.ts';

/** What a new tenant begins with, stored in the same transaction. */
export interface Beginning {
  /** Exactly one is the default. */
  readonly roles: readonly StoredRole[];
  readonly definitions?: StoredDefinitions;
}

export interface TenantStore {
  list(): Promise<readonly Tenant[]>;
  /** Undefined for an unknown slug. */
  findBySlug(slug: string): Promise<Tenant | undefined>;
  /** StoreError 'uniqueness' when the slug is taken. */
  create(tenant: Tenant, beginning?: Beginning): Promise<void>;
  /** Everything but slug and createdAt; StoreError 'not-found' when there is no such tenant. */
  update(tenant: Tenant): Promise<void>;
  /**
   * Removes the tenant with everything it has, in one transaction and for good: nothing reads it any more and its slug is
   * free. What it occupied is given back afterwards, a piece at a time, also after a crash. False for the last tenant,
   * which stays; StoreError 'not-found' when there is no such tenant.
   */
  remove(tenantId: string, at: string): Promise<boolean>;
}
