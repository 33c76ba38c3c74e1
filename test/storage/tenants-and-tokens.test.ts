import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { StoredClientSecret, StoredOAuthClient } from '#main/application/ports/oauth-store.ts';
import type { StoredAccessToken, StoredToken } from '#main/application/ports/token-store.ts';
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
  scope: 'read-write',
  networks: [],
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
      scope: 'read',
      networks: ['203.0.113.0/24', '2001:db8::/32'],
      userId: 'ada',
      replacesId: 't1',
      retire: 'automatically',
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

  test('what is changed of one stays changed, null takes away, and what is not named stays', async () => {
    const token = tokenOf('t1', { networks: ['203.0.113.0/24'], expiresAt: '2027-01-01T00:00:00.000Z', userId: 'ada' });
    await db.storage.tokens.create(token);
    const { tokens } = db.storage;
    expect(await tokens.set(db.tenant.id, 't1', { label: 'Okta', scope: 'read' })).toBe(true);
    expect(plain(await tokens.findByHash(hashOf('t1')))).toEqual({ ...token, label: 'Okta', scope: 'read' });
    await tokens.set(db.tenant.id, 't1', { networks: [], expiresAt: null, userId: null });
    const { expiresAt: _, userId: __, ...rest } = token;
    expect(plain(await tokens.findByHash(hashOf('t1')))).toEqual({
      ...rest,
      label: 'Okta',
      scope: 'read',
      networks: [],
    });
    expect(await tokens.set(db.tenant.id, 'nobody', { label: 'x' })).toBe(false);
  });

  test('one of another tenant is neither changed nor removed', async () => {
    await db.storage.tokens.create(tokenOf('t1'));
    const other = tenantOf('other');
    await db.storage.tenants.create(other);
    expect(await db.storage.tokens.set(other.id, 't1', { label: 'theirs' })).toBe(false);
    expect(await db.storage.tokens.remove(other.id, 't1', '2026-01-03T00:00:00.000Z')).toBe(false);
    expect(await db.storage.tokens.labelOf(other.id, 't1')).toBeUndefined();
    expect((await db.storage.tokens.list(db.tenant.id)).map(({ label }) => label)).toEqual(['Entra']);
  });

  test('a sealed secret is stored as the profile that the tenant has in that transaction says', async () => {
    const { tenants, tokens, profiles } = db.storage;
    const sealed = new Uint8Array([1, 2, 3]);
    const asked: unknown[] = [];
    const made = async (id: string, keeps: boolean): Promise<boolean> => {
      await tokens.create(tokenOf(id, { sealed }), undefined, (...profile) => {
        asked.push(profile);
        return keeps;
      });
      return (await tokens.findByHash(hashOf(id)))?.sealed !== undefined;
    };
    await profiles.save('own', { id: 'own', tokenPolicy: 'reveal-again' });
    expect(await made('t1', true)).toBe(true);
    await tenants.update({ ...db.tenant, profile: 'own' });
    expect(await made('t2', false)).toBe(false);
    expect(asked).toEqual([
      [db.tenant.profile, undefined],
      ['own', { id: 'own', tokenPolicy: 'reveal-again' }],
    ]);
  });

  test('a removed one is in no list, keeps its label, and is told from a guess; its use is forgotten', async () => {
    const { tokens, credentialUses } = db.storage;
    const sealed = new Uint8Array([1, 2, 3]);
    await tokens.create(tokenOf('t1', { revokedAt: '2026-01-02T00:00:00.000Z', sealed }));
    await tokens.create(tokenOf('t2', { replacesId: 't1', retire: 'ask' }));
    credentialUses.touch('t1', db.tenant.id, { at: '2026-01-01T00:00:00.000Z', address: '', userAgent: undefined });
    await db.storage.flush();
    expect(await tokens.remove(db.tenant.id, 't1', '2026-01-03T00:00:00.000Z')).toBe(true);
    expect(await tokens.remove(db.tenant.id, 't1', '2026-01-04T00:00:00.000Z')).toBe(false);
    expect((await tokens.list(db.tenant.id)).map(plain)).toEqual([tokenOf('t2')]);
    expect(await tokens.labelOf(db.tenant.id, 't1')).toBe('Entra');
    expect(await tokens.findByHash(hashOf('t1'))).toMatchObject({ revokedAt: '2026-01-02T00:00:00.000Z' });
    expect(await tokens.findByHash(hashOf('t1'))).not.toHaveProperty('sealed');
    expect(await tokens.set(db.tenant.id, 't1', { label: 'x' })).toBe(false);
    expect(await tokens.revoke(db.tenant.id, 't1', '2026-01-05T00:00:00.000Z')).toBe(false);
  });
});

const client = (facts: Partial<StoredOAuthClient> = {}): StoredOAuthClient => ({
  id: 'client',
  tenantId: db.tenant.id,
  label: 'Entra app',
  scope: 'read-write',
  networks: ['203.0.113.0/24'],
  accessTokenMinutes: 60,
  createdAt: '2026-01-01T00:00:00.000Z',
  secrets: [],
  ...facts,
});
const accessToken = (id: string, facts: Partial<StoredToken> = {}): StoredAccessToken => ({
  ...tokenOf(id, { expiresAt: '2026-01-01T01:00:00.000Z', ...facts }),
  clientId: 'client',
});
const secretOf = (id: string): StoredClientSecret => ({
  id,
  hash: hashOf(id),
  hint: 'wxyz',
  createdAt: '2026-01-01T00:00:00.000Z',
  expiresAt: '2027-01-01T00:00:00.000Z',
});

describe('access tokens of OAuth clients', () => {
  test('are found by their hash and are in no list', async () => {
    await db.storage.oauth.create(client());
    await db.storage.tokens.createAccessToken(accessToken('a1'));
    expect(await db.storage.tokens.findByHash(hashOf('a1'))).toMatchObject({ clientId: 'client' });
    expect(await db.storage.tokens.list(db.tenant.id)).toEqual([]);
  });

  test('may no more than their client may by now', async () => {
    const { oauth, tokens } = db.storage;
    await oauth.create(client());
    await tokens.createAccessToken(accessToken('a1'));
    expect(await tokens.findByHash(hashOf('a1'))).toMatchObject({ scope: 'read-write', networks: ['203.0.113.0/24'] });
    await oauth.update(db.tenant.id, 'client', { scope: 'read', networks: [] });
    expect(await tokens.findByHash(hashOf('a1'))).toMatchObject({ scope: 'read', networks: [] });
    await oauth.revoke(db.tenant.id, 'client', '2026-01-01T00:30:00.000Z');
    expect(await tokens.findByHash(hashOf('a1'))).toMatchObject({ revokedAt: '2026-01-01T00:30:00.000Z' });
  });

  test('end with the secret that they were fetched with, and with no other one', async () => {
    const { oauth, tokens } = db.storage;
    await oauth.create(client({ secrets: [secretOf('s1'), secretOf('s2')] }));
    await tokens.createAccessToken(accessToken('a1', { secretId: 's1' }));
    await tokens.createAccessToken(accessToken('a2', { secretId: 's2' }));
    await tokens.createAccessToken(accessToken('unknown'));
    const at = '2026-01-01T00:30:00.000Z';
    await oauth.revokeSecret(db.tenant.id, 'client', 's1', at);
    const found = await Promise.all(['a1', 'a2', 'unknown'].map((id) => tokens.findByHash(hashOf(id))));
    expect(found.map((token) => token?.revokedAt)).toEqual([at, undefined, undefined]);
    expect(found.map((token) => token?.secretId)).toEqual(['s1', 's2', undefined]);
  });

  test('are not stored once their client or the secret they were fetched with has ended', async () => {
    const { oauth, tokens, tenants } = db.storage;
    const other = tenantOf('other');
    await tenants.create(other);
    await oauth.create(client({ secrets: [secretOf('s1'), secretOf('s2')] }));
    const at = '2026-01-01T00:30:00.000Z';
    await oauth.revokeSecret(db.tenant.id, 'client', 's1', at);
    expect(await tokens.createAccessToken(accessToken('a1', { secretId: 's1' }))).toBe(false);
    expect(await tokens.createAccessToken(accessToken('a2', { secretId: 'nothing' }))).toBe(false);
    expect(await tokens.createAccessToken(accessToken('a3', { secretId: 's2', tenantId: other.id }))).toBe(false);
    await oauth.revoke(db.tenant.id, 'client', at);
    expect(await tokens.createAccessToken(accessToken('a4'))).toBe(false);
    await oauth.remove(db.tenant.id, 'client');
    expect(await tokens.createAccessToken(accessToken('a5'))).toBe(false);
    for (const id of ['a1', 'a2', 'a3', 'a4', 'a5']) expect(await tokens.findByHash(hashOf(id))).toBeUndefined();
    expect(await tokens.list(db.tenant.id)).toEqual([]);
  });

  test('go once they have expired, and nothing else does', async () => {
    await db.storage.oauth.create(client());
    await db.storage.tokens.createAccessToken(accessToken('a1'));
    await db.storage.tokens.createAccessToken(accessToken('a2', { expiresAt: '2026-01-01T02:00:00.000Z' }));
    await db.storage.tokens.create(tokenOf('t1', { expiresAt: '2026-01-01T01:00:00.000Z' }));
    expect(await db.storage.tokens.purgeAccessTokens('2026-01-01T02:00:00.000Z')).toBe(1);
    expect(await db.storage.tokens.findByHash(hashOf('a1'))).toBeUndefined();
    expect(await db.storage.tokens.findByHash(hashOf('a2'))).toBeDefined();
    expect(await db.storage.tokens.findByHash(hashOf('t1'))).toBeDefined();
  });
});

test('a reminder is claimed once for each tenant', async () => {
  const { sentReminders, tenants } = db.storage;
  const other = tenantOf('other');
  await tenants.create(other);
  const at = '2026-01-01T00:00:00.000Z';
  expect(await sentReminders.claim(db.tenant.id, ['a', 'b'], at)).toEqual(['a', 'b']);
  expect(await sentReminders.claim(db.tenant.id, ['a', 'c', 'b'], at)).toEqual(['c']);
  expect(await sentReminders.claim(db.tenant.id, ['a', 'b', 'c'], at)).toEqual([]);
  expect(await sentReminders.claim(other.id, ['a'], at)).toEqual(['a']);
});
