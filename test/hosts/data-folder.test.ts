import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { defaultDataFolder, ensureDataFolder } from '#main/hosts/data-folder.ts';
import { StartFailure } from '#main/hosts/start-failure.ts';
import { makeDataFolder, removeDataFolder } from '../data-folder.ts';

test.each([
  ['linux', {}, '/home/ada/.config/Rollcall'],
  ['linux', { XDG_CONFIG_HOME: '/cfg' }, '/cfg/Rollcall'],
  ['linux', { XDG_CONFIG_HOME: '' }, '/home/ada/.config/Rollcall'],
  ['darwin', {}, '/home/ada/Library/Application Support/Rollcall'],
  ['win32', { APPDATA: '/roaming' }, '/roaming/Rollcall'],
] as const)('on %s with %j the data folder is %s, as Electron names it', (platform, env, expected) => {
  expect(defaultDataFolder({ platform, env, home: '/home/ada' })).toBe(expected);
});

test('a new data folder is its owner’s alone, and one that exists is left as it is', async () => {
  const parent = await makeDataFolder();
  onTestFinished(() => removeDataFolder(parent));
  const folder = ensureDataFolder(join(parent, 'a', 'b'));
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  expect(ensureDataFolder(folder)).toBe(folder);
});

test('a data folder that cannot be made says which one and what to do', async () => {
  const parent = await makeDataFolder();
  onTestFinished(() => removeDataFolder(parent));
  await writeFile(join(parent, 'file'), '');
  const attempt = (): string => ensureDataFolder(join(parent, 'file', 'data'));
  expect(attempt).toThrow(StartFailure);
  expect(attempt).toThrow(/file\/data.*--data/s);
});

// mkdirSync's `recursive` never returns there: the file system answers ENOENT below a folder that exists.
test.skipIf(process.platform !== 'linux')('a folder below /proc is refused, and the attempt ends', () => {
  expect(() => ensureDataFolder('/proc/rollcall/data')).toThrow(/\/proc\/rollcall\/data cannot be created/);
});
