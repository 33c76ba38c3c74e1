// Whether there is a data key at this moment, and why not. A key file is read each time; a key that had to be asked for is
// held in memory as long as the database says that it is still the one.
import { VaultFailure } from '../../application/ports/vault-failure.ts';
import type { StoredVault } from '../../application/ports/vault-store.ts';
import { removeStaleFile } from './change-protection.ts';
import { nameOfKey } from './data-key.ts';
import { unwrapWithKeychain, wrapWithKeychain } from './keychain-wrapping.ts';
import { unwrapWithPassphrase } from './passphrase.ts';
import { openWith } from './seal.ts';
import type { VaultParts } from './vault-parts.ts';
import { readWrappedKey } from './wrapped-key.ts';

export type KeyState =
  /** `keyName` of the data key there is or was, as far as it is known. */
  | { readonly kind: 'open'; readonly key: Buffer; readonly keyName: string }
  | { readonly kind: 'unused' | 'locked' | 'lost'; readonly why: string; readonly keyName: string | undefined };

export interface HeldKey {
  now(): KeyState;
  /** Asks the keychain, where that protects the key and was not asked with success yet. Never rejects. */
  load(): Promise<void>;
  /** False for a wrong passphrase. VaultFailure where none protects the vault, or the wrapped key is damaged. */
  unlock(passphrase: string): Promise<boolean>;
  hold(key: Buffer): void;
}

const useRecoveryKey =
  'Bring the data key back with the recovery key (Settings, or "rollcall vault recover"). If there is none, the tokens themselves still work: revoke those that could be shown again, in every tenant, and create new ones.';

const lockedWhy =
  'The vault is locked: its passphrase was not given since Rollcall started. Unlock it in Settings, with "rollcall vault unlock", or start with --passphrase-fd.';

const damagedWhy = `The wrapped data key in the database is damaged, so that nothing can unwrap it. ${useRecoveryKey}`;

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const lost = (why: string, keyName?: string): KeyState => ({ kind: 'lost', why, keyName });

export function createHeldKey(parts: VaultParts): HeldKey {
  const { store, keyFile, keychain } = parts;
  let held: { readonly key: Buffer; readonly keyName: string } | undefined;
  let keychainSays = 'The keychain of the system was not asked yet.';

  const hold = (key: Buffer): void => {
    held = { key, keyName: nameOfKey(key) };
  };

  /** A crash between the new wrapping and the removal of the key file leaves the file behind. */
  const holdAndFinish = (key: Buffer): void => {
    hold(key);
    try {
      removeStaleFile(parts, key);
    } catch (error) {
      // Whoever changed the protection was told that the file cannot be taken away.
      if (!(error instanceof VaultFailure)) throw error;
    }
  };

  const ofKeyFile = (): KeyState => {
    let key: Buffer | undefined;
    try {
      key = keyFile.read();
    } catch (error) {
      if (error instanceof VaultFailure) return lost(error.message);
      throw error;
    }
    const { sealed, wrapped } = store.servesRecoveryKey();
    if (key === undefined) {
      return store.sealedTokens() > 0 || sealed || wrapped
        ? lost(
            `The key file ${keyFile.path} is missing, and this database has secrets that were sealed with it. No new key was made, because those secrets could then never be shown again. Put the file back from a copy. ${useRecoveryKey}`,
          )
        : { kind: 'unused', why: 'Nothing was sealed yet.', keyName: undefined };
    }
    const samples = store.sealedSamples();
    if (
      samples.length > 0 &&
      samples.every(({ sealed: text, context }) => openWith(key, text, context) === undefined)
    ) {
      return lost(
        `The key file ${keyFile.path} holds another key than the one that sealed the secrets of this database. Put the right file back from a copy. ${useRecoveryKey}`,
      );
    }
    return { kind: 'open', key, keyName: nameOfKey(key) };
  };

  const ofWrapped = ({ protection, wrapped }: StoredVault): KeyState => {
    const read = wrapped === undefined ? undefined : readWrappedKey(wrapped);
    if (read === undefined) return lost(damagedWhy);
    const { keyName } = read;
    if (held?.keyName === keyName) return { kind: 'open', ...held };
    if (protection === 'passphrase') return { kind: 'locked', why: lockedWhy, keyName };
    return lost(`${keychainSays} ${useRecoveryKey}`, keyName);
  };

  const now = (): KeyState => {
    const stored = store.read();
    return stored.protection === 'key-file' ? ofKeyFile() : ofWrapped(stored);
  };

  const askKeychain = async (stored: StoredVault): Promise<string | undefined> => {
    if (keychain === undefined) {
      return 'The data key is wrapped by the keychain of the system, which only the desktop app can ask; this is Rollcall without a window.';
    }
    const obstacle = await keychain.obstacle();
    if (obstacle !== null) return obstacle;
    const found = await unwrapWithKeychain(keychain, stored.wrapped ?? new Uint8Array());
    if (found === 'damaged') return damagedWhy;
    holdAndFinish(found.key);
    if (found.stale) await store.replace(stored, { ...stored, wrapped: await wrapWithKeychain(keychain, found.key) });
    return undefined;
  };

  return {
    now,
    hold,
    async load() {
      const stored = store.read();
      if (stored.protection !== 'safe-storage' || now().kind === 'open') return;
      try {
        keychainSays = (await askKeychain(stored)) ?? keychainSays;
      } catch (error) {
        keychainSays = `The keychain of the system did not give the data key (${reasonOf(error)}). Unlock the keychain, or sign in to the desktop where it is.`;
      }
    },
    async unlock(passphrase) {
      const { id, protection, wrapped } = store.read();
      if (protection !== 'passphrase') {
        throw new VaultFailure('No passphrase protects this vault, so that there is nothing to unlock.');
      }
      const key = await unwrapWithPassphrase(id, wrapped ?? new Uint8Array(), passphrase);
      if (key === 'damaged') throw new VaultFailure(damagedWhy);
      if (key === 'wrong') return false;
      holdAndFinish(key);
      return true;
    },
  };
}
