// Errors of the token endpoint, RFC 6749 §5.2. Whoever is no client that we know gets one and the same answer; why is said by
// `checks`, to the admin alone.
import type { AuthenticationCheck } from '#shared/console-api/provisioning-log.ts';

export type OAuthErrorCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'unsupported_grant_type'
  | 'invalid_scope'
  | 'temporarily_unavailable'
  | 'server_error';

export interface OAuthErrorContext {
  /** Value of `Retry-After`; present on 429 and 503. */
  readonly retryAfterSeconds?: number;
  /** Value of `Allow`; present on 405. */
  readonly allow?: string;
  /** The client, where it showed who it is. */
  readonly clientId?: string;
  /** In the order they were made; the last one failed. */
  readonly checks?: readonly AuthenticationCheck[];
  /** False for the refusals of a flood after its first. */
  readonly recorded?: boolean;
  readonly cause?: unknown;
}

/** §5.2 allows only these characters in a description: printable ASCII without `"` and `\`. */
const describable = (text: string): string =>
  text
    .replaceAll('"', "'")
    .replaceAll('\\', '/')
    .replaceAll(/[^\x20-\x7e]/g, '?');

export class OAuthError extends Error {
  override readonly name = 'OAuthError';
  readonly status: number;
  readonly code: OAuthErrorCode;
  readonly context: OAuthErrorContext;

  constructor(status: number, code: OAuthErrorCode, description: string, context: OAuthErrorContext = {}) {
    super(describable(description), 'cause' in context ? { cause: context.cause } : undefined);
    this.status = status;
    this.code = code;
    this.context = context;
  }

  get body(): { readonly error: OAuthErrorCode; readonly error_description: string } {
    return { error: this.code, error_description: this.message };
  }
}

export const invalidRequest = (description: string, context?: OAuthErrorContext): OAuthError =>
  new OAuthError(400, 'invalid_request', description, context);

export const unsupportedGrantType = (description: string): OAuthError =>
  new OAuthError(400, 'unsupported_grant_type', description);

export const invalidScope = (description: string, clientId: string): OAuthError =>
  new OAuthError(400, 'invalid_scope', description, { clientId });

/** Unknown, revoked, mistyped, expired, from elsewhere, of another tenant: the same for all. */
export const invalidClient = (checks: readonly AuthenticationCheck[]): OAuthError =>
  new OAuthError(
    401,
    'invalid_client',
    'The client identifier, its secret or its assertion is not valid for this tenant: mistyped, expired or revoked. The provisioning log of the tenant in Rollcall says why.',
    { checks },
  );

/**
 * §5.2: "no client authentication included". Says what to send instead, because nothing was guessed at.
 * @param received what of it came, without a secret
 */
export const unshownClient = (
  description: string,
  check: 'header' | 'client',
  received: string,
  cause?: unknown,
): OAuthError =>
  new OAuthError(401, 'invalid_client', description, {
    checks: [
      {
        check,
        passed: false,
        expected: 'Client Identifier and Client Secret, as HTTP Basic or in the form, or a client assertion',
        received,
        action:
          'Enter Token Endpoint, Client Identifier and Client Secret at the provider, as Rollcall shows them under Credentials.',
      },
    ],
    ...(cause === undefined ? {} : { cause }),
  });

export const tooManyFailedRequests = (
  retryAfterSeconds: number,
  recorded: boolean,
  checks: readonly AuthenticationCheck[] | undefined,
): OAuthError =>
  new OAuthError(
    429,
    'invalid_request',
    `Too many failed token requests. Mend the client identifier and its secret, then try again in ${retryAfterSeconds} s; requests that are right are not limited.`,
    { retryAfterSeconds, recorded, ...(checks === undefined ? {} : { checks }) },
  );

/** Nothing can be said about the assertion at this moment. */
export const temporarilyUnavailable = (
  description: string,
  retryAfterSeconds: number,
  checks: readonly AuthenticationCheck[],
): OAuthError =>
  new OAuthError(503, 'temporarily_unavailable', `${description} Try again in ${retryAfterSeconds} s.`, {
    retryAfterSeconds,
    checks,
  });
