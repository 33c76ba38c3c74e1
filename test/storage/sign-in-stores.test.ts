// Sessions and the settings of single sign-on in the file, and the lookup that admits a person at every call.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import type { StoredSession } from '#main/application/ports/session-store.ts';
import type { SsoSettings } from '#main/application/ports/sso-store.ts';
import { selectByExternalId } from '#main/storage/sqlite/people-by-external-id.ts';
import { storageForTest, temporaryFolder, type StorageForTest } from './storage-for-test.ts';

const hashOf = (text: string): Uint8Array => new Uint8Array(createHash('sha256').update(text).digest());

const sessionOf = (secret: string, facts: Partial<StoredSession> = {}): StoredSession => ({
  hash: hashOf(secret),
  identity: {
    issuer: 'https://a.test',
    subject: 'ada',
    entraTenantId: null,
    name: 'Ada',
    userName: null,
    appRoles: [],
  },
  signedInAt: '2026-01-01T08:00:00.000Z',
  freshAt: '',
  seenAt: '2026-01-01T08:00:00.000Z',
  expiresAt: '2026-01-01T16:00:00.000Z',
  ...facts,
});

const settings: SsoSettings = {
  connected: true,
  provider: { kind: 'oidc', issuer: 'https://a.test', clientId: 'x' },
  directoryTenantId: 't',
  administratorAppRole: null,
  personAppRole: 'Rollcall.User',
  administrators: [],
  test: null,
  enforcedAt: null,
};

async function open(file?: string): Promise<StorageForTest> {
  const db = await storageForTest(file);
  onTestFinished(() => db[Symbol.asyncDispose]());
  return db;
}

test('a session is found by the hash of its secret, and outlives the process', async () => {
  using folder = temporaryFolder();
  const file = join(folder.path, 'rollcall.sqlite');
  {
    await using first = await storageForTest(file);
    await first.storage.sessions.create(sessionOf('one'));
  }
  await using second = await storageForTest(file);
  const { sessions } = second.storage;
  expect(await sessions.find(hashOf('one'))).toEqual({ ...sessionOf('one'), hash: Buffer.from(hashOf('one')) });
  expect(await sessions.find(hashOf('two'))).toBeUndefined();
});

test('a use moves the time forward, and never back', async () => {
  const { storage } = await open();
  await storage.sessions.create(sessionOf('one'));
  storage.sessions.touch(hashOf('one'), '2026-01-01T09:00:00.000Z');
  storage.sessions.touch(hashOf('one'), '2026-01-01T08:30:00.000Z');
  await storage.flush();
  expect((await storage.sessions.find(hashOf('one')))?.seenAt).toBe('2026-01-01T09:00:00.000Z');
});

test('one session ends alone, stale ones end together, and all end at once', async () => {
  const { sessions } = (await open()).storage;
  await sessions.create(sessionOf('one'));
  expect([await sessions.remove(hashOf('one')), await sessions.remove(hashOf('one'))]).toEqual([true, false]);
  await sessions.create(sessionOf('expired', { expiresAt: '2026-01-01T09:00:00.000Z' }));
  await sessions.create(sessionOf('idle', { seenAt: '2026-01-01T08:30:00.000Z' }));
  await sessions.create(sessionOf('used', { seenAt: '2026-01-01T08:45:00.000Z' }));
  await sessions.removeStale('2026-01-01T09:00:00.000Z', '2026-01-01T08:30:00.000Z');
  expect(await Promise.all(['expired', 'idle'].map((secret) => sessions.find(hashOf(secret))))).toEqual([
    undefined,
    undefined,
  ]);
  expect(await sessions.removeAll()).toBe(1);
});

test('settings are changed as they are at that moment; what a change throws leaves them', async () => {
  const { sso } = (await open()).storage;
  expect(await sso.get()).toBeUndefined();
  await sso.update(() => settings);
  await Promise.all(
    ['b', 'c'].map((name) =>
      sso.update((current) => {
        if (current === undefined) throw new Error('They were saved');
        const administrator = { issuer: 'https://a.test', subject: name, name, addedAt: '' };
        return { ...current, administrators: [...current.administrators, administrator] };
      }),
    ),
  );
  expect((await sso.get())?.administrators.map(({ name }) => name)).toEqual(['b', 'c']);
  const refused = sso.update(() => {
    throw new RangeError('no');
  });
  await expect(refused).rejects.toThrow('no');
  expect((await sso.get())?.administrators).toHaveLength(2);
});

test('a person is found by externalId to the letter, with their role, in their tenant alone, by the index', async () => {
  using folder = temporaryFolder();
  const file = join(folder.path, 'rollcall.sqlite');
  await using db = await storageForTest(file);
  await db.user('ada', { externalId: 'A-1', active: false });
  const { directory } = db.storage;
  expect(await directory.peopleByExternalId(db.tenant.id, ['A-1', 'a-1'])).toMatchObject([
    { id: 'id-ada', active: false, origin: 'provisioned', role: { isLocked: false } },
  ]);
  expect(await directory.peopleByExternalId(db.tenant.id, ['a-1'])).toEqual([]);
  expect(await directory.peopleByExternalId('another', ['A-1'])).toEqual([]);
  await db.storage.flush();
  const connection = new Database(file, { readonly: true });
  const plan = connection.prepare(`EXPLAIN QUERY PLAN ${selectByExternalId}`).all(1, 'A-1') as { detail: string }[];
  connection.close();
  expect(plan.map(({ detail }) => detail).join()).toContain('resources_by_external_id');
});
