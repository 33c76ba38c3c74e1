import type { Tenant } from '#shared/console-api/tenants.ts';

export interface TenantStore {
  list(): Promise<readonly Tenant[]>;
  /** Undefined for an unknown slug. */
  findBySlug(slug: string): Promise<Tenant | undefined>;
  /** StoreError 'uniqueness' when the slug is taken. */
  create(tenant: Tenant): Promise<void>;
  /** Everything but slug and createdAt; StoreError 'not-found' when there is no such tenant. */
  update(tenant: Tenant): Promise<void>;
}
