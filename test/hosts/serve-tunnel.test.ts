// The tunnel of a served data folder over starts and ends: it starts with Rollcall, waits for a locked vault, and is gone when
// the server is.
import { expect, onTestFinished, test } from 'vitest';
import { createUserKey } from '#main/adapters/tunnel/ssh/user-key.ts';
import type { TunnelStatus } from '#shared/console-api/tunnel.ts';
import { makeDataFolder, removeDataFolder } from '../data-folder.ts';
import { freePort } from '../free-port.ts';
import { endsInTime, serve, type Served } from '../served.ts';

async function folderForTest(): Promise<string> {
  const made = await makeDataFolder();
  onTestFinished(() => removeDataFolder(made));
  return made;
}

const status = async (served: Served): Promise<TunnelStatus> => (await served.call('tunnel.get', {})).status;

async function ends(served: Served): Promise<void> {
  served.child.kill('SIGTERM');
  expect(await endsInTime(served)).toMatchObject({ code: 0, stderr: '' });
}

test('a tunnel that starts with Rollcall is up again after a restart, with its Tenant URL, and ends in time', async () => {
  const folder = await folderForTest();
  const port = await freePort();
  const args = ['--scim-port', String(port)];
  const url = `http://localhost:${port}`;
  const first = await serve({ folder, args });
  await first.call('tunnel.configure', { config: { provider: 'own-url', url }, startWithApp: true });
  expect(await status(first)).toMatchObject({ provider: 'own-url', state: 'stopped' });
  await ends(first);

  const second = await serve({ folder, args });
  await expect.poll(() => status(second)).toMatchObject({ state: 'up', url, probe: { ok: true } });
  const [tenant] = await second.call('tenants.list', {});
  expect(tenant?.tenantUrl).toBe(`${url}/default/scim/v2`);
  const { entries } = await second.call('audit.list', {});
  expect(entries.filter(({ action }) => action === 'tunnel.start')).toMatchObject([{ actor: { kind: 'rollcall' } }]);
  await ends(second);
});

test('while its vault is locked the settings are shown and it waits, and unlocking lets it go on', async () => {
  const folder = await folderForTest();
  const passphrase = 'correct horse battery';
  const first = await serve({ folder });
  const { privateKey } = createUserKey();
  const hostKey = { type: 'ssh-ed25519', fingerprint: `SHA256:${'A'.repeat(43)}` };
  const config = {
    provider: 'ssh',
    host: '127.0.0.1',
    port: await freePort(),
    user: 'me',
    url: 'https://scim.example.test',
    hostKey,
    privateKey,
  } as const;
  await first.call('tunnel.configure', { config, startWithApp: true });
  await first.call('vault.setProtection', { protection: 'passphrase', passphrase });
  await first.stop();

  const second = await serve({ folder });
  await expect
    .poll(() => status(second))
    .toMatchObject({ state: 'down', lastError: { code: 'AUTH', message: expect.stringContaining('locked') } });
  const { configs } = await second.call('tunnel.get', {});
  expect(configs).toMatchObject([{ provider: 'ssh', user: 'me', hasPrivateKey: true }]);
  await expect(second.call('tunnel.configure', { config })).rejects.toThrow('Stop it');
  await second.call('vault.unlock', { passphrase });
  // Nobody answers at that port: it went on to where the key is used.
  await expect.poll(async () => (await status(second)).lastError?.code).toBe('OFFLINE');
  const stopped = second.call('tunnel.stop', {});
  expect(await stopped).toMatchObject({ state: 'stopped' });
  await second.stop();
});
