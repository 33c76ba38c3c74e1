// Where a provider writes the address of who sent a request. Anybody can send such a header, so only the one of the provider
// that carries the tunnel is believed, and of a list of addresses only the last: what its own end added.
import type { TunnelProviderId } from '#shared/console-api/tunnel-config.ts';

export type ClientHeader = 'cf-connecting-ip' | 'x-forwarded-for';

export const clientHeaders: Readonly<Record<TunnelProviderId, ClientHeader>> = {
  'cloudflare-quick': 'cf-connecting-ip',
  'cloudflare-named': 'cf-connecting-ip',
  ngrok: 'x-forwarded-for',
  ssh: 'x-forwarded-for',
  'own-url': 'x-forwarded-for',
};
