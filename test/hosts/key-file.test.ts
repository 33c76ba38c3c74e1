// The vault with a key file: what it seals opens only where it belongs, and its key is never lost silently.
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createKeyFile } from '#main/adapters/vault/key-file.ts';
import { createVault } from '#main/adapters/vault/vault.ts';
import { VaultFailure } from '#main/application/ports/vault-failure.ts';
import { createKeyFolder, keyFolder } from '#main/hosts/key-file.ts';
import { contextOf, secret, vaultForTest } from '../vault.ts';

const context = contextOf('token-1');

const text = (sealed: Uint8Array): string => Buffer.from(sealed).toString('latin1');

test('what is sealed opens again, and nothing of it can be read meanwhile', async () => {
  const { vault } = await vaultForTest();
  const sealed = vault.seal(secret, context);
  expect(text(sealed)).toMatch(/^v1\.[A-Za-z0-9_-]{16}\.[A-Za-z0-9_-]+$/);
  expect(text(sealed)).not.toContain(secret);
  expect(text(sealed)).not.toContain(Buffer.from(secret).toString('base64url'));
  expect(vault.open(sealed, context)).toBe(secret);
});

test('the same secret is never sealed to the same text twice', async () => {
  const { vault } = await vaultForTest();
  const texts = Array.from({ length: 1_000 }, () => text(vault.seal(secret, context)));
  expect(new Set(texts.map((sealed) => sealed.split('.')[1])).size).toBe(1_000);
});

test.each([
  ['of another tenant', { ...context, tenantId: 'tenant-2' }],
  ['of another token', { ...context, id: 'token-2' }],
])('a sealed secret that was moved to the row %s does not open', async (_where, elsewhere) => {
  const { vault } = await vaultForTest();
  expect(vault.open(vault.seal(secret, context), elsewhere)).toBeUndefined();
});

test('a sealed secret of which any character was changed does not open', async () => {
  const { vault } = await vaultForTest();
  const sealed = text(vault.seal(secret, context));
  // Not the last one: some of its bits stand for nothing in base64url.
  for (let index = 0; index < sealed.length - 1; index++) {
    const other = sealed[index] === 'A' ? 'B' : 'A';
    const changed = sealed.slice(0, index) + other + sealed.slice(index + 1);
    expect(vault.open(Buffer.from(changed), context)).toBeUndefined();
  }
});

test.each([
  ['a shortened tag', (sealed: string) => sealed.slice(0, -4)],
  ['another version', (sealed: string) => sealed.replace('v1.', 'v2.')],
  ['no nonce', (sealed: string) => sealed.replace(/\.[^.]+\./, '..')],
  ['nothing', () => ''],
])('a sealed secret with %s does not open', async (_what, damage) => {
  const { vault } = await vaultForTest();
  const damaged = Buffer.from(damage(text(vault.seal(secret, context))));
  expect(vault.open(damaged, context)).toBeUndefined();
});

test('no key is made before something is sealed', async () => {
  const { file } = await vaultForTest();
  expect(statSync(file, { throwIfNoEntry: false })).toBeUndefined();
});

test('the key is 32 bytes in base64, its owner’s alone, and no half-written file is left', async () => {
  const { vault, file, folder } = await vaultForTest();
  vault.seal(secret, context);
  expect(Buffer.from(readFileSync(file, 'latin1'), 'base64')).toHaveLength(32);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, 'keys')).mode & 0o777).toBe(0o700);
  expect(readdirSync(join(folder, 'keys'))).toEqual(['vault.key']);
});

test('a second process finds the key of the first', async () => {
  const { vault, restarted } = await vaultForTest();
  const sealed = vault.seal(secret, context);
  const other = restarted();
  expect(other.open(sealed, context)).toBe(secret);
  expect(other.open(other.seal('another', context), context)).toBe('another');
});

test('a key that is missing over sealed secrets is not made anew: sealing and opening say which file and what to do', async () => {
  const { vault, file, sealToken, openToken } = await vaultForTest();
  const sealed = await sealToken('token-1');
  const key = readFileSync(file);
  rmSync(file);
  for (const attempt of [() => vault.seal('another', context), () => vault.open(sealed, context)]) {
    expect(attempt).toThrow(VaultFailure);
    expect(attempt).toThrow(`The key file ${file} is missing`);
    expect(attempt).toThrow(/Put the file back from a copy.*revoke/s);
  }
  expect(statSync(file, { throwIfNoEntry: false })).toBeUndefined();
  expect(await vault.state()).toMatchObject({ state: 'lost', keyFile: file, sealedSecrets: 1 });

  writeFileSync(file, key, { mode: 0o600 });
  expect(await openToken('token-1', vault)).toBe(secret);
  expect(await vault.state()).toMatchObject({ state: 'open', lostBecause: null });
});

test('a key file that holds another key is told from the right one, and seals nothing', async () => {
  const { vault, file, sealToken } = await vaultForTest();
  await sealToken('token-1');
  writeFileSync(file, `${Buffer.alloc(32, 7).toString('base64')}\n`);
  expect(() => vault.seal('another', context)).toThrow('holds another key than the one that sealed');
  expect(await vault.state()).toMatchObject({ state: 'lost' });
});

test('once nothing is sealed any more, a new key may take the place of a lost one', async () => {
  const { vault, file } = await vaultForTest();
  const sealed = vault.seal(secret, context);
  rmSync(file);
  const again = vault.seal(secret, context);
  expect(vault.open(again, context)).toBe(secret);
  expect(vault.open(sealed, context)).toBeUndefined();
});

test.skipIf(process.platform === 'win32').each([0o640, 0o604, 0o660, 0o644])(
  'a key file with the mode %o is refused, with the command that mends it',
  async (mode) => {
    const { vault, file } = await vaultForTest();
    const sealed = vault.seal(secret, context);
    chmodSync(file, mode);
    const attempt = (): string | undefined => vault.open(sealed, context);
    expect(attempt).toThrow(VaultFailure);
    expect(attempt).toThrow(`mode 0${mode.toString(8)}`);
    expect(attempt).toThrow('chmod 600');
    chmodSync(file, 0o600);
    expect(attempt()).toBe(secret);
  },
);

test.each(['', 'c2hvcnQ=', 'A'.repeat(43), `${'A'.repeat(87)}=`, 'not a key'])(
  'a key file that holds %j is refused and left as it is',
  async (content) => {
    const { vault, file } = await vaultForTest();
    vault.seal(secret, context);
    writeFileSync(file, content);
    expect(() => vault.seal(secret, context)).toThrow(`The key file ${file} holds no key`);
    expect(readFileSync(file, 'latin1')).toBe(content);
  },
);

test('a folder in which no key can be made is named, with what to do', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-keys-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'keys'), 'a file where the folder would be');
  const file = join(folder, 'keys', 'vault.key');
  const { storage } = await vaultForTest();
  const keyFile = createKeyFile({ file, createFolder: (keys) => createKeyFolder(keys, '/data') });
  const vault = createVault({ store: storage.vaults, keyFile });
  expect(() => vault.seal(secret, context)).toThrow(VaultFailure);
  expect(() => vault.seal(secret, context)).toThrow(/keys\/vault\.key cannot be .*ROLLCALL_KEY_FOLDER|cannot be read/s);
});

test.each([
  ['linux', {}, '/home/ada/.local/state/rollcall/keys'],
  ['linux', { XDG_STATE_HOME: '/state' }, '/state/rollcall/keys'],
  ['linux', { ROLLCALL_KEY_FOLDER: '/run/credentials/rollcall' }, '/run/credentials/rollcall'],
  ['darwin', {}, '/home/ada/Library/Application Support/Rollcall Keys'],
  ['win32', { LOCALAPPDATA: '/local' }, '/local/Rollcall Keys'],
] as const)('on %s with %j keys are in %s, apart from the data', (platform, env, expected) => {
  expect(keyFolder({ platform, env, home: '/home/ada' })).toBe(expected);
});

test.each(['/data', '/data/keys', '/data/deep/er/keys'])('no key is made in %s, inside the data folder', (folder) => {
  expect(() => createKeyFolder(folder, '/data')).toThrow('every copy of the data would hold its key');
});
