import type { FastifyReply, onSendHookHandler } from 'fastify';
import type { Answer } from '../application/scim/request.ts';
import { errorBody, type ScimError } from '../protocol/message/scim-error.ts';
import type { Exchange } from './exchange.ts';
import { isStillComing, lingerAfter, type LingerLimits } from './lingering-close.ts';

/** Exactly this: JSON is UTF-8, and the strictest clients compare the header literally. */
export const scimJson = 'application/scim+json';

/** Text, not bytes: Node writes the headers and a text in one piece, and bytes in a piece of their own. */
const sendText = (reply: FastifyReply, text: string): FastifyReply => reply.header('content-type', scimJson).send(text);

/** How an error is sent. */
export type SendError = (reply: FastifyReply, error: ScimError) => FastifyReply;

/** Text, like an answer, for all that passes `beforeSending`. */
export const sendError: SendError = (reply, error) =>
  sendText(reply.code(error.status), JSON.stringify(errorBody(error)));

/** Bytes, whose content type Fastify leaves alone: what the router itself refuses passes no hook. */
export const sendUnroutedError: SendError = (reply, error) =>
  reply
    .code(error.status)
    .header('content-type', scimJson)
    .send(Buffer.from(JSON.stringify(errorBody(error))));

/** The onSend hook. Also takes back the `; charset=utf-8` that Fastify has appended by now to the content type of a text. */
export const beforeSending =
  (bounds: LingerLimits): onSendHookHandler =>
  (request, reply, payload, done) => {
    if (typeof payload === 'string') reply.header('content-type', scimJson);
    if (isStillComing(request.raw)) lingerAfter(request.raw, reply, bounds);
    done(null, payload);
  };

/** Sends what a use case answered. */
export function sendAnswer(reply: FastifyReply, exchange: Exchange, answer: Answer): FastifyReply {
  exchange.settle(answer);
  const { status, body, location, etag } = answer.reply;
  reply.code(status);
  if (location !== undefined) reply.header('location', location);
  if (etag !== undefined) reply.header('etag', etag);
  return body === undefined ? reply.send() : sendText(reply, body);
}
