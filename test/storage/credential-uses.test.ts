// When a credential was used last: known at once here, written seldom, in cycles that a pause of ten minutes ends.
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { storageForTest, temporaryFolder, tenantOf, type StorageForTest } from './storage-for-test.ts';

let folder: string;
let db: StorageForTest;
beforeEach(async () => {
  const made = temporaryFolder();
  folder = made.path;
  db = await storageForTest(join(folder, 'rollcall.sqlite'));
  onTestFinished(async () => {
    await db[Symbol.asyncDispose]();
    made[Symbol.dispose]();
  });
});

const start = Date.parse('2026-01-01T00:00:00.000Z');
const at = (seconds: number): string => new Date(start + seconds * 1000).toISOString();
const touch = (seconds: number, facts: { address?: string; userAgent?: string } = {}): void =>
  db.storage.credentialUses.touch('t1', db.tenant.id, {
    at: at(seconds),
    address: '203.0.113.7',
    userAgent: undefined,
    ...facts,
  });

/** What another process reads from the file. */
const written = async () => {
  await db.storage.flush();
  await using other = await storageForTest(join(folder, 'rollcall.sqlite'));
  return other.storage.credentialUses.get('t1');
};

test('the first use begins the first cycle', async () => {
  touch(0, { userAgent: 'Entra' });
  const use = {
    credentialId: 't1',
    firstAt: at(0),
    at: at(0),
    address: '203.0.113.7',
    userAgent: 'Entra',
    cycleStartedAt: at(0),
    cycles: 0,
  };
  expect(await db.storage.credentialUses.get('t1')).toEqual(use);
  expect(await written()).toEqual(use);
});

test('a use is known at once, and written at most once a minute', async () => {
  touch(0);
  touch(59.999, { address: '203.0.113.8' });
  expect(await db.storage.credentialUses.get('t1')).toMatchObject({ at: at(59.999), address: '203.0.113.8' });
  expect(await written()).toMatchObject({ at: at(0), address: '203.0.113.7' });
  touch(60);
  expect(await written()).toMatchObject({ at: at(60) });
});

test('a pause of ten minutes ends a cycle, and the next use is written at once', async () => {
  touch(0);
  touch(30);
  touch(629.999);
  expect(await db.storage.credentialUses.get('t1')).toMatchObject({ cycleStartedAt: at(0), cycles: 0 });
  touch(1229.999);
  const next = { firstAt: at(0), at: at(1229.999), cycleStartedAt: at(1229.999), cycles: 1 };
  expect(await db.storage.credentialUses.get('t1')).toMatchObject(next);
  expect(await written()).toMatchObject(next);
});

test('a process that starts later goes on where the one before stopped', async () => {
  touch(0);
  await db.storage.flush();
  await using other = await storageForTest(join(folder, 'rollcall.sqlite'));
  other.storage.credentialUses.touch('t1', db.tenant.id, { at: at(300), address: '', userAgent: undefined });
  expect(await other.storage.credentialUses.get('t1')).toMatchObject({
    firstAt: at(0),
    cycleStartedAt: at(0),
    cycles: 0,
  });
  other.storage.credentialUses.touch('t1', db.tenant.id, { at: at(900), address: '', userAgent: undefined });
  expect(await other.storage.credentialUses.get('t1')).toMatchObject({ cycleStartedAt: at(900), cycles: 1 });
});

test('a clock that was put back changes nothing, and an older use written later does not replace a newer one', async () => {
  touch(100);
  touch(50, { address: '203.0.113.8' });
  expect(await db.storage.credentialUses.get('t1')).toMatchObject({ at: at(100), address: '203.0.113.7' });
  await db.storage.flush();
  await using other = await storageForTest(join(folder, 'rollcall.sqlite'));
  touch(1_000);
  await db.storage.flush();
  other.storage.credentialUses.touch('t1', db.tenant.id, { at: at(160), address: '', userAgent: undefined });
  await other.storage.flush();
  expect(await written()).toMatchObject({ at: at(1_000), cycles: 1 });
});

test('a tenant sees its own, also those that are not written yet', async () => {
  const other = tenantOf('other');
  await db.storage.tenants.create(other);
  touch(0);
  db.storage.credentialUses.touch('theirs', other.id, { at: at(0), address: '', userAgent: undefined });
  expect([...(await db.storage.credentialUses.list(db.tenant.id)).keys()]).toEqual(['t1']);
  await db.storage.flush();
  expect([...(await db.storage.credentialUses.list(other.id)).keys()]).toEqual(['theirs']);
});

test('a long User-Agent is cut', async () => {
  touch(0, { userAgent: 'x'.repeat(10_000) });
  expect((await db.storage.credentialUses.get('t1'))?.userAgent).toHaveLength(300);
});

test('a use whose tenant is removed meanwhile is not written', async () => {
  const other = tenantOf('other');
  await db.storage.tenants.create(other);
  db.storage.credentialUses.touch('theirs', other.id, { at: at(0), address: '', userAgent: undefined });
  await db.storage.tenants.remove(other.id, at(1));
  touch(0);
  expect(await written()).toMatchObject({ at: at(0) });
});
