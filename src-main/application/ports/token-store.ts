import type { CredentialScope } from '#shared/console-api/credentials.ts';
import type { JsonObject } from '#shared/lang/json.ts';

/** A bearer token as it is stored: the secret itself only as its SHA-256. Times are ISO 8601 UTC with milliseconds. */
export interface StoredToken {
  readonly id: string;
  readonly tenantId: string;
  readonly label: string;
  /** SHA-256 of the whole token text, 32 bytes. */
  readonly hash: Uint8Array;
  /** The secret, sealed, where the tenant's profile lets it be shown again. */
  readonly sealed?: Uint8Array;
  /** The token's last four characters. */
  readonly hint: string;
  readonly scope: CredentialScope;
  /** CIDR; empty: from anywhere. */
  readonly networks: readonly string[];
  /** The OAuth client that fetched it: an access token, which is in no list. */
  readonly clientId?: string;
  /** The client secret it was fetched with, and ends with. */
  readonly secretId?: string;
  /** The User the token stands for: who `/Me` is. */
  readonly userId?: string;
  /** The token it was made to replace, and how that one shall retire. */
  readonly replacesId?: string;
  readonly retire?: 'ask' | 'automatically';
  readonly createdAt: string;
  readonly expiresAt?: string;
  readonly revokedAt?: string;
}

/** What can be changed of a token that is there; null takes away. */
export interface TokenFacts {
  readonly label?: string;
  readonly scope?: CredentialScope;
  readonly networks?: readonly string[];
  readonly expiresAt?: string | null;
  readonly userId?: string | null;
}

/** An access token: its client's, and never in a list. */
export type StoredAccessToken = StoredToken & Required<Pick<StoredToken, 'clientId'>>;

/**
 * Sees the tenant's list of tokens inside the transaction of a change, before it: of two changes at once the second one sees
 * what the first one made. Pure and synchronous; what it throws is the answer, and nothing is changed.
 */
export type TokenJudge = (all: readonly StoredToken[]) => void;

/**
 * Whether the profile that the tenant has inside the transaction keeps a sealed secret. The definition is there for a profile
 * that an admin made. Pure and synchronous.
 */
export type SecretJudge = (profileId: string, definition: JsonObject | undefined) => boolean;

/** Bearer tokens of every kind; whether one still counts is for its reader to say. */
export interface TokenStore {
  /** Stored without its sealed secret where `keepsSecret` says no. */
  create(token: StoredToken, judge?: TokenJudge, keepsSecret?: SecretJudge): Promise<void>;
  /** False, and not stored, when its client or the secret it was fetched with was revoked or removed meanwhile. */
  createAccessToken(token: StoredAccessToken): Promise<boolean>;
  /** Oldest first, without the access tokens of OAuth clients. */
  list(tenantId: string): Promise<readonly StoredToken[]>;
  findByHash(hash: Uint8Array): Promise<StoredToken | undefined>;
  /** False when the tenant has no such token. */
  set(tenantId: string, id: string, facts: TokenFacts, judge?: TokenJudge): Promise<boolean>;
  /** False when the tenant has no such token. Revoking twice keeps the first time; a sealed secret is erased with it. */
  revoke(tenantId: string, id: string, at: string, judge?: TokenJudge): Promise<boolean>;
  /**
   * Takes the token out of the list with its use; which others it was to replace is forgotten. Its label stays for the log.
   * False when the list has no such token.
   */
  remove(tenantId: string, id: string, at: string, judge?: TokenJudge): Promise<boolean>;
  /** Also of a token that was removed. */
  labelOf(tenantId: string, id: string): Promise<string | undefined>;
  /** Erases every sealed secret of the tenant, from the files too; answers the ids of the tokens that had one. */
  eraseSealed(tenantId: string): Promise<readonly string[]>;
  /** Deletes the access tokens of OAuth clients, of all tenants, that expired before that time; how many there were. */
  purgeAccessTokens(expiredBefore: string): Promise<number>;
}
