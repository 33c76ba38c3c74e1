// Answers the tunnel's own probe before anything else is asked of a request: whoever sends a nonce learns that this
// process has the key of its start, and nothing of what is served. It is no exchange of a client, so it is not recorded.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { probeHeader, probeNonce, probeReplyHeader, type ProbeKey } from '../application/ports/tunnel-probe.ts';
import { locate } from './locate.ts';

/** The onRequest hook, ahead of admission. Every tenant's path answers alike, whether there is such a tenant or not. */
export const answerProbe =
  (key: ProbeKey) =>
  (request: FastifyRequest, reply: FastifyReply, proceed: () => void): void => {
    const nonce = request.headers[probeHeader];
    const isProbe = request.method === 'GET' && typeof nonce === 'string' && probeNonce.test(nonce);
    if (!isProbe || locate(request.raw.url ?? '') === undefined) {
      proceed();
      return;
    }
    reply.code(204).header(probeReplyHeader, key.reply(nonce)).header('cache-control', 'no-store').send();
  };
