// Where secrets are sealed that must be shown again. What is sealed is text of printable ASCII,
// `v1.<12-byte nonce>.<ciphertext and 16-byte tag>` in base64url: AES-256-GCM under a data key that is never in the database
// as it is. Changing what protects the data key never changes the data key.
import type { VaultProtection, VaultState } from '#shared/console-api/vault.ts';

/** What a sealed secret belongs to: it opens nowhere else, so that nobody can move one to another row. */
export interface SecretContext {
  /** The table of the row that holds it. */
  readonly table: 'tokens' | 'recovery_keys' | 'vaults' | 'tunnel_secrets';
  /** Empty for what belongs to no tenant. */
  readonly tenantId: string;
  /** The row's id. */
  readonly id: string;
  /** What of the row it is. */
  readonly purpose: 'secret' | 'data-key' | 'probe';
}

/** `recoverable` is the recovery key's to tell. */
export type VaultStatus = Omit<VaultState, 'recoverable' | 'choices'>;

/** VaultFailure says why there is no data key to do something with, and what to do about it. */
export interface SecretVault {
  /** Makes the data key when there is none yet and nothing was sealed with one. */
  seal(plain: string, context: SecretContext): Uint8Array;
  /** Undefined for what this key did not seal for this context: damaged, moved, or sealed with another key. */
  open(sealed: Uint8Array, context: SecretContext): string | undefined;
  /** Asks the keychain once more where it did not answer before. */
  state(): Promise<VaultStatus>;
  /** Each protection, and why it cannot be chosen here. */
  choices(): Promise<VaultState['choices']>;
  /** Whether it is the passphrase; asked of an open vault it only proves it. VaultFailure where no passphrase protects it. */
  unlock(passphrase: string): Promise<boolean>;
  /**
   * Wraps the data key anew; the old wrapping goes once the new one is on the disk and was seen to open. Makes the data key
   * where there is none, and a new one where it is lost and nothing is sealed any more.
   */
  setProtection(protection: VaultProtection, passphrase?: string): Promise<void>;
  /** A copy of the data key, wrapped with another key (32 bytes); makes the data key when there is none yet. */
  wrapFor(kek: Uint8Array, context: SecretContext): Uint8Array;
  /** Whether such a copy opens with this key and then opens what is sealed here. Changes nothing. */
  wouldOpen(kek: Uint8Array, wrapped: Uint8Array, context: SecretContext): boolean;
  /** Whether such a copy is of the present data key, as far as that can be told without opening it. */
  isOfDataKey(wrapped: Uint8Array): boolean;
  /**
   * Takes the data key from such a copy and wraps it with the present protection, or where that cannot be had here, with the
   * passphrase if there is one, else with a key file. False when the copy does not open with this key.
   */
  recover(kek: Uint8Array, wrapped: Uint8Array, context: SecretContext, passphrase?: string): Promise<boolean>;
}
