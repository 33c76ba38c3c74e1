// A bearer token: `scim_`, 43 base62 characters of 256 random bits, 6 base62 characters of CRC-32 over all before them.
// The prefix lets secret scanners find a leaked one; the check sum refuses a typo before any work; a double click
// selects it whole. Only its SHA-256 is stored: 256 random bits need no slow hash, and a slow one would be a DoS gift.
import type { Secrets } from '../ports/secrets.ts';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const prefix = 'scim_';
const randomCharacters = 43;
const checkCharacters = 6;
const form = /^scim_[0-9A-Za-z]{49}$/;

/** Bytes from here on are dropped: 248 is the largest multiple of 62 in a byte, so every character is equally likely. */
const unbiased = 248;

function randomBase62(secrets: Secrets, length: number): string {
  let text = '';
  while (text.length < length) {
    for (const byte of secrets.randomBytes(length)) {
      if (byte < unbiased && text.length < length) text += alphabet.charAt(byte % 62);
    }
  }
  return text;
}

function checkOf(body: string, secrets: Secrets): string {
  let rest = secrets.crc32(body);
  let text = '';
  for (let index = 0; index < checkCharacters; index++) {
    text = alphabet.charAt(rest % 62) + text;
    rest = Math.floor(rest / 62);
  }
  return text;
}

/** A new token, with what may be kept of it. */
export interface MintedToken {
  /** The token's text: shown once, never stored. */
  readonly secret: string;
  /** SHA-256 of the text. */
  readonly hash: Uint8Array;
  /** Its last four characters, to know it again by. */
  readonly hint: string;
}

/** Makes a token nobody has; storing its hash is the caller's part. */
export function mintToken(secrets: Secrets): MintedToken {
  const body = prefix + randomBase62(secrets, randomCharacters);
  const secret = body + checkOf(body, secrets);
  return { secret, hash: secrets.sha256(secret), hint: secret.slice(-4) };
}

/** Whether `text` can be a token at all: its form and its check sum. Says nothing about whether one was ever issued. */
export const checkToken = (text: string, secrets: Secrets): boolean =>
  form.test(text) && checkOf(text.slice(0, -checkCharacters), secrets) === text.slice(-checkCharacters);
