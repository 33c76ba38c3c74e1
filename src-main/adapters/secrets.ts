import { hash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { Secrets } from '../application/ports/secrets.ts';

/** Randomness of the operating system; digests of OpenSSL or BoringSSL and zlib. */
export const createSecrets = (): Secrets => ({
  uuid: () => randomUUID(),
  randomBytes: (length) => randomBytes(length),
  sha256: (text) => hash('sha256', text, 'buffer'),
  crc32: (text) => crc32(text),
  equal: (left, right) => left.length === right.length && timingSafeEqual(left, right),
});
