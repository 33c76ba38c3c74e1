import type { Identity } from '#shared/console-api/session.ts';

/** Somebody's sign-in to the console: the secret itself only as its SHA-256. */
export interface StoredSession {
  /** SHA-256 of the whole secret, 32 bytes. */
  readonly hash: Uint8Array;
  readonly identity: Identity;
  readonly signedInAt: string;
  /** When the identity provider asked for the credentials; empty where it did not say. */
  readonly freshAt: string;
  /** Last use, at most a minute old. */
  readonly seenAt: string;
  readonly expiresAt: string;
}

/** Sign-ins by the hash of their secret; whether one still counts is for its reader to say. */
export interface SessionStore {
  create(session: StoredSession): Promise<void>;
  find(hash: Uint8Array): Promise<StoredSession | undefined>;
  /** Remembers a use, with the next transaction. */
  touch(hash: Uint8Array, at: string): void;
  /** False when there was none. */
  remove(hash: Uint8Array): Promise<boolean>;
  /** Ends every session; answers how many there were. */
  removeAll(): Promise<number>;
  /** Ends those that expired until `at` and those not used since `idleSince`. */
  removeStale(at: string, idleSince: string): Promise<void>;
}
