// Databases and folders that must not or cannot be used: refused with what to do about it, every byte left as it was.
import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { StoreError } from '#main/application/ports/store-error.ts';
import { holdFolder } from '#main/storage/sqlite/folder-lock.ts';
import { openStorage } from '#main/storage/sqlite/open.ts';
import { storageForTest, temporaryFolder, tenantOf } from './storage-for-test.ts';

const refusal = (action: () => unknown): StoreError => {
  try {
    action();
  } catch (error) {
    if (error instanceof StoreError) return error;
    throw error;
  }
  throw new Error('was not refused');
};

/** Opens the file expecting a refusal, and proves that the refusal changed nothing. */
const refusedUntouched = (file: string): StoreError => {
  const before = readFileSync(file);
  const wal = existsSync(`${file}-wal`) ? readFileSync(`${file}-wal`) : undefined;
  const error = refusal(() => openStorage({ file }));
  expect(readFileSync(file).equals(before)).toBe(true);
  if (wal !== undefined) expect(readFileSync(`${file}-wal`).equals(wal)).toBe(true);
  return error;
};

async function filledDatabase(file: string, people: number): Promise<void> {
  await using db = await storageForTest(file);
  await Promise.all(
    Array.from({ length: people }, (_, index) => db.user(`user ${index}`, { nickName: 'x'.repeat(500) })),
  );
}

describe('a newer database', () => {
  test('is refused with both format numbers', async () => {
    using folder = temporaryFolder();
    const file = join(folder.path, 'rollcall.sqlite');
    await filledDatabase(file, 1);
    const db = new Database(file);
    db.pragma('user_version = 9999');
    db.close();
    const error = refusedUntouched(file);
    expect(error.code).toBe('newer-database');
    expect(error.facts).toMatchObject({ path: file, found: 9999 });
    expect(error.message).toContain(file);
    expect(error.message).toContain('9999');
  });

  test('is recognised when only its write-ahead log says so', async () => {
    using folder = temporaryFolder();
    const [live, file] = [join(folder.path, 'live.sqlite'), join(folder.path, 'rollcall.sqlite')];
    await filledDatabase(live, 1);
    const db = new Database(live);
    db.pragma('wal_autocheckpoint = 0');
    db.pragma('user_version = 9999');
    copyFileSync(live, file);
    copyFileSync(`${live}-wal`, `${file}-wal`);
    db.close();
    expect(refusedUntouched(file).code).toBe('newer-database');
  });
});

describe('a corrupt database', () => {
  test.each([
    ['text', Buffer.from('this is not a database, it only has the name of one'.repeat(100))],
    ['a few bytes', Buffer.from('SQLite')],
    ['zeros', Buffer.alloc(8192)],
  ])('%s in its place is refused, naming the path and what to do', (_, content) => {
    using folder = temporaryFolder();
    const file = join(folder.path, 'rollcall.sqlite');
    writeFileSync(file, content);
    const error = refusedUntouched(file);
    expect(error.code).toBe('corrupt');
    expect(error.facts).toEqual({ path: file });
    expect(error.message).toContain(file);
    expect(error.message).toMatch(/backup/);
  });

  test("another program's database is refused", () => {
    using folder = temporaryFolder();
    const file = join(folder.path, 'rollcall.sqlite');
    const db = new Database(file);
    db.pragma('application_id = 252006673');
    db.exec('CREATE TABLE packages (name TEXT)');
    db.close();
    expect(refusedUntouched(file).message).toContain('another program');
  });

  test('damaged pages are found at the start after an unclean exit', async () => {
    using folder = temporaryFolder();
    const [live, file] = [join(folder.path, 'live.sqlite'), join(folder.path, 'rollcall.sqlite')];
    await filledDatabase(live, 200);
    const db = new Database(live);
    db.pragma('wal_autocheckpoint = 0');
    db.exec("UPDATE tenants SET name = 'not yet folded in'");
    copyFileSync(live, file);
    copyFileSync(`${live}-wal`, `${file}-wal`);
    db.close();
    const bytes = readFileSync(file);
    bytes.fill(0xff, 4096 * 20, 4096 * 60);
    writeFileSync(file, bytes);
    const error = refusedUntouched(file);
    expect(error.code).toBe('corrupt');
    expect(error.message).toContain(file);
  });

  test('a truncated database is refused', async () => {
    using folder = temporaryFolder();
    const file = join(folder.path, 'rollcall.sqlite');
    await filledDatabase(file, 50);
    writeFileSync(file, readFileSync(file).subarray(0, 4096 * 3));
    expect(refusedUntouched(file).code).toBe('corrupt');
  });

  test('an empty file is no damage: it becomes the database', () => {
    using folder = temporaryFolder();
    const file = join(folder.path, 'rollcall.sqlite');
    writeFileSync(file, '');
    openStorage({ file }).close();
    expect(statSync(file).size).toBeGreaterThan(0);
  });
});

describe('a folder that cannot be written', () => {
  test('a file where the folder should be is refused, naming the path', () => {
    using folder = temporaryFolder();
    const notFolder = join(folder.path, 'data');
    writeFileSync(notFolder, 'a file');
    const error = refusal(() => openStorage({ file: join(notFolder, 'rollcall.sqlite') }));
    expect(error.code).toBe('not-writable');
    expect(error.message).toContain(notFolder);
    expect(refusal(() => holdFolder(notFolder)).code).toBe('not-writable');
    expect(readFileSync(notFolder, 'utf8')).toBe('a file');
  });

  test('a folder where the database should be is refused', () => {
    using folder = temporaryFolder();
    const file = join(folder.path, 'rollcall.sqlite');
    mkdirSync(file);
    expect(refusal(() => openStorage({ file })).code).toBe('not-writable');
    expect(readdirSync(file)).toEqual([]);
  });

  test.skipIf(!existsSync('/proc/version'))('a file system that takes no files is refused', () => {
    const error = refusal(() => openStorage({ file: '/proc/rollcall/rollcall.sqlite' }));
    expect(error.code).toBe('not-writable');
    expect(error.message).toContain('/proc/rollcall');
  });
});

/** A process that holds the folder until it is killed. */
const holder = (folder: string) => {
  const lock = join(import.meta.dirname, '../../src-main/storage/sqlite/folder-lock.ts');
  const program =
    `const { holdFolder } = await import(${JSON.stringify(lock)}); holdFolder(${JSON.stringify(folder)});` +
    // Nobody refers to the lock, and yet it must not go with the garbage.
    "setTimeout(() => { gc(); process.stdout.write('held'); }); setInterval(() => undefined, 1000);";
  const child = spawn(process.execPath, ['--expose-gc', '--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const held = new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve());
    child.once('exit', (code) => reject(new Error(`the holder ended with ${code}`)));
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return { child, held, gone };
};

describe('a folder that another server holds', () => {
  test('is refused with the pid of the holder, and free again as soon as that is killed', async () => {
    using folder = temporaryFolder();
    const { child, held, gone } = holder(folder.path);
    await held;
    const error = refusal(() => holdFolder(folder.path));
    expect(error.code).toBe('locked');
    expect(error.facts).toEqual({ path: folder.path, pid: child.pid });
    expect(error.message).toContain(String(child.pid));
    child.kill('SIGKILL');
    await gone;
    holdFolder(folder.path).release();
  });

  test('in one process too; released, it can be held again, and nothing is left but the lock file', () => {
    using folder = temporaryFolder();
    const first = holdFolder(folder.path);
    expect(refusal(() => holdFolder(folder.path)).facts).toMatchObject({ pid: process.pid });
    first.release();
    first.release();
    const second = holdFolder(folder.path);
    second.release();
    expect(readdirSync(folder.path)).toEqual(['rollcall.lock']);
  });

  test('a CLI may open the database beside it', async () => {
    using folder = temporaryFolder();
    const file = join(folder.path, 'rollcall.sqlite');
    const lock = holdFolder(folder.path);
    await using server = await storageForTest(file);
    await using cli = await storageForTest(file);
    await cli.user('ada');
    await cli.storage.tenants.create(tenantOf('second'));
    expect(await server.storage.tenants.findBySlug('second')).toMatchObject({ id: 'tenant-second' });
    expect((await server.storage.directory.counts(server.tenant.id)).users).toBe(1);
    lock.release();
  });
});
