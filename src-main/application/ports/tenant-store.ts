import type { Tenant } from '#shared/console-api/tenants.ts';
import type { StoredRole } from './role-store.ts';
import type { HeldResources, StoredDefinitions, UniqueClaims } from './schema-store.ts';

/** What a new tenant begins with. */
export interface Beginning {
  /** Exactly one is the default. */
  readonly roles: readonly StoredRole[];
  readonly definitions: StoredDefinitions;
}

/**
 * Sees the stored resources and says what must be unique among them from now on; pure and synchronous. What it throws
 * undoes the change it belongs to.
 */
export type Judge = (held: HeldResources) => readonly UniqueClaims[];

/** The tenants there are. One that was removed is in no answer, though its rows may still be being deleted. */
export interface TenantStore {
  list(): Promise<readonly Tenant[]>;
  /** Undefined for an unknown slug. */
  findBySlug(slug: string): Promise<Tenant | undefined>;
  /** With the roles every tenant starts with unless it begins otherwise; StoreError 'uniqueness' when the slug is taken. */
  create(tenant: Tenant, beginning?: Beginning): Promise<void>;
  /** Everything but slug and createdAt; StoreError 'not-found' when there is no such tenant. */
  update(tenant: Tenant, judge?: Judge): Promise<void>;
  /**
   * Removes the tenant with everything it has, in one transaction and for good: nothing reads it any more and its slug is
   * free. What it occupied is given back afterwards, a piece at a time, also after a crash. False for the last tenant,
   * which stays; StoreError 'not-found' when there is no such tenant.
   */
  remove(tenantId: string, at: string): Promise<boolean>;
}
