/** Keys and verifiers out of secrets that people keep; the application itself imports no Node module. */
export interface KeyDerivation {
  /** scrypt with N=2^15, r=8, p=3 and a random salt, as `$scrypt$ln=15,r=8,p=3$<salt>$<hash>`. Never blocks. */
  verifierOf(secret: string): Promise<string>;
  /** Whether the secret is the one; false for a text that is no verifier. */
  verifies(secret: string, verifier: string): Promise<boolean>;
  /** HKDF-SHA256 (RFC 5869), 32 bytes. */
  derive(secret: string, salt: Uint8Array, info: string): Uint8Array;
}
