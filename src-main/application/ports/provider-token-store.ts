/** Whose own tokens a tenant takes, where the Secret Token is left blank. */
export interface StoredProviderTokens {
  readonly enabled: boolean;
  readonly entraTenantId: string | null;
  /** Values of `aud` that are taken. */
  readonly audiences: readonly string[];
}

export interface ProviderTokenStore {
  /** Undefined where it was never set. */
  find(tenantId: string): Promise<StoredProviderTokens | undefined>;
  save(tenantId: string, settings: StoredProviderTokens): Promise<void>;
}
