import { useState } from 'react';
import type { TenantWithUrl } from '#shared/console-api/tenants.ts';

const storageKey = 'rollcall.tenant';

/** The tenant whose pages are shown: the one chosen last in this browser, else the first. */
export function useTenantChoice(
  tenants: readonly TenantWithUrl[],
): readonly [TenantWithUrl | undefined, (id: string) => void] {
  const [chosen, setChosen] = useState(() => localStorage.getItem(storageKey));
  const choose = (id: string): void => {
    localStorage.setItem(storageKey, id);
    setChosen(id);
  };
  return [tenants.find(({ id }) => id === chosen) ?? tenants[0], choose];
}
