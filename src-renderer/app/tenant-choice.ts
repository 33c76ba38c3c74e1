import { useState } from 'react';
import type { TenantWithUrl } from '#shared/console-api/tenants.ts';
import { clearParams } from '#renderer/ui/hash-route.ts';

const storageKey = 'rollcall.tenant';

/** Each tab keeps its own choice; a new one begins with what was chosen last. */
const remembered = (): string | null => sessionStorage.getItem(storageKey) ?? localStorage.getItem(storageKey);

/** The tenant whose pages are shown: the one chosen here, else the first that is not archived. */
export const chosenTenant = (tenants: readonly TenantWithUrl[], chosen = remembered()): TenantWithUrl | undefined =>
  tenants.find(({ id }) => id === chosen) ?? tenants.find(({ archivedAt }) => archivedAt === null) ?? tenants[0];

/**
 * The chosen tenant, and how another one is chosen. The page stays; what was open or filtered on it belongs to the tenant
 * that was shown before.
 */
export function useTenantChoice(
  tenants: readonly TenantWithUrl[],
): readonly [TenantWithUrl | undefined, (id: string) => void] {
  const [chosen, setChosen] = useState(remembered);
  const choose = (id: string): void => {
    sessionStorage.setItem(storageKey, id);
    localStorage.setItem(storageKey, id);
    clearParams();
    setChosen(id);
  };
  return [chosenTenant(tenants, chosen), choose];
}
