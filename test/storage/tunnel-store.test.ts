// What is remembered of the tunnel in the file, and that a secret which was replaced leaves nothing behind.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { StoredTunnel } from '#main/application/ports/tunnel-store.ts';
import { storageForTest, temporaryFolder } from './storage-for-test.ts';

const sealedOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));

const tunnel: StoredTunnel = {
  provider: 'ngrok',
  configs: [
    { provider: 'own-url', url: 'https://scim.example.com' },
    { provider: 'ngrok', domain: null },
  ],
  sealed: { ngrok: sealedOf('v1.the-first-one') },
  sshPublicKey: 'ssh-ed25519 AAAA rollcall',
  startWithApp: true,
  allowedNetworks: ['203.0.113.0/24'],
  publishedUrl: 'https://scim.example.com',
};

test('before the first set there is nothing', async () => {
  await using db = await storageForTest();
  expect(await db.storage.tunnels.get()).toBeUndefined();
});

test('what was set is read again by the next process', async () => {
  using folder = temporaryFolder();
  const file = join(folder.path, 'rollcall.sqlite');
  {
    await using first = await storageForTest(file);
    await first.storage.tunnels.set(tunnel);
    await first.storage.tunnels.set({ ...tunnel, startWithApp: false });
  }
  await using second = await storageForTest(file);
  expect(await second.storage.tunnels.get()).toEqual({
    ...tunnel,
    startWithApp: false,
    sealed: { ngrok: Buffer.from('v1.the-first-one') },
  });
});

test('each provider keeps its own secret, and one that is left out is taken away', async () => {
  await using db = await storageForTest();
  const { tunnels } = db.storage;
  await tunnels.set({ ...tunnel, sealed: { ...tunnel.sealed, ssh: sealedOf('v1.a-key') } });
  expect((await tunnels.get())?.sealed).toEqual({
    ngrok: Buffer.from('v1.the-first-one'),
    ssh: Buffer.from('v1.a-key'),
  });
  await tunnels.set({ ...tunnel, sealed: { ssh: sealedOf('v1.a-key') } });
  expect((await tunnels.get())?.sealed).toEqual({ ssh: Buffer.from('v1.a-key') });
});

test('nothing of a replaced secret stays in the file or in its log', async () => {
  using folder = temporaryFolder();
  const file = join(folder.path, 'rollcall.sqlite');
  await using db = await storageForTest(file);
  await db.storage.tunnels.set(tunnel);
  await db.storage.tunnels.set({ ...tunnel, sealed: { ngrok: sealedOf('v1.the-second-one') } });
  const bytes = [file, `${file}-wal`].map((name) => readFileSync(name).toString('latin1')).join('');
  expect(bytes).not.toContain('v1.the-first-one');
  expect((await db.storage.tunnels.get())?.sealed).toEqual({ ngrok: Buffer.from('v1.the-second-one') });
});
