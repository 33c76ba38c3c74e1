// The data key wrapped by a passphrase: scrypt with N=2^17, r=8, p=1 gives the key that seals it. The parameters are kept with
// it, so that they can be raised later.
import type { SecretContext } from '../../application/ports/secret-vault.ts';
import { keyFromText, keyToText, nameOfKey } from './data-key.ts';
import { isBearable, makeSalt, stretch, type ScryptCost } from './scrypt.ts';
import { openWith, sealWith } from './seal.ts';
import { readWrappedKey, writeWrappedKey } from './wrapped-key.ts';

const usualCost: ScryptCost = { ln: 17, r: 8, p: 1 };

/** What the wrapped key of this vault is bound to. */
const contextOf = (vaultId: string): SecretContext => ({
  table: 'vaults',
  tenantId: '',
  id: vaultId,
  purpose: 'data-key',
});

export async function wrapWithPassphrase(
  vaultId: string,
  key: Uint8Array,
  passphrase: string,
  cost: ScryptCost = usualCost,
): Promise<Uint8Array> {
  const salt = makeSalt();
  const sealed = sealWith(await stretch(passphrase, salt, cost), keyToText(key), contextOf(vaultId));
  return writeWrappedKey({
    wrapper: 'scrypt',
    keyName: nameOfKey(key),
    parameters: { ...cost },
    parts: [salt.toString('base64url'), Buffer.from(sealed).toString('latin1')],
  });
}

/** `wrong`: it is another passphrase. `damaged`: no passphrase would open it. */
export async function unwrapWithPassphrase(
  vaultId: string,
  wrapped: Uint8Array,
  passphrase: string,
): Promise<Buffer | 'wrong' | 'damaged'> {
  const read = readWrappedKey(wrapped);
  const [salt, sealed] = read?.parts ?? [];
  if (read?.wrapper !== 'scrypt' || salt === undefined || sealed === undefined) return 'damaged';
  const { ln = 0, r = 0, p = 0 } = read.parameters;
  if (!isBearable({ ln, r, p })) return 'damaged';
  const kek = await stretch(passphrase, Buffer.from(salt, 'base64url'), { ln, r, p });
  const text = openWith(kek, Buffer.from(sealed), contextOf(vaultId));
  if (text === undefined) return 'wrong';
  return keyFromText(text) ?? 'damaged';
}
