import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { Core } from '../application/core.ts';

/** Who sent a request, as an IP address. */
export type ClientAddress = (request: IncomingMessage) => string;

/** The last of `192.0.2.1, 198.51.100.7`; undefined where that is no address. */
function lastAddress(text: string): string | undefined {
  const last = text.slice(text.lastIndexOf(',') + 1).trim();
  return isIP(last) === 0 ? undefined : last;
}

/** Behind a tunnel what its provider says, else the socket's: without a tunnel every such header is forged. */
export const createClientAddress =
  ({ tunnel }: Pick<Core, 'tunnel'>): ClientAddress =>
  ({ headers, socket }) => {
    const own = socket.remoteAddress ?? '';
    const name = tunnel?.clientHeader();
    const told = name === undefined ? undefined : headers[name];
    return told === undefined ? own : (lastAddress(String(told)) ?? own);
  };
