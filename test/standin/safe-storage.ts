// The system's keychain: none (`basic_text`), unless the switch --password-store names one, as on Linux. Its key lies beside
// the data, so that a later start finds it again.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { app } from './app.ts';
import { state } from './state.ts';
import { strict } from './strict.ts';

type Backend = ReturnType<Electron.SafeStorage['getSelectedStorageBackend']>;

const backends: Readonly<Record<string, Backend>> = { 'gnome-libsecret': 'gnome_libsecret', kwallet6: 'kwallet6' };
const prefix = Buffer.from('v11');

const requireReady = (): void => {
  if (!app.isReady()) throw new Error('safeStorage cannot be used before app is ready');
};

function keyringKey(): Buffer {
  const file = join(state.userData, 'standin.keyring');
  if (!existsSync(file)) writeFileSync(file, randomBytes(32), { mode: 0o600 });
  return readFileSync(file);
}

export const safeStorage = strict('safeStorage', {
  getSelectedStorageBackend: (): Backend =>
    app.isReady() ? (backends[state.switches.get('password-store') ?? ''] ?? 'basic_text') : 'unknown',
  isAsyncEncryptionAvailable: (): Promise<boolean> => Promise.resolve(app.isReady()),
  encryptStringAsync: async (plainText: string): Promise<Buffer> => {
    requireReady();
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', keyringKey(), nonce);
    const body = Buffer.concat([cipher.update(plainText, 'utf8'), cipher.final()]);
    return Buffer.concat([prefix, nonce, cipher.getAuthTag(), body]);
  },
  decryptStringAsync: async (encrypted: Buffer): Promise<Electron.DecryptStringAsyncReturnValue> => {
    requireReady();
    const decipher = createDecipheriv('aes-256-gcm', keyringKey(), encrypted.subarray(3, 15));
    decipher.setAuthTag(encrypted.subarray(15, 31));
    const result = Buffer.concat([decipher.update(encrypted.subarray(31)), decipher.final()]).toString('utf8');
    return { result, shouldReEncrypt: false };
  },
});
