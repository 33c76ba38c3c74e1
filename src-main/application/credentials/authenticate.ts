// Bearer authentication, RFC 6750 and RFC 7644 §2. Unknown, revoked, expired and malformed tokens, tokens of another tenant
// and from another network get one and the same answer. The check sum is tested before any database work, and a list of
// checks is made only for a refusal.
import type { Clock } from '../ports/clock.ts';
import type { CredentialUses } from '../ports/credential-uses.ts';
import type { Networks } from '../ports/networks.ts';
import type { Secrets } from '../ports/secrets.ts';
import type { StoredToken, TokenStore } from '../ports/token-store.ts';
import {
  invalidToken,
  missingToken,
  readOnlyToken,
  tooManyFailures,
  type Admitted,
  type Authentication,
  type CheckProviderToken,
  type Presented,
  type Refused,
} from './authentication.ts';
import { redactTokens } from '../provisioning-log/redact.ts';
import { checkToken } from './bearer-token.ts';
import { createFailureLimit } from './failure-limit.ts';
import { checksBeforeJwt, checksUntil, type TokenCheck } from './token-checks.ts';

const bearer = /^bearer +([^ ]+) *$/i;

/** A JWT is three parts (RFC 7515 §3.1); a longer one is nobody's. */
const isLikeJwt = (text: string): boolean => text.length <= 8 * 1024 && /^[^.]+\.[^.]*\.[^.]+$/.test(text);

/** Looks at a request's credentials; never throws for what was sent. */
export type Authenticate = (presented: Presented) => Promise<Authentication>;

/** What a credential is checked with. */
export interface AuthenticatePorts {
  readonly tokens: TokenStore;
  readonly credentialUses: CredentialUses;
  readonly networks: Networks;
  readonly clock: Clock;
  readonly secrets: Secrets;
}

/**
 * One for each process: it counts the failures.
 * @param checkProviderToken what looks like a JWT is handed to it; without it a JWT is a token of no known form
 */
export function createAuthenticate(
  { tokens, credentialUses, networks, clock, secrets }: AuthenticatePorts,
  checkProviderToken?: CheckProviderToken,
): Authenticate {
  const limit = createFailureLimit(clock);

  /** The refusal of a flood after its first: not recorded, alike for all, and an error costs its stack trace. */
  let flooded = tooManyFailures(0, false, []);

  /** In a flood only its first refusal is worth the making of its checks. */
  const refuse = ({ address }: Presented, make: () => Refused): Refused => {
    const verdict = limit.failed(address);
    if (verdict === undefined) return make();
    const { retryAfterSeconds, first } = verdict;
    if (first) return tooManyFailures(retryAfterSeconds, true, make().checks);
    if (flooded.retryAfterSeconds !== retryAfterSeconds) flooded = tooManyFailures(retryAfterSeconds, false, []);
    return flooded;
  };

  /** The first check that the token fails, in the order of `checksUntil`. */
  const fault = (token: StoredToken, { tenant, address, now }: Presented): TokenCheck | undefined => {
    if (token.tenantId !== tenant.id) return 'tenant';
    if (token.revokedAt !== undefined) return 'revoked';
    if (token.expiresAt !== undefined && token.expiresAt <= now) return 'expired';
    return token.networks.length > 0 && !networks.contains(token.networks, address) ? 'network' : undefined;
  };

  const admit = (admitted: Admitted, { tenant, now, address, userAgent }: Presented): Admitted => {
    const client = userAgent === undefined ? undefined : redactTokens(userAgent);
    credentialUses.touch(admitted.credentialId, tenant.id, { at: now, address, userAgent: client });
    return admitted;
  };

  const checkOpaque = async (text: string, presented: Presented): Promise<Authentication> => {
    const refuseAs = (failed: TokenCheck, token?: StoredToken): Refused =>
      refuse(presented, () => invalidToken(checksUntil(failed, { presented, text, token })));
    if (!checkToken(text, secrets)) return refuseAs('form');
    const hash = secrets.sha256(text);
    const token = await tokens.findByHash(hash);
    // The index search compared hashes; comparing again in constant time keeps the answer independent of how it did.
    if (token === undefined || !secrets.equal(token.hash, hash)) return refuseAs('known');
    const failed = fault(token, presented);
    if (failed !== undefined) return refuseAs(failed, token);
    const credentialId = token.clientId ?? token.id;
    if (presented.writes && token.scope === 'read') {
      return readOnlyToken(credentialId, checksUntil('scope', { presented, text, token }));
    }
    const { userId } = token;
    return admit({ ok: true, credentialId, ...(userId === undefined ? {} : { userId }) }, presented);
  };

  const checkJwt = async (check: CheckProviderToken, text: string, presented: Presented): Promise<Authentication> => {
    const answer = await check(presented.tenant, text, presented.now);
    if (answer.ok) return admit(answer, presented);
    const before = checksBeforeJwt(text).filter(({ check: made }) =>
      answer.checks.every((other) => other.check !== made),
    );
    const refused = { ...answer, checks: [...before, ...answer.checks] };
    return answer.error.status === 401 ? refuse(presented, () => refused) : refused;
  };

  return async (presented) => {
    const { authorization, barrier } = presented;
    const answer = authorization === undefined ? missingToken : invalidToken;
    if (barrier !== undefined) return refuse(presented, () => answer([barrier]));
    const text = authorization === undefined ? undefined : bearer.exec(authorization)?.[1];
    if (text === undefined) return refuse(presented, () => answer(checksUntil('header', { presented })));
    return checkProviderToken !== undefined && isLikeJwt(text)
      ? checkJwt(checkProviderToken, text, presented)
      : checkOpaque(text, presented);
  };
}
