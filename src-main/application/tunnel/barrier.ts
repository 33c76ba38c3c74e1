// The networks that requests from outside must come from, where the admin named any. Whose address cannot be known is kept
// out as well: a list that a missing header gets around would be none.
import type { AuthenticationCheck } from '#shared/console-api/provisioning-log.ts';
import type { Networks } from '../ports/networks.ts';
import type { ClientHeader } from './client-header.ts';

/** Who sent a request, as far as it can be told. */
export interface Sender {
  /** The sender's own where that is known, else of whoever passed the request on. */
  readonly address: string;
  /** `unknown`: perhaps through the tunnel, but nothing says who sent it. */
  readonly from: 'here' | 'outside' | 'unknown';
}

const advice = {
  outside:
    'If the request is yours, add this address to the allowed networks on the Tunnel page. If not, there is nothing to do: nobody gets in from there.',
  unknown: (name: string): string =>
    `Let the proxy in front of Rollcall send ${name} with the address of its caller: nginx by proxy_set_header ${name} $remote_addr. Until then nobody gets in while the tunnel is on; the Tunnel page's doctor tells when it is mended.`,
};

const spelled: Readonly<Record<ClientHeader['name'], string>> = {
  'cf-connecting-ip': 'CF-Connecting-IP',
  'x-forwarded-for': 'X-Forwarded-For',
};

/** The check that the sender fails, whatever credential they have; undefined where they may come in. */
export function barrierTo(
  { address, from }: Sender,
  { allowed, networks, header }: { allowed: readonly string[]; networks: Networks; header: ClientHeader },
): AuthenticationCheck | undefined {
  if (allowed.length === 0 || from === 'here') return undefined;
  if (from === 'outside' && networks.contains(allowed, address)) return undefined;
  const name = spelled[header.name];
  return {
    check: 'tunnelNetwork',
    passed: false,
    expected: `from ${allowed.join(', ')}`,
    received: from === 'outside' ? address : `a request whose ${name} header names no address`,
    action: from === 'outside' ? advice.outside : advice.unknown(name),
  };
}
