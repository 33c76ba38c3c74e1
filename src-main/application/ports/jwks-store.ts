/** Public keys of an issuer (RFC 7517 §5) as they were last fetched. */
export interface StoredJwks {
  /** JSON text of the key set. */
  readonly jwks: string;
  /** Milliseconds since 1970. */
  readonly fetchedAt: number;
}

/** Keeps them over a restart, so that a start without a network still checks a signature. */
export interface JwksStore {
  load(url: string): StoredJwks | undefined;
  /** Written with the next transaction. */
  save(url: string, keys: StoredJwks): void;
}
