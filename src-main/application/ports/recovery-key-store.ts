import type { Tries } from './tries.ts';

/** The recovery key as it is kept: never itself. */
export interface StoredRecoveryKey {
  readonly id: string;
  /** Tells whether a text is the key, as KeyDerivation makes it. */
  readonly verifier: string;
  /** Salt of the key that wraps the data key. */
  readonly wrapSalt: Uint8Array;
  /** The vault's data key, wrapped. */
  readonly wrapped?: Uint8Array;
  /** The key, sealed by the vault, where it may be shown again. */
  readonly sealed?: Uint8Array;
  readonly createdAt: string;
  readonly drilledAt?: string;
}

/** At most one key. Times are ISO 8601 UTC. */
export interface RecoveryKeyStore extends Tries {
  get(): Promise<StoredRecoveryKey | undefined>;
  /** Forgets the one before without a trace, and its wrong tries. */
  replace(key: StoredRecoveryKey): Promise<void>;
  setDrilled(id: string, at: string): Promise<void>;
  /** Whether there was a sealed one; nothing of it is left in the file. */
  eraseSealed(): Promise<boolean>;
}
