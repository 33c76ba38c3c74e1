// A removed tenant is gone at once for everybody; its rows go afterwards, a few milliseconds at a time, also after a crash.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { groupResourceType, userResourceType } from '#main/protocol/schema/resource-types.ts';
import type { Storage } from '#main/storage/sqlite/open.ts';
import {
  groupDoc,
  now,
  storageForTest,
  storeError,
  temporaryFolder,
  tenantOf,
  userDoc,
  type StorageForTest,
} from './storage-for-test.ts';

async function onDisk(): Promise<{ readonly db: StorageForTest; readonly file: string }> {
  const folder = temporaryFolder();
  const file = join(folder.path, 'rollcall.sqlite');
  const db = await storageForTest(file);
  onTestFinished(async () => {
    await db[Symbol.asyncDispose]();
    folder[Symbol.dispose]();
  });
  return { db, file };
}

const hashOf = (text: string) => new Uint8Array(createHash('sha256').update(text).digest());

/** A token, an OAuth client with a secret and an access token, what Entra may send itself, uses and a reminder. */
async function fillCredentials({ storage }: StorageForTest, tenantId: string, prefix: string): Promise<void> {
  const createdAt = now();
  const token = {
    id: `token-${prefix}`,
    tenantId,
    label: 'Entra',
    hash: hashOf(prefix),
    hint: 'abcd',
    scope: 'read-write' as const,
    networks: [],
    createdAt,
  };
  const clientId = `client-${prefix}`;
  const secret = { id: `secret-${prefix}`, hash: hashOf(clientId), hint: 'abcd', createdAt, expiresAt: createdAt };
  await storage.tokens.create({ ...token, sealed: new TextEncoder().encode(`sealed-${prefix}`) });
  await storage.oauth.create({ ...token, id: clientId, accessTokenMinutes: 60, secrets: [secret] });
  await storage.tokens.createAccessToken({
    ...token,
    id: `access-${prefix}`,
    hash: hashOf(`access-${prefix}`),
    clientId,
  });
  await storage.providerTokens.save(tenantId, { enabled: true, entraTenantId: null, audiences: [] });
  for (const id of [token.id, clientId]) {
    storage.credentialUses.touch(id, tenantId, { at: createdAt, address: '203.0.113.7', userAgent: prefix });
  }
  await storage.sentReminders.claim(tenantId, [`tokenExpires ${prefix}`], createdAt);
}

/** People, a group with them, credentials, roles, a schema and what all that leaves in the log. */
async function fill(db: StorageForTest, tenantId: string, people: number, prefix = tenantId): Promise<void> {
  await db.storage.schemas.change(tenantId, () => ({
    schemas: [{ id: `urn:${prefix}`, name: 'Own', attributes: [] }],
    resourceTypes: [{ name: 'Own', endpoint: '/Owns', schema: `urn:${prefix}` }],
    claims: [],
  }));
  await fillCredentials(db, tenantId, prefix);
  const ids = Array.from({ length: people }, (_, index) => `${prefix}-${index}`);
  await Promise.all(
    ids.map((id) => {
      const emails = [{ value: `${id}@work.test`, type: 'work' }];
      const entry = {
        requestBody: `body-of-${id}`,
        responseBody: '{}',
        credentialId: 'x',
        shows: ['firstUser' as const],
      };
      return db.create(userResourceType, id, userDoc(id, { emails }), { tenantId, entry });
    }),
  );
  await db.create(groupResourceType, `${prefix}-group`, groupDoc(`${prefix} group`), {
    tenantId,
    members: ids.map((value) => ({ value })),
  });
}

/** What is of the whole console, and outlives a tenant. */
const ofNoTenant = [
  'audit_entries',
  'audit_heads',
  'console_sessions',
  'jwks_caches',
  'passphrase_tries',
  'profiles',
  'recovery_key_tries',
  'recovery_keys',
  'single_sign_on',
  'tunnel_secrets',
  'tunnels',
];

/** Rows of every table, and of those of `resource_text` what the index was given. */
function rowCounts(file: string): Readonly<Record<string, number>> {
  const db = new Database(file, { readonly: true });
  const tables = db
    .prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'resource_text%'",
    )
    .pluck()
    .all() as string[];
  const counts = tables.map(
    (name) => [name, Number(db.prepare(`SELECT count(*) FROM ${name}`).pluck().get())] as const,
  );
  db.close();
  return Object.fromEntries(counts);
}

const isPurged = (file: string): boolean => {
  const db = new Database(file, { readonly: true });
  const left = db
    .prepare(
      'SELECT count(*) FROM resources r JOIN collections c ON c.key = r.collection JOIN tenants t ON t.key = c.tenant WHERE t.removed_at IS NOT NULL',
    )
    .pluck()
    .get();
  db.close();
  return left === 0;
};

const bytesOf = (file: string): string =>
  readdirSync(join(file, '..'))
    .map((name) => readFileSync(join(file, '..', name), 'latin1'))
    .join('\n');

const listed = async ({ tenants }: Storage): Promise<readonly string[]> =>
  (await tenants.list()).map(({ slug }) => slug);

describe('removing a tenant', () => {
  test('makes it unknown at once, by id and by slug, and its slug free', async () => {
    const { db } = await onDisk();
    const gone = tenantOf('gone');
    await db.storage.tenants.create(gone);
    await fill(db, gone.id, 3);
    expect(await db.storage.tenants.remove(gone.id, now())).toBe(true);
    expect(await listed(db.storage)).toEqual(['default']);
    expect(await db.storage.tenants.findBySlug('gone')).toBeUndefined();
    expect(await db.storage.tenants.findBySlug(`~${gone.id}`)).toBeUndefined();
    const hash = new Uint8Array(createHash('sha256').update(gone.id).digest());
    expect(await db.storage.tokens.findByHash(hash)).toBeUndefined();
    const late = db.create(userResourceType, 'late', userDoc('late'), { tenantId: gone.id });
    expect((await storeError(late)).code).toBe('not-found');
    expect((await storeError(db.storage.tenants.update(gone))).code).toBe('not-found');
    expect((await storeError(db.storage.tenants.remove(gone.id, now()))).code).toBe('not-found');
    await db.storage.tenants.create({ ...tenantOf('gone'), id: 'another' });
    expect(await db.storage.roles.list('another')).toHaveLength(3);
  });

  test('leaves no row of it in any table, and every row of the others', async () => {
    const { db, file } = await onDisk();
    await fill(db, db.tenant.id, 4, 'stays');
    await db.storage.flush();
    // A table that nobody fills here would not be looked at.
    const empty = Object.entries(rowCounts(file)).filter(([, rows]) => rows === 0);
    expect(empty.map(([name]) => name).toSorted()).toEqual(ofNoTenant);
    const gone = tenantOf('gone');
    await db.storage.tenants.create(gone);
    await fill(db, gone.id, 40, 'goes');
    // A later tenant, so that the rows of the removed one are not the newest.
    const later = tenantOf('later');
    await db.storage.tenants.create(later);
    await fill(db, later.id, 4, 'later');
    await db.storage.tenants.remove(gone.id, now());
    await using alone = await storageForTest(join(file, '..', 'alone.sqlite'));
    await fill(alone, alone.tenant.id, 4, 'stays');
    await alone.storage.tenants.create(tenantOf('later'));
    await fill(alone, 'tenant-later', 4, 'later');
    await alone.storage.flush();
    const expected = rowCounts(join(file, '..', 'alone.sqlite'));
    await expect.poll(() => rowCounts(file)).toEqual(expected);
  });

  test('leaves no secret of it in the files', async () => {
    const { db, file } = await onDisk();
    const gone = tenantOf('gone');
    await db.storage.tenants.create(gone);
    await fill(db, gone.id, 1, 'gone');
    await db.storage.flush();
    expect(bytesOf(file).includes('sealed-gone')).toBe(true);
    await db.storage.tenants.remove(gone.id, now());
    await db.storage.flush();
    expect(bytesOf(file).includes('sealed-gone')).toBe(false);
  });

  test('goes on by itself while others write, and a search never finds what is gone', async () => {
    const { db, file } = await onDisk();
    const gone = tenantOf('gone');
    await db.storage.tenants.create(gone);
    await fill(db, gone.id, 200, 'crowd');
    await db.storage.tenants.remove(gone.id, now());
    await db.user('ada', { displayName: 'crowd-1 of the living' });
    await expect.poll(() => isPurged(file)).toBe(true);
    const found = await db.storage.directory.users({
      tenantId: db.tenant.id,
      search: 'crowd-1',
      status: null,
      department: null,
      roleId: null,
      sort: 'displayName',
      descending: false,
      offset: 0,
      limit: 10,
    });
    expect(found.rows.map(({ userName }) => userName)).toEqual(['ada']);
  });

  test('is taken up again after the next start', async () => {
    const folder = temporaryFolder();
    onTestFinished(() => folder[Symbol.dispose]());
    const file = join(folder.path, 'rollcall.sqlite');
    const first = await storageForTest(file);
    const gone = tenantOf('gone');
    await first.storage.tenants.create(gone);
    await fill(first, gone.id, 100);
    await first.storage.tenants.remove(gone.id, now());
    // As after a crash: nothing is flushed.
    first.storage.close();
    expect(isPurged(file)).toBe(false);
    await using second = await storageForTest(file);
    expect(await listed(second.storage)).toEqual(['default']);
    await expect.poll(() => isPurged(file)).toBe(true);
  });

  test('takes a group of thousands in pieces', async () => {
    const { db, file } = await onDisk();
    const gone = tenantOf('gone');
    await db.storage.tenants.create(gone);
    const members = Array.from({ length: 3_500 }, (_, index) => ({ value: `m${index}` }));
    await db.create(groupResourceType, 'large', groupDoc('large'), { tenantId: gone.id, members });
    await db.storage.tenants.remove(gone.id, now());
    await db.storage.flush();
    await expect.poll(() => rowCounts(file)['group_members']).toBe(0);
  });

  test('the last tenant stays, and all it has', async () => {
    const { db } = await onDisk();
    await db.user('ada');
    expect(await db.storage.tenants.remove(db.tenant.id, now())).toBe(false);
    expect(await listed(db.storage)).toEqual(['default']);
    expect(await db.storage.resources.find(db.ref(userResourceType, 'id-ada'))).toBeDefined();
  });

  test('two removals at the same moment leave one tenant', async () => {
    const { db } = await onDisk();
    const other = tenantOf('other');
    await db.storage.tenants.create(other);
    const removed = await Promise.all([db.tenant.id, other.id].map((id) => db.storage.tenants.remove(id, now())));
    expect(removed).toEqual([true, false]);
    expect(await listed(db.storage)).toEqual(['other']);
  });

  test('another process that still knows the removed tenant never reads or writes the next one', async () => {
    const { db, file } = await onDisk();
    const gone = tenantOf('gone');
    await db.storage.tenants.create(gone);
    await fill(db, gone.id, 2);
    await using cli = await storageForTest(file);
    // Both processes know the keys of the tenant now.
    expect(
      await cli.storage.resources.find({ tenantId: gone.id, type: userResourceType, id: `${gone.id}-0` }),
    ).toBeDefined();
    await cli.storage.tenants.remove(gone.id, now());
    await cli.storage.flush();
    await cli.storage.tenants.create(tenantOf('next'));
    await cli.create(userResourceType, 'next-person', userDoc('next'), { tenantId: 'tenant-next' });
    const stale = { tenantId: gone.id, type: userResourceType, id: 'next-person' };
    expect(await db.storage.resources.find(stale)).toBeUndefined();
    await db.create(userResourceType, 'stray', userDoc('stray'), { tenantId: gone.id }).catch(() => undefined);
    const { totalResults } = await cli.storage.resources.list({
      tenantId: 'tenant-next',
      type: userResourceType,
      startIndex: 1,
      count: 10,
      include: {},
    });
    expect(totalResults).toBe(1);
  });
});
