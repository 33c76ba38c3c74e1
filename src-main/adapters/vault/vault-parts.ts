import type { VaultStore } from '../../application/ports/vault-store.ts';
import type { KeyFile } from './key-file.ts';
import type { Keychain } from './keychain.ts';
import type { ScryptCost } from './scrypt.ts';

/** What a vault is made of. */
export interface VaultParts {
  readonly store: VaultStore;
  readonly keyFile: KeyFile;
  /** Absent without a desktop. */
  readonly keychain?: Keychain | undefined;
  /** Of a passphrase that is set from now on; N=2^17, r=8, p=1 unless given. */
  readonly passphraseCost?: ScryptCost | undefined;
}
