// The secrets of providers under the vault: sealed in the file, opened when a session begins, and what happens when the vault
// does not open them.
import { readFileSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { call } from '../console/call.ts';
import { startPublic } from './public.ts';

const authtoken = '2aBcDeFgHiJkLmNoPqRsTuVwXyZ_5secret';

test('the file holds a secret only sealed, and a copy of another row opens nowhere', async () => {
  await using served = await startPublic();
  await call(served.core, 'tunnel.configure', { config: { provider: 'ngrok', authtoken } });
  const file = served.rollcall.databaseFile;
  const bytes = [file, `${file}-wal`].map((name) => readFileSync(name).toString('latin1')).join('');
  expect(bytes).not.toContain(authtoken);

  await call(served.core, 'tunnel.configure', {
    config: { provider: 'cloudflare-named', url: 'https://scim.example.com', token: 'another-token' },
  });
  const db = new Database(file);
  db.exec(
    "UPDATE tunnel_secrets SET sealed = (SELECT sealed FROM tunnel_secrets WHERE provider = 'ngrok') WHERE provider = 'cloudflare-named'",
  );
  db.close();
  await call(served.core, 'tunnel.start', {});
  expect(await served.until('failed')).toMatchObject({
    lastError: { code: 'AUTH', retryable: false, message: expect.stringContaining('another data key') },
  });
});

test('Settings counts it among what the vault holds, and a new protection keeps it', async () => {
  await using served = await startPublic();
  const { core } = served;
  await call(core, 'tunnel.configure', { config: { provider: 'ngrok', authtoken } });
  expect(await call(core, 'vault.get', {})).toMatchObject({ state: 'open', sealedSecrets: 1 });
  await call(core, 'vault.setProtection', { protection: 'passphrase', passphrase: 'correct horse battery staple' });
  expect(await call(core, 'vault.get', {})).toMatchObject({ protection: 'passphrase', sealedSecrets: 1 });
  expect(await served.stored()).toEqual([{ provider: 'ngrok', domain: null, authtoken }]);
});

test('a secret whose data key is lost is asked for once more, and the new one is sealed with a new key', async () => {
  await using served = await startPublic();
  const { core } = served;
  await call(core, 'tunnel.configure', { config: { provider: 'ngrok', authtoken } });
  rmSync(served.rollcall.keyFile);
  expect(await call(core, 'tunnel.get', {})).toMatchObject({ configs: [{ provider: 'ngrok', hasAuthtoken: true }] });
  await call(core, 'tunnel.start', {});
  expect(await served.until('failed')).toMatchObject({
    lastError: { code: 'AUTH', retryable: false, message: expect.stringContaining('is gone') },
  });
  await call(core, 'tunnel.configure', { config: { provider: 'ngrok', authtoken: 'the-new-one' } });
  expect(await served.stored()).toEqual([{ provider: 'ngrok', domain: null, authtoken: 'the-new-one' }]);
});
