// What comes of looking at a request's credentials (RFC 6750 §3, RFC 7644 §2). Outside, every credential that is not taken
// gets one and the same answer, so that a guess learns nothing; why it was refused is said by `checks`, to the admin alone.
import type { AuthenticationCheck } from '#shared/console-api/provisioning-log.ts';
import type { Tenant } from '#shared/console-api/tenants.ts';
import { forbidden, ScimError, tooManyRequests, unauthorized } from '../../protocol/message/scim-error.ts';

/** The credential holds, and may do what is asked. */
export interface Admitted {
  readonly ok: true;
  /** The token, the OAuth client or the tenant's provider tokens: what the log and the use are kept by. */
  readonly credentialId: string;
  /** The User the credential stands for: who /Me is. */
  readonly userId?: string;
}

/** What the client is told instead: 401, 403, 429 or 503. */
export interface Refused {
  readonly ok: false;
  readonly error: ScimError;
  /** Value of `WWW-Authenticate`; absent on 429 and 503. */
  readonly challenge?: string;
  /** Value of `Retry-After`; present on 429 and 503. */
  readonly retryAfterSeconds?: number;
  /** False for the refusals of a flood after its first: the log must not be a way to fill the disk. */
  readonly recorded: boolean;
  /** Set where the credential itself holds and only may not do what is asked. */
  readonly credentialId?: string;
  /** In the order they were made; the last one failed. */
  readonly checks: readonly AuthenticationCheck[];
}

export type Authentication = Admitted | Refused;

/** What a request shows of itself before it is let in. */
export interface Presented {
  readonly tenant: Pick<Tenant, 'id' | 'name'>;
  readonly authorization: string | undefined;
  /** What failures are counted by, and what a credential's networks are compared with. */
  readonly address: string;
  /** Why nobody gets in from there, whatever they show; undefined where they may. */
  readonly barrier?: AuthenticationCheck | undefined;
  readonly userAgent: string | undefined;
  /** Whether it may change anything. */
  readonly writes: boolean;
  /** Wall clock at arrival, ISO 8601 UTC. */
  readonly now: string;
}

/**
 * Checks a JWT that a provider issued, its form apart. What it refuses with 401 is made with `invalidToken`; its checks
 * begin after `header` and `form`. 503 where the provider's keys cannot be had. Never throws for what was sent.
 */
export type CheckProviderToken = (tenant: Presented['tenant'], jwt: string, now: string) => Promise<Authentication>;

/** RFC 6750 §3.1: without any credential "the resource server SHOULD NOT include an error code". */
export const missingToken = (checks: readonly AuthenticationCheck[]): Refused => ({
  ok: false,
  error: unauthorized(
    'The request has no Authorization header. Send "Authorization: Bearer <Secret Token>" with a token that Rollcall created for this tenant.',
  ),
  challenge: 'Bearer realm="Rollcall"',
  recorded: true,
  checks,
});

/** Mistyped, unknown, of another tenant, revoked, expired, from elsewhere: the same for all. */
export const invalidToken = (checks: readonly AuthenticationCheck[]): Refused => ({
  ok: false,
  error: unauthorized(
    'The Authorization header holds no valid token of this tenant. Its provisioning log says why; else create a token in Rollcall, paste it as the Secret Token and test the connection.',
  ),
  challenge: 'Bearer error="invalid_token"',
  recorded: true,
  checks,
});

/** RFC 6750 §3.1, `insufficient_scope`: a credential that holds, but for reading only. */
export const readOnlyToken = (credentialId: string, checks: readonly AuthenticationCheck[]): Refused => ({
  ok: false,
  error: forbidden(
    'The token is valid, but its scope is "read": it may look up and not change anything. Give it the scope "read-write" in Rollcall (Credentials, Edit), or send a token that has it.',
  ),
  challenge: 'Bearer error="insufficient_scope", scope="read-write"',
  recorded: true,
  credentialId,
  checks,
});

/** Above the limit of failures; `recorded` is true for the first of a flood. */
export const tooManyFailures = (
  retryAfterSeconds: number,
  recorded: boolean,
  checks: readonly AuthenticationCheck[],
): Refused => ({
  ok: false,
  error: tooManyRequests(
    `Too many requests without a valid token. Mend the Secret Token, then try again in ${retryAfterSeconds} s; requests with a valid token are not limited.`,
  ),
  retryAfterSeconds,
  recorded,
  checks,
});

/** Nothing can be said about the token at this moment. A 401 would make the provider give up on it. */
export const undecided = (
  detail: string,
  retryAfterSeconds: number,
  checks: readonly AuthenticationCheck[],
): Refused => ({
  ok: false,
  error: new ScimError(503, undefined, detail),
  retryAfterSeconds,
  recorded: true,
  checks,
});
