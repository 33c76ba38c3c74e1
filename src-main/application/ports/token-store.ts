/** A bearer token as it is stored: the secret itself only as its SHA-256. */
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
  /** The User the token stands for: who `/Me` is. */
  readonly userId?: string;
  readonly createdAt: string;
  readonly lastUsedAt?: string;
  readonly expiresAt?: string;
  readonly revokedAt?: string;
}

export interface TokenStore {
  create(token: StoredToken): Promise<void>;
  list(tenantId: string): Promise<readonly StoredToken[]>;
  findByHash(hash: Uint8Array): Promise<StoredToken | undefined>;
  /** False when the tenant has no such token. Revoking twice keeps the first time; a sealed secret is erased with it. */
  revoke(tenantId: string, id: string, at: string): Promise<boolean>;
  /** Erases every sealed secret of the tenant, from the files too; answers the ids of the tokens that had one. */
  eraseSealed(tenantId: string): Promise<readonly string[]>;
  /** Remembers a use; written at most once a minute per token, with the next transaction. */
  touch(id: string, at: string): void;
}
