/** Randomness and digests; the application itself imports no Node module. */
export interface Secrets {
  /** A UUID that nobody can guess; later ones sort after earlier ones (version 7). */
  uuid(): string;
  randomBytes(length: number): Uint8Array;
  /** SHA-256 of the text's UTF-8 bytes, 32 bytes. */
  sha256(text: string): Uint8Array;
  /** CRC-32 (ISO 3309) of the text's UTF-8 bytes, unsigned. */
  crc32(text: string): number;
  /** Compares in constant time; false when the lengths differ. */
  equal(left: Uint8Array, right: Uint8Array): boolean;
}
