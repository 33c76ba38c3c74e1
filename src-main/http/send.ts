import type { FastifyReply } from 'fastify';
import type { Answer } from '../application/scim/request.ts';
import type { Exchange } from './exchange.ts';

/** Exactly this: JSON is UTF-8, and the strictest clients compare the header literally. */
export const scimJson = 'application/scim+json';

/** Sends text as bytes, because Fastify appends `; charset=utf-8` to the content type of a string. */
export const sendText = (reply: FastifyReply, text: string): FastifyReply =>
  reply.header('content-type', scimJson).send(Buffer.from(text));

/** Sends what a use case answered. */
export function sendAnswer(reply: FastifyReply, exchange: Exchange, answer: Answer): FastifyReply {
  exchange.settle(answer);
  const { status, body, location, etag } = answer.reply;
  reply.code(status);
  if (location !== undefined) reply.header('location', location);
  if (etag !== undefined) reply.header('etag', etag);
  return body === undefined ? reply.send() : sendText(reply, body);
}
