import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { StoredToken } from '#main/application/ports/token-store.ts';
import { storageForTest, storeError, temporaryFolder, tenantOf, type StorageForTest } from './storage-for-test.ts';

let db: StorageForTest;
beforeEach(async () => {
  db = await storageForTest();
  onTestFinished(() => db[Symbol.asyncDispose]());
});

const hashOf = (text: string): Uint8Array => new Uint8Array(createHash('sha256').update(text).digest());
const tokenOf = (id: string, facts: Partial<StoredToken> = {}): StoredToken => ({
  id,
  tenantId: db.tenant.id,
  label: 'Entra',
  hash: hashOf(id),
  hint: 'abcd',
  createdAt: '2026-01-01T00:00:00.000Z',
  ...facts,
});
/** A stored hash is a Buffer, which is a Uint8Array but not equal to one. */
const plain = (token: StoredToken | undefined) => token && { ...token, hash: new Uint8Array(token.hash) };

describe('tenants', () => {
  test('are listed in the order of their creation and found by slug', async () => {
    const second = tenantOf('a-second');
    await db.storage.tenants.create(second);
    expect(await db.storage.tenants.list()).toEqual([db.tenant, second]);
    expect(await db.storage.tenants.findBySlug('a-second')).toEqual(second);
    expect(await db.storage.tenants.findBySlug('default')).toEqual(db.tenant);
    expect(await db.storage.tenants.findBySlug('A-SECOND')).toBeUndefined();
  });

  test('a slug that is taken is refused, and says what to do', async () => {
    const error = await storeError(db.storage.tenants.create({ ...tenantOf('default'), id: 'another' }));
    expect(error.code).toBe('uniqueness');
    expect(error.facts).toEqual({ attribute: 'slug', value: 'default', id: db.tenant.id });
    expect(error.message).toMatch(/Choose a different one/);
    expect(await db.storage.tenants.list()).toHaveLength(1);
  });

  test('one that another process creates after it was asked for in vain is found', async () => {
    using folder = temporaryFolder();
    const file = join(folder.path, 'rollcall.sqlite');
    await using server = await storageForTest(file);
    await using cli = await storageForTest(file);
    expect(await server.storage.tenants.findBySlug('late')).toBeUndefined();
    await cli.storage.tenants.create(tenantOf('late'));
    expect(await server.storage.tenants.findBySlug('late')).toMatchObject({ slug: 'late' });
  });
});

describe('tokens', () => {
  test('come back as they were stored, absent times absent', async () => {
    const token = tokenOf('t1');
    const full = tokenOf('t2', {
      expiresAt: '2027-01-01T00:00:00.000Z',
      lastUsedAt: '2026-02-01T00:00:00.000Z',
      createdAt: '2026-01-02T00:00:00.000Z',
    });
    await db.storage.tokens.create(token);
    await db.storage.tokens.create(full);
    expect((await db.storage.tokens.list(db.tenant.id)).map(plain)).toEqual([token, full]);
    expect(plain(await db.storage.tokens.findByHash(hashOf('t2')))).toEqual(full);
    expect(await db.storage.tokens.findByHash(hashOf('t3'))).toBeUndefined();
  });

  test('revoking keeps the first time; a token of another tenant is not revoked', async () => {
    await db.storage.tokens.create(tokenOf('t1'));
    const other = tenantOf('other');
    await db.storage.tenants.create(other);
    expect(await db.storage.tokens.revoke(other.id, 't1', '2026-01-03T00:00:00.000Z')).toBe(false);
    expect((await db.storage.tokens.findByHash(hashOf('t1')))?.revokedAt).toBeUndefined();
    expect(await db.storage.tokens.revoke(db.tenant.id, 't1', '2026-01-04T00:00:00.000Z')).toBe(true);
    expect(await db.storage.tokens.revoke(db.tenant.id, 't1', '2026-01-05T00:00:00.000Z')).toBe(true);
    expect((await db.storage.tokens.findByHash(hashOf('t1')))?.revokedAt).toBe('2026-01-04T00:00:00.000Z');
    expect(await db.storage.tokens.revoke(db.tenant.id, 'nobody', '2026-01-05T00:00:00.000Z')).toBe(false);
  });

  test('a use is remembered at most once a minute', async () => {
    await db.storage.tokens.create(tokenOf('t1'));
    const lastUse = async (at: string): Promise<string | undefined> => {
      db.storage.tokens.touch('t1', at);
      await db.storage.flush();
      return (await db.storage.tokens.findByHash(hashOf('t1')))?.lastUsedAt;
    };
    expect(await lastUse('2026-01-01T00:00:00.000Z')).toBe('2026-01-01T00:00:00.000Z');
    expect(await lastUse('2026-01-01T00:00:59.999Z')).toBe('2026-01-01T00:00:00.000Z');
    expect(await lastUse('2026-01-01T00:01:00.000Z')).toBe('2026-01-01T00:01:00.000Z');
  });

  test('a use is written within moments although nothing else is', async () => {
    await db.storage.tokens.create(tokenOf('t1'));
    db.storage.tokens.touch('t1', '2026-01-01T00:00:00.000Z');
    await expect
      .poll(async () => (await db.storage.tokens.findByHash(hashOf('t1')))?.lastUsedAt)
      .toBe('2026-01-01T00:00:00.000Z');
  });
});
