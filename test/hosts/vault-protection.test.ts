// What protects the data key: a key file, a passphrase or the system's keychain. Changing it changes no sealed secret.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createVault } from '#main/adapters/vault/vault.ts';
import { readWrappedKey, writeWrappedKey } from '#main/adapters/vault/wrapped-key.ts';
import type { KeyFile } from '#main/adapters/vault/key-file.ts';
import type { Keychain } from '#main/adapters/vault/keychain.ts';
import type { VaultStore } from '#main/application/ports/vault-store.ts';
import type { SecretVault } from '#main/application/ports/secret-vault.ts';
import { VaultFailure } from '#main/application/ports/vault-failure.ts';
import type { VaultProtection } from '#shared/console-api/vault.ts';
import { keychainForTest } from '../keychain.ts';
import { cheap, contextOf, secret, vaultForTest, type VaultForTest } from '../vault.ts';

const passphrase = 'correct horse battery';
const other = 'another passphrase';
const protections = ['key-file', 'safe-storage', 'passphrase'] as const;
const directions = protections.flatMap((from) => protections.map((to) => [from, to] as const));

const given = (protection: VaultProtection, text: string): [VaultProtection, string?] =>
  protection === 'passphrase' ? [protection, text] : [protection];

/** As after a start: the keychain was asked, and one of the passphrases is typed. */
async function opened(vault: SecretVault): Promise<SecretVault> {
  const { state } = await vault.state();
  if (state === 'locked' && !(await vault.unlock(passphrase))) await vault.unlock(other);
  return vault;
}

const filesOf = ({ folder }: VaultForTest): string[] => {
  const keys = join(folder, 'keys');
  return existsSync(keys) ? readdirSync(keys) : [];
};

test.each(directions)('from %s to %s every sealed secret opens, before and after a restart', async (from, to) => {
  const keychain = keychainForTest();
  const made = await vaultForTest({ keychain });
  const { vault, sealToken, openToken, restarted } = made;
  await vault.setProtection(...given(from, passphrase));
  await sealToken('old');
  await vault.setProtection(...given(to, other));
  await sealToken('new');
  for (const now of [vault, await opened(restarted())]) {
    expect(await now.state()).toMatchObject({ protection: to, state: 'open', sealedSecrets: 2 });
    expect(await openToken('old', now)).toBe(secret);
    expect(await openToken('new', now)).toBe(secret);
  }
  expect(filesOf(made)).toEqual(to === 'key-file' ? ['vault.key'] : []);
});

class Crash extends Error {}

/** The process ends just before its `at`th step that leaves something behind; undefined when it has fewer. */
function crashing(store: VaultStore, keyFile: KeyFile, at: number): { store: VaultStore; keyFile: KeyFile } {
  let steps = 0;
  const step = (): void => {
    if (steps++ === at) throw new Crash();
  };
  return {
    store: {
      ...store,
      replace: async (before, after) => {
        step();
        return store.replace(before, after);
      },
    },
    keyFile: {
      ...keyFile,
      put: (key) => {
        step();
        keyFile.put(key);
      },
      remove: () => {
        step();
        keyFile.remove();
      },
    },
  };
}

async function crashAt(made: VaultForTest, keychain: Keychain, to: VaultProtection, at: number): Promise<boolean> {
  const parts = crashing(made.storage.vaults, made.keyFile, at);
  const dying = await opened(createVault({ ...parts, keychain, passphraseCost: cheap }));
  try {
    await dying.setProtection(...given(to, other));
    return false;
  } catch (error) {
    if (error instanceof Crash) return true;
    throw error;
  }
}

test.each(directions)('a crash at any step from %s to %s leaves a protection that works', async (from, to) => {
  const keychain = keychainForTest();
  const made = await vaultForTest({ keychain });
  await made.vault.setProtection(...given(from, passphrase));
  await made.sealToken('old');
  let at = 0;
  // Each change starts from what the crash before it left.
  // oxlint-disable-next-line no-await-in-loop
  while (await crashAt(made, keychain, to, at)) {
    // oxlint-disable-next-line no-await-in-loop
    const after = await opened(made.restarted());
    // oxlint-disable-next-line no-await-in-loop
    expect(await made.openToken('old', after)).toBe(secret);
    at += 1;
  }
  const after = await opened(made.restarted());
  expect(await made.openToken('old', after)).toBe(secret);
  expect(await after.state()).toMatchObject({ protection: to });
  expect(filesOf(made)).toEqual(to === 'key-file' ? ['vault.key'] : []);
});

async function locked(passphraseCost = cheap): Promise<VaultForTest> {
  const made = await vaultForTest({ passphraseCost });
  await made.vault.setProtection('passphrase', passphrase);
  await made.sealToken('old');
  return made;
}

describe('a passphrase', () => {
  test('is asked for after each start; until then sealing and opening say so', async () => {
    const { restarted, openToken } = await locked();
    const vault = restarted();
    expect(await vault.state()).toMatchObject({ state: 'locked', keyFile: null, keychain: null, lostBecause: null });
    expect(() => vault.seal('another', contextOf('new'))).toThrow('The vault is locked');
    await expect(openToken('old', vault)).rejects.toThrow(VaultFailure);
    expect(await vault.unlock(passphrase)).toBe(true);
    expect(await openToken('old', vault)).toBe(secret);
  });

  test('that is wrong is refused, and asked of an open vault it still proves nothing', async () => {
    const { restarted, vault } = await locked();
    expect(await restarted().unlock('correct horse batterz')).toBe(false);
    expect(await vault.unlock('correct horse batterz')).toBe(false);
    expect(await vault.unlock(passphrase)).toBe(true);
  });

  test('is the same however its accents are encoded', async () => {
    const { vault, restarted } = await vaultForTest();
    await vault.setProtection('passphrase', 'Zürich am See 1'.normalize('NFD'));
    expect(await restarted().unlock('Zürich am See 1'.normalize('NFC'))).toBe(true);
  });

  test('leaves scrypt with N=2^17, r=8, p=1 and no key in the database', async () => {
    const { storage, keyFile } = await vaultForTest();
    await createVault({ store: storage.vaults, keyFile }).setProtection('passphrase', passphrase);
    const text = Buffer.from(storage.vaults.read().wrapped ?? []).toString();
    expect(text).toMatch(/^\$scrypt\$key=[\w-]{8},ln=17,r=8,p=1\$[\w-]{22}\$v1\.[\w-]{16}\.[\w-]+\$[\w-]{8}$/);
  });

  test.each([
    ['a changed character', (text: string) => text.replace(/(ln=.{30})./, '$1~')],
    ['a shorter text', (text: string) => text.slice(0, -3)],
    ['parameters that would take the machine’s memory', (text: string) => text.replace('ln=4', 'ln=30')],
    ['nothing', () => ''],
  ])('with %s in the wrapped key is told from a wrong one', async (_what, damage) => {
    const { storage, restarted } = await locked();
    const before = storage.vaults.read();
    const text = Buffer.from(before.wrapped ?? []).toString();
    await storage.vaults.replace(before, { protection: 'passphrase', wrapped: Buffer.from(damage(text)) });
    const vault = restarted();
    expect(await vault.state()).toMatchObject({ state: 'lost' });
    await expect(vault.unlock(passphrase)).rejects.toThrow('is damaged');
  });

  test('does not block the event loop while it is stretched', async () => {
    const { restarted } = await locked({ ln: 16, r: 8, p: 1 });
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 5);
    await restarted().unlock(passphrase);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(5);
  });

  test('that replaced another leaves nothing of the one before in the file', async () => {
    const { vault, storage, databaseFile, restarted } = await locked();
    const before = Buffer.from(storage.vaults.read().wrapped ?? []);
    await vault.setProtection('passphrase', other);
    expect(await restarted().unlock(passphrase)).toBe(false);
    for (const file of [databaseFile, `${databaseFile}-wal`]) expect(readFileSync(file).includes(before)).toBe(false);
  });

  test('cannot be left out where it is chosen', async () => {
    const { vault } = await vaultForTest();
    await expect(vault.setProtection('passphrase')).rejects.toThrow('none was given');
    expect(await vault.state()).toMatchObject({ protection: 'key-file', state: 'unused' });
  });
});

async function kept() {
  const keychain = keychainForTest();
  const made = await vaultForTest({ keychain });
  await made.vault.setProtection('safe-storage');
  await made.sealToken('old');
  return { ...made, keychain };
}

describe('the keychain of the system', () => {
  test('is given the data key alone, and named as the system calls it', async () => {
    const { vault, keychain } = await kept();
    expect(await vault.state()).toMatchObject({
      protection: 'safe-storage',
      state: 'open',
      keychain: 'gnome_libsecret',
    });
    expect(keychain.wraps()).toBe(1);
  });

  test('is asked again where it answers wrongly just after the start', async () => {
    const { restarted, keychain, openToken } = await kept();
    keychain.failures = 2;
    const vault = restarted();
    expect(await vault.state()).toMatchObject({ state: 'open' });
    expect(await openToken('old', vault)).toBe(secret);
  });

  test('wraps the data key anew where it says that its own key has changed', async () => {
    const { restarted, keychain, storage, openToken } = await kept();
    const before = storage.vaults.read();
    keychain.stale = true;
    await restarted().state();
    expect(storage.vaults.read().wrapped).not.toEqual(before.wrapped);
    const vault = restarted();
    expect(await vault.state()).toMatchObject({ state: 'open' });
    expect(await openToken('old', vault)).toBe(secret);
  });

  test('that is lost leaves the vault lost with its reason; no new data key is made', async () => {
    const { restarted, keychain, storage } = await kept();
    keychain.loseKey();
    const before = storage.vaults.read();
    const vault = restarted();
    const state = await vault.state();
    expect(state.state).toBe('lost');
    expect(state.lostBecause).toMatch(/keychain.*did not give the data key.*recovery key/s);
    expect(() => vault.seal('another', contextOf('new'))).toThrow(VaultFailure);
    await expect(vault.setProtection('key-file')).rejects.toThrow('1 sealed secret would be lost');
    expect(storage.vaults.read()).toEqual(before);
  });

  test('that is back after it was locked opens the vault without a restart', async () => {
    const { restarted, keychain, openToken } = await kept();
    keychain.blocked = 'The keychain is locked.';
    const vault = restarted();
    expect(await vault.state()).toMatchObject({ state: 'lost' });
    keychain.blocked = null;
    expect(await vault.state()).toMatchObject({ state: 'open' });
    expect(await openToken('old', vault)).toBe(secret);
  });

  test('that protects nothing is not chosen, and says why', async () => {
    const keychain = keychainForTest();
    keychain.blocked = 'This desktop session has no keyring.';
    const { vault } = await vaultForTest({ keychain });
    await expect(vault.setProtection('safe-storage')).rejects.toThrow('no keyring');
    expect(await vault.choices()).toContainEqual({ protection: 'safe-storage', obstacle: keychain.blocked });
    expect(await vault.state()).toMatchObject({ protection: 'key-file' });
  });

  test('is not there without a window: the vault says so, and so do the choices', async () => {
    const { storage, keyFile } = await kept();
    const headless = createVault({ store: storage.vaults, keyFile });
    expect((await headless.state()).lostBecause).toContain('only the desktop app can ask');
    expect((await headless.choices())[1]?.obstacle).toContain('Only the desktop app');
  });
});

test('a change by another process in between is refused, and both go on with the data key there is', async () => {
  const { storage, keyFile, vault, sealToken, openToken, restarted } = await vaultForTest();
  await sealToken('old');
  const slow = createVault({
    keyFile,
    passphraseCost: cheap,
    store: {
      ...storage.vaults,
      replace: async (before, after) => {
        await vault.setProtection('passphrase', passphrase);
        return storage.vaults.replace(before, after);
      },
    },
  });
  await expect(slow.setProtection('passphrase', other)).rejects.toThrow('changed by somebody else meanwhile');
  expect(await openToken('old', await opened(restarted()))).toBe(secret);
});

test('a key file that is somebody’s other key is set aside, never overwritten', async () => {
  const made = await vaultForTest();
  const { vault, file, sealToken, openToken } = made;
  await sealToken('old');
  await vault.setProtection('passphrase', passphrase);
  const foreign = `${Buffer.alloc(32, 7).toString('base64')}\n`;
  writeFileSync(file, foreign, { mode: 0o600 });
  await vault.setProtection('key-file');
  const [aside = '', ...rest] = filesOf(made).filter((name) => name !== 'vault.key');
  expect(rest).toEqual([]);
  expect(readFileSync(join(made.folder, 'keys', aside), 'utf8')).toBe(foreign);
  expect(await openToken('old', vault)).toBe(secret);
});

test('once nothing is sealed any more, a lost data key may be replaced by choosing a protection', async () => {
  const { vault, storage, sealToken, restarted, file, openToken } = await vaultForTest();
  await vault.setProtection('passphrase', passphrase);
  await sealToken('old');
  const forgotten = restarted();
  await expect(forgotten.setProtection('passphrase', other)).rejects.toThrow('1 sealed secret would be lost');
  await storage.tokens.revoke('tenant-1', 'old', '2026-05-02T00:00:00.000Z');
  await forgotten.setProtection('passphrase', other);
  await sealToken('new', forgotten);
  expect(await openToken('new', forgotten)).toBe(secret);
  expect(existsSync(file)).toBe(false);
  expect(await vault.state()).toMatchObject({ state: 'locked' });
});

test('parameters that would take the machine’s memory are damage, also with a checksum that fits', async () => {
  const { storage, vault, restarted, sealToken } = await vaultForTest();
  await vault.setProtection('passphrase', passphrase);
  await sealToken('old');
  const before = storage.vaults.read();
  const read = readWrappedKey(before.wrapped ?? Buffer.of());
  if (read === undefined) throw new Error('The wrapped key cannot be read');
  const wrapped = writeWrappedKey({ ...read, parameters: { ln: 40, r: 8, p: 1 } });
  await storage.vaults.replace(before, { protection: 'passphrase', wrapped });
  await expect(restarted().unlock(passphrase)).rejects.toThrow('is damaged');
});
