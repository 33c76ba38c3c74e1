// The data key wrapped by the system's keychain: one blob of its own, and the only thing that is given to it.
import { setTimeout as pause } from 'node:timers/promises';
import { keyFromText, keyToText, nameOfKey } from './data-key.ts';
import type { Keychain } from './keychain.ts';
import { readWrappedKey, writeWrappedKey } from './wrapped-key.ts';

export async function wrapWithKeychain(keychain: Keychain, key: Uint8Array): Promise<Uint8Array> {
  const blob = await keychain.wrap(keyToText(key));
  return writeWrappedKey({
    wrapper: 'keychain',
    keyName: nameOfKey(key),
    parameters: {},
    parts: [Buffer.from(blob).toString('base64url')],
  });
}

/** The data key; `stale`: the keychain asks to wrap it anew. */
export interface Unwrapped {
  readonly key: Buffer;
  readonly stale: boolean;
}

/** macOS answers wrongly for a moment after the app is ready. */
const attempts = 3;
const pauseMs = 200;

async function askPatiently(keychain: Keychain, blob: Uint8Array, left = attempts): ReturnType<Keychain['unwrap']> {
  try {
    return await keychain.unwrap(blob);
  } catch (error) {
    if (left <= 1) throw error;
    await pause(pauseMs);
    return askPatiently(keychain, blob, left - 1);
  }
}

/** `damaged`: no keychain would open it. Rejects with what the keychain says. */
export async function unwrapWithKeychain(keychain: Keychain, wrapped: Uint8Array): Promise<Unwrapped | 'damaged'> {
  const read = readWrappedKey(wrapped);
  const [blob] = read?.parts ?? [];
  if (read?.wrapper !== 'keychain' || blob === undefined) return 'damaged';
  const { text, stale } = await askPatiently(keychain, Buffer.from(blob, 'base64url'));
  const key = keyFromText(text);
  return key === undefined ? 'damaged' : { key, stale };
}
