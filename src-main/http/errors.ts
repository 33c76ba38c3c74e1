// Every error of the SCIM listener becomes one answer here: a ScimError as it is, Fastify's own refusals translated,
// anything else a 500 that says nothing of its inside but an id to find it by.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { limits } from '#shared/scim/limits.ts';
import type { AnswerFault } from '../application/scim/fault.ts';
import {
  notFound,
  invalidSyntax,
  payloadTooLarge,
  ScimError,
  unsupportedMediaType,
} from '../protocol/message/scim-error.ts';
import type { SendError } from './send.ts';

/** What one request may have differs by route; a bulk request's is what its configuration says. */
const tooLarge = (cause: unknown, { routeOptions: { bodyLimit } }: FastifyRequest): ScimError =>
  payloadTooLarge(
    bodyLimit === limits.bulkBytes
      ? `The bulk request is larger than maxPayloadSize (${bodyLimit} bytes). Split its operations into several requests; nothing was done.`
      : `The body is larger than ${bodyLimit} bytes, the most one request may have. Split it: a group's members can be added in several PATCH requests.`,
    { cause },
  );

const ofFastify: Readonly<Record<string, (cause: unknown, request: FastifyRequest) => ScimError>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: tooLarge,
  FST_ERR_CTP_INVALID_MEDIA_TYPE: (cause) =>
    unsupportedMediaType(
      'The Content-Type header is not a media type. Send application/scim+json or application/json.',
      {
        cause,
      },
    ),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: (cause) =>
    invalidSyntax('The body is not as long as its Content-Length says. Send the header with the length in bytes.', {
      cause,
    }),
  FST_ERR_ROUTE_MISSING_CONTENT_TYPE: (cause) =>
    invalidSyntax('SCIM knows no QUERY, and one needs a Content-Type. Use GET with a filter, or POST to /.search.', {
      cause,
    }),
  FST_ERR_MAX_PARAM_LENGTH: (cause) =>
    notFound('No resource has an id that long. Ids are those that Rollcall gave when it created a resource.', {
      cause,
    }),
  FST_ERR_BAD_URL: (cause) =>
    invalidSyntax('The path is not valid percent-encoding. Encode each byte of its UTF-8 form as %XX.', { cause }),
};

const aborted = (cause: unknown): ScimError =>
  invalidSyntax('The connection ended before the body was complete.', { cause });

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

const whereOf = ({ method, routeOptions }: FastifyRequest): string => `${method} ${routeOptions.url ?? 'no route'}`;

/** The ScimError that answers `error`; what is a fault of Rollcall is reported with its cause. */
function toScimError(error: unknown, request: FastifyRequest, answerFault: AnswerFault): ScimError {
  if (error instanceof ScimError) return error;
  const code = codeOf(error);
  const translate = Object.hasOwn(ofFastify, code) ? ofFastify[code] : undefined;
  if (translate !== undefined) return translate(error, request);
  return code === 'ECONNRESET' ? aborted(error) : answerFault(error, whereOf(request));
}

/** Seconds after which a request that was refused for the moment may be sent again. */
const busySeconds = 1;

/** Fastify's error handler: the only place that answers with an error. */
export const createErrorHandler =
  (answerFault: AnswerFault, send: SendError) =>
  (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const refusal = toScimError(error, request, answerFault);
    request.exchange?.settle(refusal);
    if (refusal.status === 503 && !reply.hasHeader('retry-after')) reply.header('retry-after', String(busySeconds));
    return send(reply, refusal);
  };
