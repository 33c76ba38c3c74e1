// Wrapping the data key anew. The order is what matters: the new wrapping is on the disk and was seen to open before anything
// of the old one goes, so that a crash anywhere leaves one that works.
import type { VaultProtection } from '#shared/console-api/vault.ts';
import { VaultFailure } from '../../application/ports/vault-failure.ts';
import type { StoredVault } from '../../application/ports/vault-store.ts';
import { unwrapWithKeychain, wrapWithKeychain } from './keychain-wrapping.ts';
import { unwrapWithPassphrase, wrapWithPassphrase } from './passphrase.ts';
import type { VaultParts } from './vault-parts.ts';

export interface Change {
  /** As it was when the change was decided. */
  readonly stored: StoredVault;
  readonly key: Buffer;
  readonly protection: VaultProtection;
  readonly passphrase?: string | undefined;
}

const notProven = (what: string): VaultFailure =>
  new VaultFailure(`${what} did not give the data key back when it was tried. Nothing was changed.`);

/** The file is there and holds the key; one that holds anything else is set aside, never overwritten. */
function keepInFile({ keyFile }: VaultParts, key: Buffer): void {
  let there: Buffer | undefined;
  try {
    there = keyFile.read();
  } catch (error) {
    if (!(error instanceof VaultFailure)) throw error;
    keyFile.setAside();
  }
  if (there !== undefined && !there.equals(key)) keyFile.setAside();
  keyFile.put(key);
  if (keyFile.read()?.equals(key) !== true) throw notProven(`The key file ${keyFile.path}`);
}

async function wrapped(parts: VaultParts, { stored, key, protection, passphrase }: Change): Promise<Uint8Array> {
  if (protection === 'safe-storage') {
    const { keychain } = parts;
    if (keychain === undefined) {
      throw new VaultFailure('Only the desktop app can ask the keychain of the system. Choose it there.');
    }
    const obstacle = await keychain.obstacle();
    if (obstacle !== null) throw new VaultFailure(obstacle);
    const made = await wrapWithKeychain(keychain, key);
    const back = await unwrapWithKeychain(keychain, made);
    if (back === 'damaged' || !back.key.equals(key)) throw notProven('The keychain of the system');
    return made;
  }
  if (passphrase === undefined)
    throw new VaultFailure('A passphrase is needed for this protection, and none was given.');
  const made = await wrapWithPassphrase(stored.id, key, passphrase, parts.passphraseCost);
  const back = await unwrapWithPassphrase(stored.id, made, passphrase);
  if (typeof back === 'string' || !back.equals(key)) throw notProven('The passphrase');
  return made;
}

/** The key file stays, see removeStaleFile. VaultFailure says why nothing was changed. */
export async function changeProtection(parts: VaultParts, change: Change): Promise<void> {
  const { stored, key, protection } = change;
  if (protection === 'key-file') keepInFile(parts, key);
  const after = protection === 'key-file' ? { protection } : { protection, wrapped: await wrapped(parts, change) };
  if (!(await parts.store.replace(stored, after))) {
    throw new VaultFailure('The protection of the vault was changed by somebody else meanwhile. Look at it again.');
  }
}

/**
 * Takes the key file away once something else protects the vault: only the one that holds this key, because another one may be
 * somebody's last copy. VaultFailure when it cannot be taken away.
 */
export function removeStaleFile({ store, keyFile }: VaultParts, key: Buffer): void {
  if (store.read().protection === 'key-file') return;
  let there: Buffer | undefined;
  try {
    there = keyFile.read();
  } catch (error) {
    if (!(error instanceof VaultFailure)) throw error;
    return; // it holds no key that could be read
  }
  if (there?.equals(key) === true) keyFile.remove();
}
