// What the tenants page shows, read from the URL: `#/tenants?tenant=northwind&dialog=…`. The wizard opens on every page.
import type { TenantWithUrl } from '#shared/console-api/tenants.ts';
import { oneOf } from '#shared/lang/one-of.ts';
import { printHash, setParams } from '#renderer/ui/hash-route.ts';

/** The wizard's name in the URL; it opens on every page. */
export const newTenantDialog = 'new-tenant';

/** About the tenant that is shown. */
const dialogs = ['rename', 'duplicate', 'profile', 'archive', 'delete'] as const;
export type DialogName = (typeof dialogs)[number];

export const dialogOf = (params: URLSearchParams): DialogName | null => oneOf(dialogs, params.get('dialog'));

/** Names the tenant too: a dialog never goes on about another one because its own is gone. */
export const openDialog = (dialog: DialogName, { slug }: Pick<TenantWithUrl, 'slug'>): void =>
  setParams({ tenant: slug, dialog });
export const openNewTenant = (): void => setParams({ dialog: newTenantDialog });
export const closeDialog = (): void => setParams({ dialog: null });

/** Shows a tenant, with no dialog before it. */
export const showTenant = (slug: string): void => setParams({ tenant: slug, dialog: null });
export const tenantHref = (slug: string): string => printHash('tenants', { tenant: slug });

/** The tenant that the URL names; the one whose pages are shown when it names none, null when it is gone. */
export function shownTenant(
  params: URLSearchParams,
  tenants: readonly TenantWithUrl[],
  chosen: TenantWithUrl,
): TenantWithUrl | null {
  const slug = params.get('tenant');
  if (slug === null) return tenants.find(({ id }) => id === chosen.id) ?? null;
  return tenants.find((tenant) => tenant.slug === slug) ?? null;
}

export const isArchived = ({ archivedAt }: Pick<TenantWithUrl, 'archivedAt'>): boolean => archivedAt !== null;
