// The addresses that an identity provider is given: below the public URL while a tunnel has one, else below the listener's own.
import type { Tenant, TenantWithUrl } from '#shared/console-api/tenants.ts';
import { tenantPath } from '#shared/scim/tenant-path.ts';
import type { ConsoleContext } from './context.ts';
import { readOAuthClients } from './shown-oauth-client.ts';

/** Null without an origin: a core that listens nowhere has no URL to give. */
export const withTenantUrl = (tenant: Tenant, origin: string | null): TenantWithUrl => ({
  ...tenant,
  tenantUrl: origin === null ? null : origin + tenantPath(tenant.slug),
});

/** Pushes everything that shows one of them to every console. */
export async function tellOfAddresses(context: Pick<ConsoleContext, 'ports' | 'origin' | 'announce'>): Promise<void> {
  const { ports, origin, announce } = context;
  for (const tenant of await ports.tenants.list()) {
    announce({ name: 'tenants.changed', data: { tenant: withTenantUrl(tenant, origin()) } });
    // Few, and one after the other: the reading must not delay requests.
    // oxlint-disable-next-line no-await-in-loop
    for (const client of await readOAuthClients(ports, origin, tenant)) {
      announce({ name: 'oauthClients.changed', data: { tenantId: tenant.id, client } });
    }
  }
}
