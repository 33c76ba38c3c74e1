// Stands in for the keychain of a system: its key is in memory, and it can be locked, lost, or ask to be wrapped anew.
import { randomBytes } from 'node:crypto';
import type { Keychain } from '#main/adapters/vault/keychain.ts';
import { openWith, sealWith } from '#main/adapters/vault/seal.ts';
import type { SecretContext } from '#main/application/ports/secret-vault.ts';

export interface KeychainForTest extends Keychain {
  /** Why it cannot be used now. */
  blocked: string | null;
  /** How many of the next questions it answers wrongly, as macOS does just after the start. */
  failures: number;
  stale: boolean;
  /** As after a new account or a reset keyring: nothing that was wrapped opens any more. */
  readonly loseKey: () => void;
  readonly wraps: () => number;
}

const context: SecretContext = { table: 'vaults', tenantId: '', id: 'keychain', purpose: 'data-key' };

export function keychainForTest(): KeychainForTest {
  let key = randomBytes(32);
  let wraps = 0;
  const keychain: KeychainForTest = {
    blocked: null,
    failures: 0,
    stale: false,
    loseKey: () => void (key = randomBytes(32)),
    wraps: () => wraps,
    name: () => 'gnome_libsecret',
    obstacle: () => Promise.resolve(keychain.blocked),
    wrap: (text) => {
      wraps += 1;
      return Promise.resolve(sealWith(key, text, context));
    },
    unwrap: (wrapped) => {
      const text = openWith(key, wrapped, context);
      if (text === undefined || keychain.failures-- > 0) {
        return Promise.reject(new Error('Error while decrypting the ciphertext provided to safeStorage'));
      }
      keychain.failures = 0;
      const { stale } = keychain;
      keychain.stale = false;
      return Promise.resolve({ text, stale });
    },
  };
  return keychain;
}
