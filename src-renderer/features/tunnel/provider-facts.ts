// What is known of a provider before and while it runs: who reads what passes, and whether the URL stays.
import type { TunnelProviderId, TunnelStatus } from '#shared/console-api/tunnel.ts';

export type SeenBy = 'nobody' | 'own-server' | 'cloudflare' | 'ngrok' | 'service';
export type UrlKind = 'changes' | 'stable' | 'account' | 'service';

/** ngrok's free plan, per month. */
export const ngrokRequests = 20_000;
/** Up to here its free plan carries the first cycle and those that follow. */
export const ngrokPeople = 5_000;
/** Entra looks for each of them and then creates them. */
export const requestsPerPerson = 2;

/** Whether the provider itself tells who calls, always; otherwise somebody's own proxy has to. */
export const isNamedByProvider = (provider: TunnelProviderId): boolean => provider !== 'ssh' && provider !== 'own-url';

const readers: Readonly<Partial<Record<TunnelProviderId, SeenBy>>> = {
  'cloudflare-quick': 'cloudflare',
  'cloudflare-named': 'cloudflare',
  ngrok: 'ngrok',
};

export function seenByOf({ provider, plaintextSeenBy }: Pick<TunnelStatus, 'provider' | 'plaintextSeenBy'>): SeenBy {
  if (plaintextSeenBy !== 'provider') return plaintextSeenBy;
  return (provider === null ? undefined : readers[provider]) ?? 'service';
}

export function urlKindOf({ provider, urlStable }: Pick<TunnelStatus, 'provider' | 'urlStable'>): UrlKind {
  if (urlStable) return 'stable';
  if (provider === 'ngrok') return 'account';
  return provider === 'ssh' ? 'service' : 'changes';
}
