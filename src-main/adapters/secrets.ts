import { hash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Secrets } from '../application/ports/secrets.ts';

/**
 * RFC 9562 §5.7: milliseconds since 1970, then 74 random bits. Ids made one after the other lie side by side in the
 * database's indexes, so that a burst of creations touches few pages.
 */
const uuidVersion7 = (): string => {
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
};

/** Randomness of the operating system; digests of OpenSSL or BoringSSL and zlib. */
export const createSecrets = (): Secrets => ({
  uuid: uuidVersion7,
  randomBytes: (length) => randomBytes(length),
  sha256: (text) => hash('sha256', text, 'buffer'),
  crc32: (text) => crc32(text),
  equal: (left, right) => left.length === right.length && timingSafeEqual(left, right),
});
