// Every error of the SCIM listener becomes one answer here: a ScimError as it is, Fastify's own refusals translated,
// anything else a 500 that says nothing of its inside and is reported to the host.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { limits } from '#shared/scim/limits.ts';
import {
  internalError,
  notFound,
  invalidSyntax,
  payloadTooLarge,
  ScimError,
  unsupportedMediaType,
} from '../protocol/message/scim-error.ts';
import { sendError } from './send.ts';

const ofFastify: Readonly<Record<string, (cause: unknown) => ScimError>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: (cause) =>
    payloadTooLarge(
      `The body is larger than ${limits.bodyBytes} bytes, the most one request may have. Split it: a group's members can be added in several PATCH requests.`,
      { cause },
    ),
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

/** Takes faults of Rollcall's own to the host's diagnostic log. */
export type ReportFault = (fault: unknown, where: string) => void;

/** The ScimError that answers `error`; what is a fault of Rollcall is reported with its cause. */
export function toScimError(error: unknown, where: string, report: ReportFault): ScimError {
  if (error instanceof ScimError) return error;
  const code = codeOf(error);
  const translate = Object.hasOwn(ofFastify, code) ? ofFastify[code] : undefined;
  if (translate !== undefined) return translate(error);
  if (code === 'ECONNRESET') return aborted(error);
  report(error, where);
  return internalError(
    'Rollcall failed to answer because of a fault of its own; nothing was stored. Try again; if it happens again, look into its diagnostic log.',
    { cause: error },
  );
}

/** Seconds after which a request that was refused for the moment may be sent again. */
const busySeconds = 1;

/** Fastify's error handler: the only place that answers with an error. */
export const createErrorHandler =
  (report: ReportFault) =>
  (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const refusal = toScimError(error, `${request.method} ${request.routeOptions.url ?? 'no route'}`, report);
    request.exchange?.settle(refusal);
    if (refusal.status === 503) reply.header('retry-after', String(busySeconds));
    return sendError(reply, refusal);
  };
