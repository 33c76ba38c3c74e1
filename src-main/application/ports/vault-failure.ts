/** Why the vault's key cannot be used, and what to do about it; shown to the admin as it is. */
export class VaultFailure extends Error {
  override readonly name = 'VaultFailure';
}
