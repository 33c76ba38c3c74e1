// Secrets that may be shown again, with the programs as they are built: the CLI and the server find the same key, wherever
// the data folder is, and without the key they say which file is missing.
import { readdir, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeDataFolder, removeDataFolder } from '../data-folder.ts';
import { buildOnce, run, serve, type Exit } from '../served.ts';

let parent: string;
let keys: string;
let data: string;
let secret: string;

beforeAll(async () => {
  buildOnce();
  parent = await makeDataFolder();
  keys = join(parent, 'keys');
  data = join(parent, 'data');
  process.env['ROLLCALL_KEY_FOLDER'] = keys;
}, 240_000);
afterAll(() => removeDataFolder(parent));

const cli = (...args: readonly string[]): Promise<Exit> => run('cli', ['--data', data, ...args]).exit;
const printed = async (...args: readonly string[]): Promise<string> => {
  const { code, stdout, stderr } = await cli(...args);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return stdout.trim();
};

test('token create says that the secret can be shown again, and the first one makes the key outside of the data folder', async () => {
  await printed('tenant', 'create', '--name', 'Board', '--slug', 'board', '--profile', 'simple-in-out');
  await expect(stat(keys)).rejects.toThrow('ENOENT');
  const made = await cli('token', 'create', '--tenant', 'board', '--label', 'Entra');
  expect(made.stderr).toContain('"token reveal" shows it again');
  secret = made.stdout.trim();
  const [name] = await readdir(keys);
  expect(name).toMatch(/^[0-9a-f]{16}\.key$/);
  expect((await stat(join(keys, name ?? ''))).mode & 0o777).toBe(0o600);
  for (const file of await readdir(data)) {
    expect((await readFile(join(data, file))).includes(secret)).toBe(false);
  }
});

test('token reveal prints it, with a server and without one', async () => {
  expect(await printed('token', 'reveal', 'Entra', '--tenant', 'board')).toBe(secret);
  await using server = await serve({ folder: data });
  expect(server.ready.data).toBe(data);
  expect(await printed('token', 'reveal', 'Entra', '--tenant', 'board')).toBe(secret);
  expect(JSON.parse(await printed('token', 'reveal', 'Entra', '--tenant', 'board', '--json'))).toMatchObject({
    token: secret,
  });
});

test('the key is found again when the data folder has moved', async () => {
  const moved = join(parent, 'moved');
  await rename(data, moved);
  data = moved;
  expect(await printed('token', 'reveal', 'Entra', '--tenant', 'board')).toBe(secret);
});

test('without the key, token reveal says which file is missing and makes none', async () => {
  const [name = ''] = await readdir(keys);
  await rename(join(keys, name), join(parent, 'elsewhere.key'));
  const { code, stdout, stderr } = await cli('token', 'reveal', 'Entra', '--tenant', 'board');
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain(join(keys, name));
  expect(stderr).toContain('Put the file back from a copy');
  expect(await readdir(keys)).toEqual([]);
  await rename(join(parent, 'elsewhere.key'), join(keys, name));
});

test('a folder for keys inside the data folder is refused when the first secret is to be sealed', async () => {
  const before = data;
  data = join(parent, 'other');
  process.env['ROLLCALL_KEY_FOLDER'] = join(data, 'keys');
  await printed('tenant', 'create', '--name', 'Board', '--slug', 'board', '--profile', 'simple-in-out');
  const { code, stderr } = await cli('token', 'create', '--tenant', 'board', '--label', 'Entra');
  expect(code).toBe(1);
  expect(stderr).toMatch(/every copy of the data would hold its key.*ROLLCALL_KEY_FOLDER/s);
  process.env['ROLLCALL_KEY_FOLDER'] = keys;
  data = before;
});
