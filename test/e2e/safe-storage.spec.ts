// The vault on the desktop: the keychain of the system where there is one, and an honest label where there is none.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { _electron, type ElectronApplication } from 'playwright/test';
import { projectRoot } from '#main/hosts/build.ts';
import type { ConsoleBridge } from '#shared/console-api/bridge.ts';
import type { ConsoleInput, ConsoleMethodName, ConsoleOutput } from '#shared/console-api/index.ts';
import { makeDataFolder, removeDataFolder } from '../data-folder.ts';
import { buildOnce } from '../served.ts';
import { expect, test } from './host.ts';

test.skip(({ host }) => host !== 'standin', 'the keychain of the stand-in');

interface Desktop extends AsyncDisposable {
  readonly app: ElectronApplication;
  call<Name extends ConsoleMethodName>(name: Name, input: ConsoleInput<Name>): Promise<ConsoleOutput<Name>>;
}

/** @param store what --password-store names, as the desktop's session would */
async function start(folder: string, store?: string): Promise<Desktop> {
  buildOnce();
  const app = await _electron.launch({
    executablePath: join(projectRoot, 'test', 'standin', 'electron'),
    args: [
      projectRoot,
      `--user-data-dir=${folder}`,
      `--data=${folder}`,
      '--scim-port=0',
      ...(store === undefined ? [] : [`--password-store=${store}`]),
    ],
    env: { ...(process.env as Record<string, string>), ROLLCALL_KEY_FOLDER: `${folder}-keys` },
  });
  const page = await app.firstWindow();
  await page.waitForURL(/rollcall/);
  const call: Desktop['call'] = async <Name extends ConsoleMethodName>(name: Name, input: ConsoleInput<Name>) => {
    const result = await page.evaluate(
      ([method, sent]) => (window as unknown as { rollcall: ConsoleBridge }).rollcall.call(method, sent, null),
      [name, input] as const,
    );
    if (!result.ok) throw new Error(`${name}: ${result.error.detail}`);
    return result.value as ConsoleOutput<Name>;
  };
  return { app, call, [Symbol.asyncDispose]: () => app.close() };
}

let folder = '';
test.beforeEach(async () => {
  folder = await makeDataFolder();
});
test.afterEach(async () => {
  if (folder === '') return; // a skipped test has none
  await removeDataFolder(folder);
  await rm(`${folder}-keys`, { recursive: true, force: true });
});

test('a session without a keyring keeps the key file, says why, and refuses to call it a keychain', async () => {
  await using desktop = await start(folder);
  const state = await desktop.call('vault.get', {});
  expect(state).toMatchObject({ protection: 'key-file', state: 'unused', keychain: null });
  const obstacle = state.choices.find(({ protection }) => protection === 'safe-storage')?.obstacle;
  expect(obstacle).toContain('basic_text');
  expect(obstacle).toContain('it would protect nothing');
  await expect(desktop.call('vault.setProtection', { protection: 'safe-storage' })).rejects.toThrow('basic_text');
});

test('a new vault is kept in the keyring of the session, and a token is shown again after a restart', async () => {
  let secret: string;
  let ids: { tenantId: string; id: string };
  {
    await using desktop = await start(folder, 'gnome-libsecret');
    expect(await desktop.call('vault.get', {})).toMatchObject({
      protection: 'safe-storage',
      state: 'open',
      keychain: 'gnome_libsecret',
      keyFile: null,
    });
    const [tenant] = await desktop.call('tenants.list', {});
    if (tenant === undefined) throw new Error('The desktop app has no tenant');
    await desktop.call('tenants.setProfile', { tenantId: tenant.id, profile: 'simple-in-out' });
    const made = await desktop.call('tokens.create', { tenantId: tenant.id, label: 'Entra' });
    secret = made.secret;
    ids = { tenantId: tenant.id, id: made.token.id };
  }
  {
    await using desktop = await start(folder, 'gnome-libsecret');
    expect(await desktop.call('tokens.reveal', ids)).toEqual({ secret });
  }
  {
    await using withoutKeyring = await start(folder);
    const state = await withoutKeyring.call('vault.get', {});
    expect(state).toMatchObject({ protection: 'safe-storage', state: 'lost', sealedSecrets: 1 });
    expect(state.lostBecause).toContain('basic_text');
  }
});
