import type { Tenant } from '#shared/console-api/tenants.ts';

/** A tenant as one is that was just made, but for what the test says of it. */
export const newTenant = (facts: Partial<Tenant> & Pick<Tenant, 'id' | 'slug'>): Tenant => ({
  name: facts.slug,
  profile: 'generic',
  compatibility: 'lenient',
  idpTenantId: null,
  provisioning: true,
  archivedAt: null,
  createdAt: '2026-05-01T00:00:00.000Z',
  ...facts,
});
