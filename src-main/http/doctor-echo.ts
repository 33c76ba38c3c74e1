// Tells the tunnel's doctor what arrived of its request, so that it sees what the way from the public URL changes. Only a
// ticket of this process is answered, with what its sender sent and nothing of what is served; it is not recorded.
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { limits } from '#shared/scim/limits.ts';
import { listResponseMessage } from '#shared/scim/urn.ts';
import { echoEtag, echoMember, shownHeaders, ticketHeader, type DoctorEcho } from '#shared/tunnel/doctor-echo.ts';
import type { Core } from '../application/core.ts';
import { probeReplyHeader, type ProbeKey } from '../application/ports/tunnel-probe.ts';
import { payloadTooLarge } from '../protocol/message/scim-error.ts';
import { baseUrl } from './base-url.ts';
import { toldAddress, type SenderOf } from './client-address.ts';
import { locate } from './locate.ts';
import { scimJson } from './send.ts';

/** Above what an examination asks for over loopback; a ticket that was overheard buys no more than this. */
const echoesPerSecond = 200;

/** What tells who sent a request. */
interface Edge {
  readonly senderOf: SenderOf;
  readonly tunnel: Core['tunnel'];
}

type Proceed = (fault?: Error) => void;

/** Whether one more may be answered in this second. */
function createPace(): () => boolean {
  let second = 0;
  let answered = 0;
  return () => {
    const now = Math.floor(performance.now() / 1_000);
    if (now !== second) [second, answered] = [now, 0];
    answered += 1;
    return answered <= echoesPerSecond;
  };
}

async function readBody(message: IncomingMessage): Promise<DoctorEcho['body']> {
  const hash = createHash('sha256');
  let bytes = 0;
  // Kept open: destroying a message destroys its socket, and the refusal could not be told.
  for await (const chunk of message.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > limits.bodyBytes) {
      throw payloadTooLarge(`The doctor's body is larger than ${limits.bodyBytes} bytes. It sends none of that size.`);
    }
    hash.update(chunk);
  }
  return { bytes, sha256: hash.digest('base64url') };
}

async function echoOf(message: IncomingMessage, { senderOf, tunnel }: Edge): Promise<DoctorEcho> {
  const { method = '', url = '', headers } = message;
  const place = locate(url);
  const { authorization } = headers;
  return {
    method,
    url,
    headerNames: Object.keys(headers).filter((name) => name !== ticketHeader),
    headers: Object.fromEntries(
      shownHeaders.flatMap((name) => (headers[name] === undefined ? [] : [[name, String(headers[name])]])),
    ),
    authorizationSha256:
      authorization === undefined ? null : createHash('sha256').update(authorization).digest('base64url'),
    body: await readBody(message),
    baseUrl: place === undefined ? null : baseUrl(headers.host, headers['x-forwarded-proto'], place.slug),
    sender: { ...toldAddress(message, tunnel), allowed: tunnel?.barrierTo(senderOf(message)) === undefined },
  };
}

async function sendEcho(request: FastifyRequest, reply: FastifyReply, proof: string, edge: Edge): Promise<void> {
  const echo = await echoOf(request.raw, edge);
  const list = { schemas: [listResponseMessage], totalResults: 0, Resources: [], [echoMember]: echo };
  await reply
    .code(200)
    .header('content-type', scimJson)
    .header('cache-control', 'no-store')
    .header('etag', echoEtag)
    .header(probeReplyHeader, proof)
    // Bytes, whose content type Fastify leaves alone.
    .send(Buffer.from(JSON.stringify(list)));
}

/** The onRequest hook, ahead of admission: the body is not parsed, so that one of any type is answered. */
export function answerDoctor(
  key: ProbeKey,
  edge: Edge,
): (request: FastifyRequest, reply: FastifyReply, proceed: Proceed) => void {
  const mayAnswer = createPace();
  return (request, reply, proceed) => {
    const ticket = request.headers[ticketHeader];
    const nonce = typeof ticket === 'string' ? key.nonceOf(ticket) : undefined;
    if (nonce === undefined || !mayAnswer()) {
      proceed();
      return;
    }
    sendEcho(request, reply, key.reply(nonce), edge).catch(proceed);
  };
}
