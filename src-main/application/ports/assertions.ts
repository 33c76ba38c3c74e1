// JWTs that somebody else signed (RFC 7519): an identity provider's own access token, or a client's assertion (RFC 7523).
import type { AuthenticationCheck } from '#shared/console-api/provisioning-log.ts';

/** An issuer, and where it publishes its keys. */
export interface Issuer {
  /** `iss`, compared character by character. */
  readonly issuer: string;
  /** Only on a host that the adapter allows. */
  readonly jwksUri: string;
}

/** What a JWT must say; whatever is not named here may be anything. */
export interface JwtExpectations {
  readonly issuers: readonly Issuer[];
  /** One of them must be in `aud`. */
  readonly audiences: readonly string[];
  /** `tid`, in any case. */
  readonly tenantId: string;
  /** `sub`. */
  readonly subject?: string;
}

/** One comparison, in the order they are made. Never the JWT itself: only claims, cut to a readable length. */
export interface JwtCheck extends Omit<AuthenticationCheck, 'action' | 'settledBy'> {
  readonly check: 'form' | 'issuer' | 'keys' | 'signature' | 'subject' | 'audience' | 'lifetime' | 'tenant';
}

/** What of a verified JWT is of use afterwards. */
export interface VerifiedClaims {
  readonly issuer: string;
  readonly subject: string | undefined;
  /** Milliseconds since 1970. */
  readonly expiresAtMs: number;
}

/** `keysUnavailable`: nobody knows whether it is good, because the issuer's keys cannot be had now. */
export type JwtVerdict =
  | { readonly outcome: 'verified'; readonly claims: VerifiedClaims; readonly checks: readonly JwtCheck[] }
  | { readonly outcome: 'refused' | 'keysUnavailable'; readonly checks: readonly JwtCheck[] };

export interface Assertions {
  /** Never rejects for what the JWT holds. `now` is ISO 8601 UTC. */
  verify(jwt: string, expectations: JwtExpectations, now: string): Promise<JwtVerdict>;
}
