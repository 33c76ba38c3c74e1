// Bearer authentication, RFC 6750 and RFC 7644 §2. Unknown, revoked, expired and malformed tokens and tokens of another
// tenant get one and the same answer, so that a guess learns nothing. The check sum is tested before any database work.
import { ScimError, tooManyRequests, unauthorized } from '../../protocol/message/scim-error.ts';
import type { Clock } from '../ports/clock.ts';
import type { Secrets } from '../ports/secrets.ts';
import type { StoredToken, TokenStore } from '../ports/token-store.ts';
import { checkToken } from './bearer-token.ts';
import { createFailureLimit } from './failure-limit.ts';

/** Who asks, or what the client is told instead. */
export type Authentication =
  | {
      readonly ok: true;
      readonly tokenId: string;
      /** The User the token is bound to. */
      readonly userId?: string;
    }
  | {
      readonly ok: false;
      readonly error: ScimError;
      /** Value of `WWW-Authenticate`; absent on 429. */
      readonly challenge?: string;
      readonly retryAfterSeconds?: number;
      /** False for the refusals of a flood after its first: the log must not be a way to fill the disk. */
      readonly recorded: boolean;
    };

const missing = (): Authentication => ({
  ok: false,
  error: unauthorized(
    'The request has no Authorization header. Send "Authorization: Bearer <Secret Token>" with a token that Rollcall created for this tenant.',
  ),
  challenge: 'Bearer realm="Rollcall"',
  recorded: true,
});

const invalid = (): Authentication => ({
  ok: false,
  error: unauthorized(
    'The Authorization header holds no valid token of this tenant: it is mistyped, expired, revoked or of another tenant. Create a token in Rollcall, paste it as the Secret Token and test the connection.',
  ),
  challenge: 'Bearer error="invalid_token"',
  recorded: true,
});

const limited = (retryAfterSeconds: number, recorded: boolean): Authentication => ({
  ok: false,
  error: tooManyRequests(
    `Too many requests without a valid token. Mend the Secret Token, then try again in ${retryAfterSeconds} s; requests with a valid token are not limited.`,
  ),
  retryAfterSeconds,
  recorded,
});

const bearer = /^bearer +([^ ]+) *$/i;

const isCurrent = (token: StoredToken, now: string): boolean =>
  token.revokedAt === undefined && (token.expiresAt === undefined || Date.parse(token.expiresAt) > Date.parse(now));

/** `address` is what failures are counted by; `now` is ISO 8601 UTC. */
export type Authenticate = (
  tenantId: string,
  authorization: string | undefined,
  address: string,
  now: string,
) => Promise<Authentication>;

/** One for each process: it counts the failures. */
export function createAuthenticate(ports: { tokens: TokenStore; clock: Clock; secrets: Secrets }): Authenticate {
  const { tokens, clock, secrets } = ports;
  const limit = createFailureLimit(clock);

  const refuse = (answer: Authentication, address: string): Authentication => {
    const verdict = limit.failed(address);
    return verdict === undefined ? answer : limited(verdict.retryAfterSeconds, verdict.first);
  };

  return async (tenantId, authorization, address, now) => {
    if (authorization === undefined) return refuse(missing(), address);
    const text = bearer.exec(authorization)?.[1];
    if (text === undefined || !checkToken(text, secrets)) return refuse(invalid(), address);
    const hash = secrets.sha256(text);
    const token = await tokens.findByHash(hash);
    // The index search compared hashes; comparing again in constant time keeps the answer independent of how it did.
    const known = token !== undefined && secrets.equal(token.hash, hash) && token.tenantId === tenantId;
    if (!known || !isCurrent(token, now)) return refuse(invalid(), address);
    tokens.touch(token.id, now);
    return { ok: true, tokenId: token.id, ...(token.userId === undefined ? {} : { userId: token.userId }) };
  };
}
