import type { TenantWithUrl } from '#shared/console-api/tenants.ts';
import { printTable, shortTime } from './output.ts';

const stateOf = ({ archivedAt, provisioning }: TenantWithUrl): string => {
  if (archivedAt !== null) return 'archived';
  return provisioning ? 'on' : 'off';
};

/** One line for each, with all settings. PROVISIONING is what a SCIM client meets. */
export const printTenants = (tenants: readonly TenantWithUrl[]): void =>
  printTable(
    ['SLUG', 'NAME', 'PROFILE', 'COMPATIBILITY', 'PROVISIONING', 'IDP TENANT ID', 'CREATED', 'TENANT URL'],
    tenants.map((tenant) => [
      tenant.slug,
      tenant.name,
      tenant.profile,
      tenant.compatibility,
      stateOf(tenant),
      tenant.idpTenantId ?? '-',
      shortTime(tenant.createdAt),
      tenant.tenantUrl ?? '(no server runs)',
    ]),
  );
