// One request to a tenant's OAuth endpoints and how it ended: answered as RFC 6749 §5 has it, recorded once when the response
// is closed, and never with its body.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { OAuth } from '../application/credentials/oauth/oauth.ts';
import { OAuthError } from '../application/credentials/oauth/oauth-error.ts';
import type { OAuthOutcome, OAuthRequest } from '../application/provisioning-log/draft-token-request.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Absent where no tenant was found: nobody's log would hold it. */
    oauthExchange: OAuthExchange | undefined;
  }
}

/** Opened before the route, settled by it or by the error handler. */
export class OAuthExchange {
  readonly request: OAuthRequest;
  #outcome: OAuthOutcome = { status: 0 };
  #recorded = true;

  constructor(request: OAuthRequest, { raw }: FastifyReply, record: OAuth['record']) {
    this.request = request;
    raw.once('close', () => {
      if (this.#recorded) record(request, this.#outcome, raw.writableFinished);
    });
  }

  settle(outcome: OAuthOutcome): void {
    this.#outcome = outcome;
  }

  /** Leaves this request out of the log. */
  forget(): void {
    this.#recorded = false;
  }
}

/** Bytes, whose content type Fastify leaves alone. §5.1: nothing on the way may keep it. */
const sendJson = (reply: FastifyReply, status: number, body: unknown): FastifyReply =>
  reply
    .code(status)
    .headers({ 'content-type': 'application/json', 'cache-control': 'no-store', pragma: 'no-cache' })
    .send(Buffer.from(JSON.stringify(body)));

/** Sends what was asked for. */
export function sendOAuth(
  reply: FastifyReply,
  body: unknown,
  outcome: Omit<OAuthOutcome, 'status'> = {},
): FastifyReply {
  reply.request.oauthExchange?.settle({ ...outcome, status: 200 });
  return sendJson(reply, 200, body);
}

/** §5.2: "the authorization server MUST respond with an HTTP 401 […] and include the WWW-Authenticate response header". */
const challenge = 'Basic realm="Rollcall", charset="UTF-8"';

/** Sends an error, and counts it: what is above the limit is told 429 instead. */
export function sendOAuthError(
  reply: FastifyReply,
  found: OAuthError,
  limited: OAuth['limited'],
  exchange: OAuthExchange | undefined = reply.request.oauthExchange,
): FastifyReply {
  const error = exchange === undefined ? found : limited(found, exchange.request.clientAddress);
  const { retryAfterSeconds, allow, recorded = true, clientId, checks } = error.context;
  if (!recorded) exchange?.forget();
  exchange?.settle({
    status: error.status,
    detail: error.message,
    ...(clientId === undefined ? {} : { clientId }),
    ...(checks === undefined ? {} : { checks }),
  });
  if (error.status === 401) reply.header('www-authenticate', challenge);
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
  if (allow !== undefined) reply.header('allow', allow);
  return sendJson(reply, error.status, error.body);
}

const ofFastify: Readonly<Record<string, (request: FastifyRequest) => OAuthError>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ({ routeOptions: { bodyLimit } }) =>
    new OAuthError(413, 'invalid_request', `The form is larger than ${bodyLimit} bytes. No token request needs that.`),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ({ headers }) =>
    new OAuthError(
      415,
      'invalid_request',
      `The request was sent as ${headers['content-type'] ?? 'no media type at all'}. Send application/x-www-form-urlencoded.`,
    ),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () =>
    new OAuthError(400, 'invalid_request', 'The form is not as long as its Content-Length says.'),
  ECONNRESET: () => new OAuthError(400, 'invalid_request', 'The connection ended before the form was complete.'),
};

/** The error to answer with; what is a fault of Rollcall is reported by `answerFault`. */
export function toOAuthError(
  error: unknown,
  request: FastifyRequest,
  answerFault: (fault: unknown, where: string) => { readonly detail: string },
): OAuthError {
  if (error instanceof OAuthError) return error;
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const translate = Object.hasOwn(ofFastify, code) ? ofFastify[code] : undefined;
  if (translate !== undefined) return translate(request);
  const where = `${request.method} ${request.routeOptions.url ?? 'no route'}`;
  return new OAuthError(500, 'server_error', answerFault(error, where).detail, { cause: error });
}
