// Which tutorial is shown: in the URL, and remembered per tenant in this browser, since nobody connects two at a time.
import { oneOf } from '#shared/lang/one-of.ts';
import { setParams } from '#renderer/ui/hash-route.ts';
import { portals, providerIds, type Portal, type ProviderId } from './providers.ts';

export interface ConnectView {
  readonly provider: ProviderId;
  readonly portal: Portal;
}

const storageKey = (tenantId: string): string => `rollcall.connect.${tenantId}`;

/** The page's URL parameters, else what was chosen last; anything unknown in either is ignored. */
export function connectView(params: URLSearchParams, tenantId: string): ConnectView {
  const [provider, portal] = (localStorage.getItem(storageKey(tenantId)) ?? '').split(' ', 2);
  return {
    provider: oneOf(providerIds, params.get('provider')) ?? oneOf(providerIds, provider) ?? 'entra',
    portal: oneOf(portals, params.get('portal')) ?? oneOf(portals, portal) ?? 'new',
  };
}

/** Shows another tutorial, now and the next time. */
export function showTutorial({ provider, portal }: ConnectView, tenantId: string): void {
  localStorage.setItem(storageKey(tenantId), `${provider} ${portal}`);
  setParams({ provider, portal: provider === 'entra' ? portal : null });
}
