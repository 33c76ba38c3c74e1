/** The newest use of a credential: a token, an OAuth client, or a tenant's tokens issued by the provider. */
export interface StoredUse {
  readonly credentialId: string;
  readonly firstAt: string;
  readonly at: string;
  /** Empty where only the time is known. */
  readonly address: string;
  readonly userAgent?: string;
  /** A cycle is a burst of uses without a pause of ten minutes. */
  readonly cycleStartedAt: string;
  /** Whole cycles: the newest one is not in it. */
  readonly cycles: number;
}

/** A request that was let in. */
export interface Use {
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly address: string;
  readonly userAgent: string | undefined;
}

export interface CredentialUses {
  /**
   * Remembers a use: at once for readers in this process, for the others written at most once a minute per credential and
   * at each new cycle, with the next transaction.
   */
  touch(credentialId: string, tenantId: string, use: Use): void;
  get(credentialId: string): Promise<StoredUse | undefined>;
  /** By credential id, those of one tenant. */
  list(tenantId: string): Promise<ReadonlyMap<string, StoredUse>>;
}
