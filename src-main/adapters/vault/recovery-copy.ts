// The second wrapped copy of the data key, under a key that comes from the recovery key.
import type { SecretContext } from '../../application/ports/secret-vault.ts';
import { keyFromText, keyToText, nameOfKey } from './data-key.ts';
import { openWith, sealWith } from './seal.ts';
import { readWrappedKey, writeWrappedKey } from './wrapped-key.ts';

export const wrapCopy = (key: Uint8Array, kek: Uint8Array, context: SecretContext): Uint8Array =>
  writeWrappedKey({
    wrapper: 'recovery',
    keyName: nameOfKey(key),
    parameters: {},
    parts: [Buffer.from(sealWith(kek, keyToText(key), context)).toString('latin1')],
  });

/** Undefined when it does not open with this key, or is damaged. */
export function unwrapCopy(wrapped: Uint8Array, kek: Uint8Array, context: SecretContext): Buffer | undefined {
  const read = readWrappedKey(wrapped);
  const [sealed] = read?.parts ?? [];
  if (read?.wrapper !== 'recovery' || sealed === undefined) return undefined;
  const text = openWith(kek, Buffer.from(sealed), context);
  return text === undefined ? undefined : keyFromText(text);
}

/** The name of the data key inside; undefined for a damaged copy. */
export const keyNameOfCopy = (wrapped: Uint8Array): string | undefined => readWrappedKey(wrapped)?.keyName;
