// `rollcall vault` and `rollcall recovery-key` as they are built: with a server and without one, and a passphrase that comes
// from a file descriptor and never from the command line.
import { execFile } from 'node:child_process';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RecoveryKeyState } from '#shared/console-api/recovery-key.ts';
import { makeDataFolder, removeDataFolder } from '../data-folder.ts';
import { buildOnce, entry, run, serve, type Exit } from '../served.ts';

const passphrase = 'correct horse battery';
let parent: string;
let data: string;
let keys: string;
let passphraseFile: string;
let secret: string;

beforeAll(async () => {
  buildOnce();
  parent = await makeDataFolder();
  data = join(parent, 'data');
  keys = join(parent, 'keys');
  process.env['ROLLCALL_KEY_FOLDER'] = keys;
  passphraseFile = join(parent, 'passphrase');
  await writeFile(passphraseFile, `${passphrase}\nwhat follows is not part of it\n`, { mode: 0o600 });
  await cli('tenant', 'create', '--name', 'Board', '--slug', 'board', '--profile', 'simple-in-out');
  secret = (await cli('token', 'create', '--tenant', 'board', '--label', 'Entra')).stdout.trim();
}, 240_000);
afterAll(() => removeDataFolder(parent));

const cli = (...args: readonly string[]): Promise<Exit> => run('cli', ['--data', data, ...args]).exit;

/** With the passphrase on descriptor 3, as a shell gives it. */
async function withDescriptor(...args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const script = 'file=$1; shift; exec "$@" 3<"$file"';
  const program = [process.execPath, entry('cli'), '--data', data, ...args];
  try {
    return { code: 0, ...(await promisify(execFile)('sh', ['-c', script, 'sh', passphraseFile, ...program])) };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, stdout, stderr };
  }
}

/** What token reveal prints, shown to whoever has the key. */
const reveal = async (...proof: readonly string[]): Promise<string> =>
  (await cli('token', 'reveal', 'Entra', '--tenant', 'board', ...proof)).stdout.trim();

/** The same with the passphrase. */
const revealWithPassphrase = async (): Promise<string> =>
  (await withDescriptor('token', 'reveal', 'Entra', '--tenant', 'board', '--passphrase-fd', '3')).stdout.trim();

const json = async (...args: readonly string[]): Promise<unknown> => {
  const { stdout } = await cli(...args, '--json');
  return JSON.parse(stdout);
};

async function createKey(): Promise<string> {
  const { code, stdout, stderr } = await cli('recovery-key', 'create');
  expect(code).toBe(0);
  expect(stderr).toContain('shown this once');
  return stdout.trim();
}

describe('recovery-key', () => {
  test('status says that there is none, and drill then fails', async () => {
    expect((await cli('recovery-key', 'status')).stdout).toContain('There is no recovery key');
    expect(await cli('recovery-key', 'drill', '--key', 'AHVS-HND8-FH89-WC8R-XKC8-G793-C3XT')).toMatchObject({
      code: 1,
    });
  });

  test('create prints the key alone on stdout; drill ends with 0 only if it would open the door', async () => {
    const key = await createKey();
    expect(key).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/);
    const drill = await cli('recovery-key', 'drill', '--key', key.toLowerCase());
    expect(drill).toMatchObject({ code: 0, stdout: 'Opens the console: yes. Opens the vault: yes.\n' });
    const wrong = await cli('recovery-key', 'drill', '--key', 'AHVS-HND8-FH89-WC8R-XKC8-G793-C3XT');
    expect(wrong).toMatchObject({ code: 1, stdout: '' });
    expect(wrong.stderr).toContain('not the one of this Rollcall');
    const state = (await json('recovery-key', 'status')) as RecoveryKeyState;
    expect(state).toMatchObject({ exists: true, revealable: false, pausedUntil: null });
    expect(state.drilledAt).not.toBeNull();
  });

  test('drill reads the key from standard input', async () => {
    const key = await createKey();
    const script = 'printf "%s\\n" "$1" | "$2" "$3" --data "$4" recovery-key drill --key -';
    const args = ['-c', script, 'sh', key, process.execPath, entry('cli'), data];
    expect((await promisify(execFile)('sh', args)).stdout).toContain('Opens the vault: yes.');
  });

  test('unlock says that nothing was connected', async () => {
    const { code, stdout } = await cli('recovery-key', 'unlock', '--key', await createKey());
    expect({ code, said: stdout.includes('was not connected') }).toEqual({ code: 0, said: true });
  });
});

describe('vault', () => {
  test('status says what protects it', async () => {
    const { stdout } = await cli('vault', 'status');
    expect(stdout).toMatch(/Protection +key-file \(.*\.key\)\nState +open\nSealed secrets +1\n/);
    expect(stdout).toContain('would bring the data key back');
    expect(stdout).toMatch(/safe-storage +cannot be chosen here\. Only the desktop app/);
  });

  test('a key file that is gone is brought back by the recovery key', async () => {
    const key = await createKey();
    const [name = ''] = await readdir(keys);
    await rm(join(keys, name));
    const proof = ['--recovery-key', key];
    expect((await cli('token', 'reveal', 'Entra', '--tenant', 'board', ...proof)).stderr).toContain('vault recover');
    expect(await json('vault', 'recover', '--key', key)).toMatchObject({ protection: 'key-file', state: 'open' });
    expect(await readdir(keys)).toEqual([name]);
    expect(await reveal(...proof)).toBe(secret);
    expect((await cli('token', 'reveal', 'Entra', '--tenant', 'board')).stderr).toContain('--recovery-key');
  });

  test('a passphrase is taken from a file descriptor, and without one there must be a terminal', async () => {
    expect((await cli('vault', 'set-protection', 'passphrase')).stderr).toContain('no terminal to ask');
    const set = await withDescriptor('vault', 'set-protection', 'passphrase', '--new-passphrase-fd', '3', '--json');
    expect(JSON.parse(set.stdout)).toMatchObject({ protection: 'passphrase', state: 'open' });
    expect(await readdir(keys)).toEqual([]);
    expect(await json('vault', 'status')).toMatchObject({ protection: 'passphrase', state: 'locked' });
    expect((await cli('vault', 'set-protection', 'passphrase', '--passphrase', passphrase)).code).toBe(2);
  });

  test('a server whose vault is locked serves all but what is sealed, and vault unlock opens it', async () => {
    await using server = await serve({ folder: data });
    expect(await json('vault', 'status')).toMatchObject({ state: 'locked' });
    const made = await cli('token', 'create', '--tenant', 'board', '--label', 'Other');
    expect(made.stderr).toContain('The vault is locked');
    const answer = await fetch(`${server.tenantUrl}/Users`, {
      headers: { authorization: `Bearer ${await server.createToken()}` },
    });
    expect(answer.status).toBe(200);
    expect((await withDescriptor('vault', 'unlock', '--passphrase-fd', '3')).stdout).toMatch(/State +open/);
    expect(await revealWithPassphrase()).toBe(secret);
  });

  test('a server that is given the passphrase at its start has its vault open; a wrong one is said', async () => {
    const script = `exec "$1" "$2" --data "$3" --json --scim-port 0 --console-port 0 --passphrase-fd 3 3<"$4"`;
    const wrong = join(parent, 'wrong');
    await writeFile(wrong, 'not the passphrase');
    const start = ['-c', script, 'sh', process.execPath, entry('serve'), data];
    await expect(promisify(execFile)('sh', [...start, wrong])).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('not the passphrase of the vault') as string,
    });
    const child = execFile('sh', [...start, passphraseFile]);
    try {
      const line = await new Promise<string>((resolve) => child.stdout?.once('data', resolve));
      expect(JSON.parse(line)).toMatchObject({ event: 'ready' });
      expect(await json('vault', 'status')).toMatchObject({ protection: 'passphrase', state: 'open' });
      expect(await revealWithPassphrase()).toBe(secret);
    } finally {
      child.kill('SIGTERM');
      await new Promise((resolve) => child.once('close', resolve));
    }
  });

  test('the key file is chosen again once the passphrase is given', async () => {
    const set = await withDescriptor('vault', 'set-protection', 'key-file', '--passphrase-fd', '3', '--json');
    expect(JSON.parse(set.stdout)).toMatchObject({ protection: 'key-file', state: 'open' });
    expect(await reveal('--recovery-key', await createKey())).toBe(secret);
  });
});
