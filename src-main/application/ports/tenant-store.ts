import type { Tenant } from '#shared/console-api/tenants.ts';

export interface TenantStore {
  list(): Promise<readonly Tenant[]>;
  /** Undefined for an unknown slug. Called for every SCIM request: answered from memory or one indexed read. */
  findBySlug(slug: string): Promise<Tenant | undefined>;
  /** StoreError 'uniqueness' when the slug is taken. */
  create(tenant: Tenant): Promise<void>;
}
