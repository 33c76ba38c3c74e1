// OAuth clients of tenants as they are stored. The access tokens they fetch are rows of the token store.
import type { CredentialScope } from '#shared/console-api/credentials.ts';
import type { AssertionTrust } from '#shared/console-api/oauth-clients.ts';

/** A client secret: only its SHA-256. */
export interface StoredClientSecret {
  readonly id: string;
  /** SHA-256 of the secret's text, 32 bytes. */
  readonly hash: Uint8Array;
  /** The secret's last four characters. */
  readonly hint: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly revokedAt?: string;
  readonly lastUsedAt?: string;
}

/** An OAuth client of one tenant. Times are ISO 8601 UTC with milliseconds. */
export interface StoredOAuthClient {
  /** Client Identifier. */
  readonly id: string;
  readonly tenantId: string;
  readonly label: string;
  readonly scope: CredentialScope;
  /** CIDR; empty: from anywhere. */
  readonly networks: readonly string[];
  readonly accessTokenMinutes: number;
  /** Present: a federated client, known by an assertion and not by a secret. */
  readonly trust?: AssertionTrust;
  readonly createdAt: string;
  readonly revokedAt?: string;
  /** Newest first. */
  readonly secrets: readonly StoredClientSecret[];
}

/** What of a client can be changed. */
export type OAuthClientChange = Partial<
  Pick<StoredOAuthClient, 'label' | 'scope' | 'networks' | 'accessTokenMinutes' | 'trust'>
>;

/** How many access tokens of a client that were fetched with one of its secrets hold. */
export interface ActiveAccessTokens {
  readonly clientId: string;
  /** Null for those that were fetched with an assertion, or before the secret was remembered. */
  readonly secretId: string | null;
  readonly count: number;
}

/**
 * Sees the client inside the transaction of a change, before it. Pure and synchronous; what it throws is the answer, and
 * nothing is changed.
 */
export type ClientJudge = (client: StoredOAuthClient) => void;

/** A change that a judge refuses rejects with what the judge throws. */
export interface OAuthStore {
  /** In the order they were made. */
  list(tenantId: string): Promise<readonly StoredOAuthClient[]>;
  /** Undefined for an unknown id, and for a client of another tenant. */
  find(tenantId: string, id: string): Promise<StoredOAuthClient | undefined>;
  /** With its secrets. */
  create(client: StoredOAuthClient): Promise<void>;
  /** False when the tenant has no such client, here and below. */
  update(tenantId: string, id: string, change: OAuthClientChange, judge?: ClientJudge): Promise<boolean>;
  addSecret(tenantId: string, id: string, secret: StoredClientSecret, judge?: ClientJudge): Promise<boolean>;
  /** The access tokens that were fetched with it end. False also for an unknown secret. Revoking twice keeps the first time. */
  revokeSecret(tenantId: string, id: string, secretId: string, at: string): Promise<boolean>;
  /** Revokes the client and every secret of it. */
  revoke(tenantId: string, id: string, at: string): Promise<boolean>;
  /** Takes it out with its secrets and access tokens. */
  remove(tenantId: string, id: string): Promise<boolean>;
  /** How many access tokens hold at `at`, by client and secret; those without one are left out. */
  activeAccessTokens(tenantId: string, at: string): Promise<readonly ActiveAccessTokens[]>;
  /** Remembers a use of a secret; written with the next transaction, at most once a minute per secret. */
  touchSecret(secretId: string, at: string): void;
}
