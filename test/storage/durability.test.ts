// What "stored" means: on the disk, in a file only its owner may read, and there again after the next start.
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { userResourceType } from '#main/protocol/schema/resource-types.ts';
import { openConnection } from '#main/storage/sqlite/connection.ts';
import { openStorage } from '#main/storage/sqlite/open.ts';
import { rejection, storageForTest, temporaryFolder, tenantOf, userDoc } from './storage-for-test.ts';

const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8);

test('synchronous is FULL (2) after opening, after a read, after a write and after the next opening', () => {
  using folder = temporaryFolder();
  const file = join(folder.path, 'rollcall.sqlite');
  for (const opening of ['first', 'second']) {
    const db = openConnection(file);
    const synchronous = (): unknown => db.pragma('synchronous', { simple: true });
    expect({ opening, synchronous: synchronous() }).toEqual({ opening, synchronous: 2 });
    db.prepare('SELECT count(*) FROM resources').get();
    expect({ opening, synchronous: synchronous() }).toEqual({ opening, synchronous: 2 });
    db.prepare("INSERT INTO tenants (id, slug, name, profile, created_at) VALUES (?, ?, '', '', '')").run(
      opening,
      opening,
    );
    expect({ opening, synchronous: synchronous() }).toEqual({ opening, synchronous: 2 });
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(db.pragma('busy_timeout', { simple: true })).toBe(5000);
    db.close();
  }
});

test('this build of SQLite would not: without the pragma a WAL database is NORMAL (1) once it is read', () => {
  using folder = temporaryFolder();
  const db = new Database(join(folder.path, 'plain.sqlite'));
  db.pragma('journal_mode = WAL');
  db.prepare('SELECT count(*) FROM sqlite_schema').get();
  expect(db.pragma('synchronous', { simple: true })).toBe(1);
  db.close();
});

test('what was written is there after the next start; a proper close leaves no write-ahead log', async () => {
  using folder = temporaryFolder();
  const file = join(folder.path, 'deep', 'er', 'rollcall.sqlite');
  {
    await using first = await storageForTest(file);
    await first.user('ada', { title: 'Countess' });
    expect(existsSync(`${file}-wal`)).toBe(true);
  }
  expect(existsSync(`${file}-wal`)).toBe(false);
  await using second = await storageForTest(file);
  const found = await second.storage.resources.find(second.ref(userResourceType, 'id-ada'));
  expect(JSON.parse(found?.doc ?? '')).toEqual(userDoc('ada', { title: 'Countess' }));
});

test.skipIf(process.platform === 'win32')('a new database and a new folder are for their owner alone', async () => {
  using folder = temporaryFolder();
  const file = join(folder.path, 'new', 'rollcall.sqlite');
  await using db = await storageForTest(file);
  await db.user('ada');
  expect(mode(join(folder.path, 'new'))).toBe('700');
  expect(mode(file)).toBe('600');
  expect(mode(`${file}-wal`)).toBe('600');
});

test('after close a write is refused, and closing again does nothing', async () => {
  const db = await storageForTest();
  db.storage.close();
  db.storage.close();
  expect(await rejection(db.user('late'))).toMatchObject({ name: 'StoreError', code: 'closed' });
});

test('facts: the version of SQLite and the size of the database', async () => {
  const storage = openStorage({ file: ':memory:' });
  expect(storage.facts.sqlite).toMatch(/^3\.\d+\.\d+$/);
  const before = storage.facts.databaseBytes();
  expect(before).toBeGreaterThan(4096);
  await storage.tenants.create({ ...tenantOf('t'), name: 'x'.repeat(20_000) });
  expect(storage.facts.databaseBytes()).toBeGreaterThan(before + 12_000);
  storage.close();
});
