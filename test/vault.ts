// A vault over a real database in a folder of its own, and rows that hold what it sealed.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createKeyFile, type KeyFile } from '#main/adapters/vault/key-file.ts';
import type { Keychain } from '#main/adapters/vault/keychain.ts';
import { createVault } from '#main/adapters/vault/vault.ts';
import type { ScryptCost } from '#main/adapters/vault/scrypt.ts';
import type { SecretContext, SecretVault } from '#main/application/ports/secret-vault.ts';
import { createKeyFolder } from '#main/hosts/key-file.ts';
import { openStorage, type Storage } from '#main/storage/sqlite/open.ts';
import { newTenant } from './new-tenant.ts';

export const secret = 'scim_0123456789';
const tenantId = 'tenant-1';

export interface VaultForTest {
  readonly vault: SecretVault;
  readonly storage: Storage;
  readonly folder: string;
  /** The key file's path. */
  readonly file: string;
  readonly keyFile: KeyFile;
  readonly databaseFile: string;
  /** The same database and keys as a process that starts now sees them. */
  readonly restarted: (keychain?: Keychain) => SecretVault;
  /** Seals the secret for a token and keeps it in the token's row. */
  readonly sealToken: (id: string, vault?: SecretVault) => Promise<Uint8Array>;
  /** What the token's row opens to with this vault. */
  readonly openToken: (id: string, vault: SecretVault) => Promise<string | undefined>;
}

/** Stretches a passphrase in a millisecond, for tests that are not about that. */
export const cheap: ScryptCost = { ln: 4, r: 8, p: 1 };

export const contextOf = (id: string): SecretContext => ({ table: 'tokens', tenantId, id, purpose: 'secret' });

export async function vaultForTest({
  keychain,
  passphraseCost = cheap,
}: { keychain?: Keychain; passphraseCost?: ScryptCost | undefined } = {}): Promise<VaultForTest> {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-keys-'));
  const databaseFile = join(folder, 'data', 'rollcall.sqlite');
  const storage = openStorage({ file: databaseFile });
  onTestFinished(() => {
    storage.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const file = join(folder, 'keys', 'vault.key');
  const createFolder = (keys: string): void => createKeyFolder(keys, join(folder, 'data'));
  const keyFile = createKeyFile({ file, createFolder });
  const restarted: VaultForTest['restarted'] = (present = keychain) =>
    createVault({ store: storage.vaults, keyFile, keychain: present, passphraseCost });
  const vault = restarted();
  await storage.tenants.create(newTenant({ id: tenantId, slug: 'default' }));
  return {
    vault,
    storage,
    folder,
    file,
    keyFile,
    databaseFile,
    restarted,
    sealToken: async (id, by = vault) => {
      const sealed = by.seal(secret, contextOf(id));
      await storage.tokens.create({
        id,
        tenantId,
        label: id,
        hash: Buffer.from(id.padEnd(32)),
        hint: '6789',
        scope: 'read-write',
        networks: [],
        sealed,
        createdAt: '2026-05-01T00:00:00.000Z',
      });
      return sealed;
    },
    openToken: async (id, by) => {
      const row = (await storage.tokens.list(tenantId)).find((token) => token.id === id);
      if (row?.sealed === undefined) throw new Error(`The token ${id} holds nothing sealed`);
      return by.open(row.sealed, contextOf(id));
    },
  };
}
