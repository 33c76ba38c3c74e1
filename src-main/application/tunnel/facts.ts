import type { TunnelStatus } from '#shared/console-api/tunnel.ts';
import { assertNever } from '#shared/lang/assert-never.ts';
import type { TunnelSettings } from '../ports/tunnel-store.ts';

/** What is known of a tunnel before it runs: whether its URL stays, and who stands between Entra and this machine. */
export function tunnelFacts(config: TunnelSettings): Pick<TunnelStatus, 'urlStable' | 'plaintextSeenBy'> {
  switch (config.provider) {
    case 'cloudflare-quick':
      return { urlStable: false, plaintextSeenBy: 'provider' };
    case 'cloudflare-named':
      return { urlStable: true, plaintextSeenBy: 'provider' };
    case 'ngrok':
      // Without a domain asked for, the account decides: most get their one fixed domain, none is promised.
      return { urlStable: config.domain !== null, plaintextSeenBy: 'provider' };
    case 'ssh':
      // A service that prints the URL ends TLS itself; with a URL of one's own it is the server of one's own.
      return config.url === null
        ? { urlStable: false, plaintextSeenBy: 'provider' }
        : { urlStable: true, plaintextSeenBy: 'own-server' };
    case 'own-url':
      return { urlStable: true, plaintextSeenBy: 'own-server' };
    default:
      return assertNever(config, 'provider');
  }
}
