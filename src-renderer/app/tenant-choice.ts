import { useState } from 'react';
import type { TenantWithUrl } from '#shared/console-api/tenants.ts';

const storageKey = 'rollcall.tenant';

/** The tenant whose pages are shown: the one chosen last in this browser, else the first. */
export const chosenTenant = (
  tenants: readonly TenantWithUrl[],
  chosen = localStorage.getItem(storageKey),
): TenantWithUrl | undefined => tenants.find(({ id }) => id === chosen) ?? tenants[0];

/** The chosen tenant, and how another one is chosen. */
export function useTenantChoice(
  tenants: readonly TenantWithUrl[],
): readonly [TenantWithUrl | undefined, (id: string) => void] {
  const [chosen, setChosen] = useState(() => localStorage.getItem(storageKey));
  const choose = (id: string): void => {
    localStorage.setItem(storageKey, id);
    setChosen(id);
  };
  return [chosenTenant(tenants, chosen), choose];
}
