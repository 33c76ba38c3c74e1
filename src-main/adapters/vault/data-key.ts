import { hash, randomBytes } from 'node:crypto';

/** The data key seals secrets; whatever protects the vault wraps it. */
export const dataKeyBytes = 32;

/** 32 random bytes. */
export const makeDataKey = (): Buffer => randomBytes(dataKeyBytes);

/** Tells data keys apart and nothing else about them: 48 bits of a digest. Eight characters of base64url. */
export const nameOfKey = (key: Uint8Array): string =>
  hash('sha256', Buffer.concat([Buffer.from('data-key-name-v1:'), key]), 'buffer')
    .subarray(0, 6)
    .toString('base64url');

const keyForm = /^[A-Za-z0-9+/]{43}=\s*$/;

/** Base64, for what keeps texts only. */
export const keyToText = (key: Uint8Array): string => Buffer.from(key).toString('base64');

/** Undefined for anything but 32 bytes in base64, white space after them allowed. */
export function keyFromText(text: string): Buffer | undefined {
  const key = keyForm.test(text) ? Buffer.from(text, 'base64') : undefined;
  return key?.length === dataKeyBytes ? key : undefined;
}
