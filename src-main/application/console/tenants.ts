import type { Tenant, TenantWithUrl, tenantMethods } from '#shared/console-api/tenants.ts';
import { tenantPath } from '#shared/scim/tenant-path.ts';
import { StoreError } from '../ports/store-error.ts';
import type { TenantStore } from '../ports/tenant-store.ts';
import { conflict, notFound } from './console-failure.ts';
import type { ConsoleContext, MethodsOf } from './context.ts';

/** Every method that names a tenant asks here first, so that a wrong id is an answer and not an empty page. */
export async function requireTenant(tenants: TenantStore, id: string): Promise<Tenant> {
  const found = (await tenants.list()).find((tenant) => tenant.id === id);
  if (found === undefined) {
    throw notFound(`No tenant has the id "${id}". tenants.list gives the tenants there are.`);
  }
  return found;
}

export function createTenantMethods({
  ports,
  host,
  served,
  announce,
}: ConsoleContext): MethodsOf<typeof tenantMethods> {
  const withUrl = (tenant: Tenant): TenantWithUrl => {
    const base = host.scimUrl();
    return { ...tenant, tenantUrl: base === null ? null : base + tenantPath(tenant.slug) };
  };

  return {
    'tenants.list': async () => (await ports.tenants.list()).map(withUrl),

    'tenants.create': async ({ name, slug, profile }) => {
      const tenant: Tenant = {
        id: ports.secrets.uuid(),
        slug,
        name,
        profile,
        compatibility: 'lenient',
        createdAt: ports.clock.now(),
      };
      try {
        await ports.tenants.create(tenant);
      } catch (error) {
        if (!(error instanceof StoreError) || error.code !== 'uniqueness') throw error;
        throw conflict(
          `A tenant with the slug "${slug}" already exists. Choose another slug; it is part of the Tenant URL.`,
        );
      }
      const created = withUrl(tenant);
      announce({ name: 'tenants.created', data: { tenant: created } });
      return created;
    },

    'tenants.set': async ({ tenantId, name, compatibility }) => {
      const tenant = await requireTenant(ports.tenants, tenantId);
      const wanted: Tenant = {
        ...tenant,
        name: name ?? tenant.name,
        compatibility: compatibility ?? tenant.compatibility,
      };
      const set = withUrl(wanted);
      if (wanted.name === tenant.name && wanted.compatibility === tenant.compatibility) return set;
      await ports.tenants.update(wanted);
      served.forget();
      announce({ name: 'tenants.changed', data: { tenant: set } });
      return set;
    },
  };
}
