// The keychain of the system through Electron: Keychain, DPAPI, kwallet or libsecret. Asked only once the app is ready and has
// its name; and its fallback to a password that is in Chromium's source is never called a protection.
import { safeStorage } from 'electron';
import type { Keychain } from '../keychain.ts';

const nameOf: Partial<Record<NodeJS.Platform, string>> = { darwin: 'keychain', win32: 'dpapi' };

const backend = (): string => nameOf[process.platform] ?? safeStorage.getSelectedStorageBackend();

const noKeyring = (name: string): string =>
  `This desktop session has no keyring that Rollcall could use: Electron chose "${name}", whose password is in its source code, so that it would protect nothing. Start GNOME Keyring or KWallet, or choose a passphrase or the key file.`;

const notAvailable = (name: string): string =>
  `The keychain of the system (${name}) is not available now. Unlock it, or choose a passphrase or the key file.`;

/** For after app.whenReady(). */
export const createSafeStorage = (): Keychain => ({
  name: backend,
  async obstacle() {
    const name = backend();
    if (name === 'basic_text' || name === 'unknown') return noKeyring(name);
    return (await safeStorage.isAsyncEncryptionAvailable()) ? null : notAvailable(name);
  },
  wrap: (text) => safeStorage.encryptStringAsync(text),
  async unwrap(wrapped) {
    const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(Buffer.from(wrapped));
    return { text: result, stale: shouldReEncrypt };
  },
});
