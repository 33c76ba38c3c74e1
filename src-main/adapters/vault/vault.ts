// The vault: one data key of 32 bytes that seals secrets, and what protects that key. A new data key is made only while
// nothing was sealed with one; over sealed secrets it would lose them, and the recovery key is asked for instead.
import type { SecretContext, SecretVault } from '../../application/ports/secret-vault.ts';
import { VaultFailure } from '../../application/ports/vault-failure.ts';
import { changeProtection, removeStaleFile, type Change } from './change-protection.ts';
import { makeDataKey, nameOfKey } from './data-key.ts';
import { createHeldKey } from './held-key.ts';
import { keyNameOfCopy, unwrapCopy, wrapCopy } from './recovery-copy.ts';
import { openWith, sealWith } from './seal.ts';
import type { VaultParts } from './vault-parts.ts';

const probe = 'a probe of the data key';

/** Nothing is read or made before something is asked of it. */
export function createVault(parts: VaultParts): SecretVault {
  const { store, keyFile, keychain } = parts;
  const held = createHeldKey(parts);

  const keyToOpenWith = (): Buffer => {
    const state = held.now();
    if (state.kind === 'open') return state.key;
    throw new VaultFailure(state.why);
  };

  /** Only a key file can be made at once; the other protections make the data key when they are chosen. */
  const keyToSealWith = (): Buffer => {
    const state = held.now();
    if (state.kind === 'open') return state.key;
    if (state.kind !== 'unused') throw new VaultFailure(state.why);
    keyFile.put(makeDataKey());
    return keyToOpenWith();
  };

  /** Whether a data key opens what is sealed here. */
  const fits = (key: Buffer): boolean => {
    const state = held.now();
    if (state.kind === 'open') {
      const context: SecretContext = { table: 'vaults', tenantId: '', id: store.read().id, purpose: 'probe' };
      return openWith(key, sealWith(state.key, probe, context), context) === probe;
    }
    const samples = store.sealedSamples();
    if (samples.length > 0) return samples.some(({ sealed, context }) => openWith(key, sealed, context) !== undefined);
    return state.keyName === undefined || state.keyName === nameOfKey(key);
  };

  const obstacleOfKeychain = async (): Promise<string | null> =>
    keychain === undefined
      ? 'Only the desktop app can ask the keychain of the system; this is Rollcall without a window.'
      : keychain.obstacle();

  /** The present data key; a new one where there is none and nothing would be lost with the old one. */
  const keyToProtect = (): Buffer => {
    const state = held.now();
    if (state.kind === 'open') return state.key;
    const sealed = store.sealedTokens();
    if (state.kind === 'unused' || sealed === 0) return makeDataKey();
    throw new VaultFailure(
      `The protection stays as it is, because ${sealed} sealed ${sealed === 1 ? 'secret' : 'secrets'} would be lost with the data key. ${state.why}`,
    );
  };

  /** Wraps the key, holds it, and takes away what protected it before. */
  const protect = async (change: Change): Promise<void> => {
    await changeProtection(parts, change);
    held.hold(change.key);
    removeStaleFile(parts, change.key);
  };

  return {
    seal: (plain, context) => sealWith(keyToSealWith(), plain, context),
    open: (sealed, context) => openWith(keyToOpenWith(), sealed, context),

    async state() {
      await held.load();
      const { protection } = store.read();
      const state = held.now();
      return {
        protection,
        state: state.kind,
        keyFile: protection === 'key-file' ? keyFile.path : null,
        keychain: protection === 'safe-storage' ? (keychain?.name() ?? null) : null,
        lostBecause: state.kind === 'lost' ? state.why : null,
        // A tunnel's secret keeps no key: without one there is nothing that it could be opened with.
        sealedSecrets:
          store.sealedTokens() +
          (state.kind === 'unused' ? 0 : store.sealedTunnelSecrets()) +
          (store.servesRecoveryKey().sealed ? 1 : 0),
      };
    },

    choices: async () => [
      { protection: 'key-file', obstacle: null },
      { protection: 'safe-storage', obstacle: await obstacleOfKeychain() },
      { protection: 'passphrase', obstacle: null },
    ],

    unlock: (passphrase) => held.unlock(passphrase),

    async setProtection(protection, passphrase) {
      await held.load();
      await protect({ stored: store.read(), key: keyToProtect(), protection, passphrase });
    },

    wrapFor: (kek, context) => wrapCopy(keyToSealWith(), kek, context),

    wouldOpen(kek, wrapped, context) {
      const key = unwrapCopy(wrapped, kek, context);
      return key !== undefined && fits(key);
    },

    isOfDataKey(wrapped) {
      const { keyName } = held.now();
      const ofCopy = keyNameOfCopy(wrapped);
      return ofCopy !== undefined && (keyName === undefined || keyName === ofCopy);
    },

    async recover(kek, wrapped, context, passphrase) {
      const key = unwrapCopy(wrapped, kek, context);
      if (key === undefined) return false;
      if (!fits(key)) {
        throw new VaultFailure(
          'The recovery key opens an older data key than the one that seals the secrets here: it was made before the vault got a new one. Nothing was changed.',
        );
      }
      const stored = store.read();
      const without =
        (stored.protection === 'passphrase' && passphrase === undefined) ||
        (stored.protection === 'safe-storage' && (await obstacleOfKeychain()) !== null);
      const instead = passphrase === undefined ? 'key-file' : 'passphrase';
      await protect({ stored, key, protection: without ? instead : stored.protection, passphrase });
      return true;
    },
  };
}
