// What the database keeps of the vault: which protection wraps the data key, and the wrapped key where that is kept here.
import type { VaultProtection } from '#shared/console-api/vault.ts';
import type { SecretContext } from './secret-vault.ts';

/** How the data key is protected. */
export interface StoredVault {
  /** Names the vault, and its key file; not the key. */
  readonly id: string;
  readonly protection: VaultProtection;
  /** Undefined for a key file. */
  readonly wrapped?: Uint8Array;
}

/** A sealed secret with what it was bound to when it was sealed. */
export interface SealedSample {
  readonly sealed: Uint8Array;
  readonly context: SecretContext;
}

/** One vault for the whole installation. */
export interface VaultStore {
  read(): StoredVault;
  /**
   * Durable when it resolves, and nothing of the wrapping before is left in the file. False when it is not `before` any more:
   * somebody else changed it meanwhile.
   */
  replace(before: StoredVault, after: Omit<StoredVault, 'id'>): Promise<boolean>;
  /** How many secrets of tokens are sealed. */
  sealedTokens(): number;
  /** How many secrets of the tunnel are sealed; unlike a token's, each of them can be typed again. */
  sealedTunnelSecrets(): number;
  /** Whether the recovery key is sealed, or wraps a copy of the data key. */
  servesRecoveryKey(): { readonly sealed: boolean; readonly wrapped: boolean };
  /** A few of what was sealed, to tell by whether a key is the one. */
  sealedSamples(): readonly SealedSample[];
}
