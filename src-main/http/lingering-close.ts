// Closes a connection whose request was answered before its body had come: 401, 404, 413, 415, 429. Closing with bytes unread
// makes the system send a reset, which may overtake the answer; a proxy still sending then tells its client 502. So the
// answer goes out first and what still comes is read and thrown away, up to a bound (RFC 9112 §9.6).
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply } from 'fastify';
import { limits } from '#shared/scim/limits.ts';

/** What a client may still send after its answer. */
export interface LingerLimits {
  /** For all of it, in milliseconds. */
  readonly lingerMs: number;
  readonly lingerBytes: number;
}

/** Sends no more and closes once the other side has, or at a bound. Whatever comes from here on is not a request. */
export function closeLingering(socket: Socket, { lingerMs, lingerBytes }: LingerLimits): void {
  let left = lingerBytes;
  // Node's parser is the one that listens.
  socket.removeAllListeners('data');
  socket.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) socket.destroy();
  });
  socket.once('end', () => socket.destroy());
  const timer = setTimeout(() => socket.destroy(), lingerMs);
  socket.once('close', () => clearTimeout(timer));
  socket.end();
  socket.resume();
}

/** Whether there is a body of which not all has arrived. */
export const isStillComing = ({ complete, headers }: IncomingMessage): boolean =>
  !complete && (headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0);

/** No more than a request may have anyway: worth reading away to keep the connection, which Node does by itself. */
const isSmall = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] === undefined && Number(headers['content-length']) <= limits.bodyBytes;

/** Before an answer is sent while its request is still coming: the connection ends with it, and lingers. */
export function lingerAfter(request: IncomingMessage, reply: FastifyReply, bounds: LingerLimits): void {
  if (reply.raw.shouldKeepAlive && !reply.hasHeader('connection') && isSmall(request)) return;
  reply.header('connection', 'close');
  request.resume();
  const { socket } = request;
  // What Node closes with as soon as the answer is out.
  socket.destroySoon = () => {
    Reflect.deleteProperty(socket, 'destroySoon');
    if (request.complete || socket.readableEnded) socket.destroySoon();
    else closeLingering(socket, bounds);
  };
}
