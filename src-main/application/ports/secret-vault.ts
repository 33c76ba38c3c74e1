// Where secrets are sealed that must be shown again. What is sealed is text of printable ASCII,
// `v1.<12-byte nonce>.<ciphertext and 16-byte tag>` in base64url: AES-256-GCM under a key that is never in the database.

/** What a sealed secret belongs to: it opens nowhere else, so that nobody can move one to another row. */
export interface SecretContext {
  /** The table of the row that holds it. */
  readonly table: 'tokens';
  readonly tenantId: string;
  /** The row's id. */
  readonly id: string;
  /** What of the row it is. */
  readonly purpose: 'secret';
}

/** Both throw VaultFailure when there is no key to do it with. */
export interface SecretVault {
  /** Makes the key when there is none yet and nothing was sealed with one. */
  seal(plain: string, context: SecretContext): Uint8Array;
  /** Undefined for what this key did not seal for this context: damaged, moved, or sealed with another key. */
  open(sealed: Uint8Array, context: SecretContext): string | undefined;
}
