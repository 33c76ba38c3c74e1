// Where a provider writes the address of who sent a request. Anybody can send such a header, so only the one of the provider
// that carries the tunnel is believed, and of a list of addresses only the last: what its own end added.
import type { TunnelProviderId } from '#shared/console-api/tunnel-config.ts';

export interface ClientHeader {
  readonly name: 'cf-connecting-ip' | 'x-forwarded-for';
  /** Whether every request that the provider passes on has it, so that one without it was sent on this machine. */
  readonly always: boolean;
}

const forwardedFor = 'x-forwarded-for';
const cloudflare: ClientHeader = { name: 'cf-connecting-ip', always: true };
/** Somebody's own proxy, or a service that promises nothing. */
const unpromised: ClientHeader = { name: forwardedFor, always: false };

/**
 * Of a proxy at a URL of one's own while the tunnel is off. Nobody stops that proxy, so it may still lead here; what comes
 * without its header was sent on this machine, to which Rollcall is never closed.
 */
export const proxyAtRest: ClientHeader = { name: forwardedFor, always: true };

export const clientHeaders: Readonly<Record<TunnelProviderId, ClientHeader>> = {
  'cloudflare-quick': cloudflare,
  'cloudflare-named': cloudflare,
  ngrok: { name: forwardedFor, always: true },
  ssh: unpromised,
  'own-url': unpromised,
};
