// The port of OAuth clients: what is stored comes back, belongs to one tenant, and ends with it.
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { StoredClientSecret, StoredOAuthClient } from '#main/application/ports/oauth-store.ts';
import { now, storageForTest, tenantOf, type StorageForTest } from './storage-for-test.ts';

let db: StorageForTest;
beforeEach(async () => {
  db = await storageForTest();
  onTestFinished(() => db[Symbol.asyncDispose]());
});

const bytes = (fill: number): Uint8Array => new Uint8Array(32).fill(fill);
let made = 0;
const secretOf = (facts: Partial<StoredClientSecret> = {}): StoredClientSecret => ({
  id: `secret-${++made}`,
  hash: bytes(made),
  hint: 'abcd',
  createdAt: now(),
  expiresAt: '2099-01-01T00:00:00.000Z',
  ...facts,
});
const clientOf = (facts: Partial<StoredOAuthClient> = {}): StoredOAuthClient => ({
  id: `client-${++made}`,
  tenantId: db.tenant.id,
  label: 'Entra',
  scope: 'read-write',
  networks: [],
  accessTokenMinutes: 60,
  createdAt: now(),
  secrets: [secretOf()],
  ...facts,
});
/** Hashes come back as Buffers. */
const plain = (client: StoredOAuthClient | undefined): unknown =>
  client && { ...client, secrets: client.secrets.map((secret) => ({ ...secret, hash: [...secret.hash] })) };

const accessToken = (clientId: string, facts: { expiresAt: string; fill: number; secretId?: string }) =>
  db.storage.tokens.createAccessToken({
    id: `token-${facts.fill}`,
    tenantId: db.tenant.id,
    label: 'Entra',
    hash: bytes(facts.fill),
    hint: 'wxyz',
    scope: 'read-write',
    networks: [],
    clientId,
    createdAt: now(),
    expiresAt: facts.expiresAt,
    ...(facts.secretId === undefined ? {} : { secretId: facts.secretId }),
  });

test('a client comes back as it was stored, with a secret or with trust', async () => {
  const { oauth } = db.storage;
  const withSecret = clientOf({ networks: ['203.0.113.0/24'], scope: 'read' });
  const trust = { entraTenantId: 'tid', subject: 'sub', audiences: ['a', 'b'] };
  const federated = clientOf({ secrets: [], trust });
  await oauth.create(withSecret);
  await oauth.create(federated);
  expect((await oauth.list(db.tenant.id)).map(plain)).toEqual([plain(withSecret), plain(federated)]);
  expect(plain(await oauth.find(db.tenant.id, federated.id))).toEqual(plain(federated));
});

test("another tenant's client is no client, whatever is asked or done", async () => {
  const { oauth, tenants } = db.storage;
  const client = clientOf();
  await oauth.create(client);
  const other = tenantOf('other');
  await tenants.create(other);
  expect(await oauth.list(other.id)).toEqual([]);
  expect(await oauth.find(other.id, client.id)).toBeUndefined();
  const [secret] = client.secrets;
  const done = await Promise.all([
    oauth.update(other.id, client.id, { label: 'x' }),
    oauth.addSecret(other.id, client.id, secretOf()),
    oauth.revokeSecret(other.id, client.id, secret?.id ?? '', now()),
    oauth.revoke(other.id, client.id, now()),
    oauth.remove(other.id, client.id),
  ]);
  expect(done).toEqual([false, false, false, false, false]);
  expect(plain(await oauth.find(db.tenant.id, client.id))).toEqual(plain(client));
});

test('update changes what is named; the newest secret comes first', async () => {
  const { oauth } = db.storage;
  const client = clientOf();
  await oauth.create(client);
  await oauth.update(db.tenant.id, client.id, { label: 'Okta', networks: ['::1'] });
  const newer = secretOf();
  await oauth.addSecret(db.tenant.id, client.id, newer);
  const found = await oauth.find(db.tenant.id, client.id);
  expect(found).toMatchObject({ label: 'Okta', networks: ['::1'], scope: 'read-write', accessTokenMinutes: 60 });
  expect(found?.secrets.map(({ id }) => id)).toEqual([newer.id, client.secrets[0]?.id]);
});

describe('revoking', () => {
  test('a secret leaves the others, and keeps the first time', async () => {
    const { oauth } = db.storage;
    const [kept, gone] = [secretOf(), secretOf()];
    const client = clientOf({ secrets: [kept, gone] });
    await oauth.create(client);
    const at = now();
    expect(await oauth.revokeSecret(db.tenant.id, client.id, gone.id, at)).toBe(true);
    await oauth.revokeSecret(db.tenant.id, client.id, gone.id, now());
    expect(await oauth.revokeSecret(db.tenant.id, client.id, 'nothing', at)).toBe(false);
    const times = (await oauth.find(db.tenant.id, client.id))?.secrets.map(({ id, revokedAt }) => [id, revokedAt]);
    expect(Object.fromEntries(times ?? [])).toEqual({ [kept.id]: undefined, [gone.id]: at });
  });

  test('a client ends its secrets and its access tokens; removing it takes them away', async () => {
    const { oauth, tokens } = db.storage;
    const client = clientOf();
    await oauth.create(client);
    await accessToken(client.id, { expiresAt: '2099-01-01T00:00:00.000Z', fill: 200 });
    const at = now();
    await oauth.revoke(db.tenant.id, client.id, at);
    expect(await oauth.find(db.tenant.id, client.id)).toMatchObject({ revokedAt: at, secrets: [{ revokedAt: at }] });
    expect(await tokens.findByHash(bytes(200))).toMatchObject({ clientId: client.id, revokedAt: at });
    expect(await oauth.remove(db.tenant.id, client.id)).toBe(true);
    expect(await tokens.findByHash(bytes(200))).toBeUndefined();
    expect(await oauth.remove(db.tenant.id, client.id)).toBe(false);
  });
});

test('access tokens are counted by secret while they hold, and end with it', async () => {
  const { oauth } = db.storage;
  const [one, other] = [secretOf(), secretOf()];
  const client = clientOf({ secrets: [one, other] });
  await oauth.create(client);
  await accessToken(client.id, { expiresAt: '2030-01-01T00:00:00.000Z', fill: 201, secretId: one.id });
  await accessToken(client.id, { expiresAt: '2040-01-01T00:00:00.000Z', fill: 202, secretId: one.id });
  await accessToken(client.id, { expiresAt: '2040-01-01T00:00:00.000Z', fill: 203, secretId: other.id });
  await accessToken(client.id, { expiresAt: '2040-01-01T00:00:00.000Z', fill: 204 });
  const at = async (time: string): Promise<unknown> => {
    const active = await oauth.activeAccessTokens(db.tenant.id, time);
    expect(active.every(({ clientId }) => clientId === client.id)).toBe(true);
    return Object.fromEntries(active.map(({ secretId, count }) => [secretId ?? 'unknown', count]));
  };
  expect(await at('2029-01-01T00:00:00.000Z')).toEqual({ [one.id]: 2, [other.id]: 1, unknown: 1 });
  expect(await at('2030-01-01T00:00:00.000Z')).toEqual({ [one.id]: 1, [other.id]: 1, unknown: 1 });
  expect(await at('2041-01-01T00:00:00.000Z')).toEqual({});
  await oauth.revokeSecret(db.tenant.id, client.id, one.id, now());
  expect(await at('2029-01-01T00:00:00.000Z')).toEqual({ [other.id]: 1, unknown: 1 });
  await oauth.revoke(db.tenant.id, client.id, now());
  expect(await at('2029-01-01T00:00:00.000Z')).toEqual({});
});

test('the use of a secret is written, later ones a minute apart', async () => {
  const { oauth } = db.storage;
  const client = clientOf();
  await oauth.create(client);
  const id = client.secrets[0]?.id ?? '';
  const used = async (): Promise<string | undefined> => {
    await db.storage.flush();
    return (await oauth.find(db.tenant.id, client.id))?.secrets[0]?.lastUsedAt;
  };
  oauth.touchSecret(id, '2026-01-01T00:00:00.000Z');
  expect(await used()).toBe('2026-01-01T00:00:00.000Z');
  oauth.touchSecret(id, '2026-01-01T00:00:59.000Z');
  expect(await used()).toBe('2026-01-01T00:00:00.000Z');
  oauth.touchSecret(id, '2026-01-01T00:01:00.000Z');
  expect(await used()).toBe('2026-01-01T00:01:00.000Z');
});

test('provider-issued tokens: nothing at first, then the last that was saved, for that tenant alone', async () => {
  const { providerTokens, tenants } = db.storage;
  const other = tenantOf('other');
  await tenants.create(other);
  expect(await providerTokens.find(db.tenant.id)).toBeUndefined();
  await providerTokens.save(db.tenant.id, { enabled: false, entraTenantId: null, audiences: ['a'] });
  const settings = { enabled: true, entraTenantId: 'tid', audiences: ['a', 'b'] };
  await providerTokens.save(db.tenant.id, settings);
  expect(await providerTokens.find(db.tenant.id)).toEqual(settings);
  expect(await providerTokens.find(other.id)).toBeUndefined();
});

test('keys of an issuer: the last that were fetched', async () => {
  const { jwks } = db.storage;
  expect(jwks.load('https://a.example')).toBeUndefined();
  jwks.save('https://a.example', { jwks: '{"keys":[]}', fetchedAt: 1 });
  jwks.save('https://a.example', { jwks: '{"keys":[{}]}', fetchedAt: 2 });
  await db.storage.flush();
  expect(jwks.load('https://a.example')).toEqual({ jwks: '{"keys":[{}]}', fetchedAt: 2 });
});

test('a removed tenant leaves no client behind', async () => {
  const { oauth, tenants } = db.storage;
  const other = tenantOf('other');
  await tenants.create(other);
  const client = clientOf({ tenantId: other.id });
  await oauth.create(client);
  await db.storage.providerTokens.save(other.id, { enabled: false, entraTenantId: null, audiences: [] });
  expect(await tenants.remove(other.id, now())).toBe(true);
  await db.storage.flush();
  // Its id is free again.
  await oauth.create({ ...client, tenantId: db.tenant.id });
  expect((await oauth.list(db.tenant.id)).map(({ id }) => id)).toEqual([client.id]);
});
