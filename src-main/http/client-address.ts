import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { Core } from '../application/core.ts';
import type { Sender } from '../application/tunnel/barrier.ts';
import type { ClientHeader } from '../application/tunnel/client-header.ts';

/** Who sent a request. */
export type SenderOf = (request: IncomingMessage) => Sender;

/** The last of `192.0.2.1, 198.51.100.7`; undefined where that is no address. */
function lastAddress(text: string): string | undefined {
  const last = text.slice(text.lastIndexOf(',') + 1).trim();
  return isIP(last) === 0 ? undefined : last;
}

/** The believed header of a request and the address in it, whether a tunnel runs or not. */
export function toldAddress(
  { headers }: IncomingMessage,
  tunnel: Core['tunnel'],
): { readonly header: ClientHeader['name']; readonly address: string | null } {
  const header =
    tunnel?.clientHeader()?.name ??
    (headers['cf-connecting-ip'] === undefined ? 'x-forwarded-for' : 'cf-connecting-ip');
  return { header, address: lastAddress(String(headers[header] ?? '')) ?? null };
}

/** Behind a tunnel what its provider says, else the socket's: without a tunnel every such header is forged. */
export const createSenderOf =
  ({ tunnel }: Pick<Core, 'tunnel'>): SenderOf =>
  ({ headers, socket }) => {
    const own = socket.remoteAddress ?? '';
    const header = tunnel?.clientHeader();
    if (header === undefined) return { address: own, from: 'here' };
    const told = headers[header.name];
    if (told === undefined) return { address: own, from: header.always ? 'here' : 'unknown' };
    const address = lastAddress(String(told));
    return address === undefined ? { address: own, from: 'unknown' } : { address, from: 'outside' };
  };
