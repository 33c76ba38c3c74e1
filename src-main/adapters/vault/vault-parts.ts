import type { VaultStore } from '../../application/ports/vault-store.ts';
import type { KeyFile } from './key-file.ts';
import type { Keychain } from './keychain.ts';

/** What a vault is made of. */
export interface VaultParts {
  readonly store: VaultStore;
  readonly keyFile: KeyFile;
  /** Absent without a desktop. */
  readonly keychain?: Keychain | undefined;
}
