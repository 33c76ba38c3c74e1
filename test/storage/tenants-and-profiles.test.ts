// What is stored of tenants and profiles beside their people: settings, what a tenant begins with, and the judgement of a
// change by what is stored, in one transaction.
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { StoreError } from '#main/application/ports/store-error.ts';
import type { Judge } from '#main/application/ports/tenant-store.ts';
import { groupResourceType } from '#main/protocol/schema/resource-types.ts';
import { groupDoc, rejection, storageForTest, storeError, tenantOf, type StorageForTest } from './storage-for-test.ts';

let db: StorageForTest;
beforeEach(async () => {
  db = await storageForTest();
  onTestFinished(() => db[Symbol.asyncDispose]());
});

const changed = () => ({
  ...db.tenant,
  name: 'Contoso',
  profile: 'sosafe',
  compatibility: 'strict' as const,
  idpTenantId: 'contoso.example',
  provisioning: false,
  archivedAt: '2026-02-01T00:00:00.000Z',
});

describe('a tenant', () => {
  test('comes back with every setting that was changed, its slug and its creation as they were', async () => {
    await db.storage.tenants.update({ ...changed(), slug: 'another', createdAt: '2030-01-01T00:00:00.000Z' });
    expect(await db.storage.tenants.list()).toEqual([changed()]);
    expect(await db.storage.tenants.findBySlug('default')).toEqual(changed());
  });

  test('that nobody knows cannot be changed', async () => {
    expect((await storeError(db.storage.tenants.update({ ...changed(), id: 'nobody' }))).code).toBe('not-found');
  });

  test('begins with the roles and definitions it is given, instead of the first roles', async () => {
    const role = { description: '', permissions: [], isLocked: false };
    const roles = [
      { ...role, id: 'r1', name: 'Guest', isDefault: true },
      { ...role, id: 'r2', name: 'Host', isDefault: false },
    ];
    const definitions = { schemas: [{ id: 'urn:x', name: 'X' }], resourceTypes: [{ name: 'X', schema: 'urn:x' }] };
    const tenant = tenantOf('given');
    await db.storage.tenants.create(tenant, { roles, definitions });
    expect((await db.storage.roles.list(tenant.id)).map(({ name }) => name)).toEqual(['Guest', 'Host']);
    expect(await db.storage.schemas.load(tenant.id)).toEqual(definitions);
    expect(await db.storage.roles.list(db.tenant.id)).toHaveLength(3);
  });

  test('whose beginning cannot be stored is not there at all', async () => {
    const role = { id: 'r', name: 'Same', description: '', permissions: [], isDefault: false, isLocked: false };
    const roles = [role, { ...role, id: 'r2', name: 'SAME' }];
    const made = db.storage.tenants.create(tenantOf('half'), {
      roles,
      definitions: { schemas: [], resourceTypes: [] },
    });
    expect(await rejection(made)).toBeInstanceOf(Error);
    expect(await db.storage.tenants.findBySlug('half')).toBeUndefined();
  });
});

/** From now on the names of groups are unique. */
const claimNames: Judge = (held) => [
  {
    resourceType: 'Group',
    values: [...held.each('Group')].map(({ id, doc }) => {
      const value = doc['displayName'] as string;
      return { id, unique: [{ attribute: 'displayName', value, key: value.toLowerCase() }] };
    }),
  },
];
const refuse: Judge = () => {
  throw new StoreError('uniqueness', 'No.');
};

const group = (id: string, unique: boolean) =>
  db.create(groupResourceType, id, groupDoc('Engineers'), unique ? {} : { unique: [] });

describe('a change that is judged', () => {
  test('claims what must be unique from then on, with the tenant or with the profile', async () => {
    await group('first', false);
    await db.storage.tenants.update(changed(), claimNames);
    expect((await storeError(group('second', true))).code).toBe('uniqueness');
    await db.storage.profiles.save(
      'own',
      { id: 'own' },
      new Map([[db.tenant.id, () => [{ resourceType: 'Group', values: [] }]]]),
    );
    expect((await group('second', true)).outcome.changed).toBe(true);
  });

  test('changes nothing when the judge refuses', async () => {
    expect((await storeError(db.storage.tenants.update(changed(), refuse))).code).toBe('uniqueness');
    expect(await db.storage.tenants.list()).toEqual([db.tenant]);
    const saved = db.storage.profiles.save('own', { id: 'own' }, new Map([[db.tenant.id, refuse]]));
    expect((await storeError(saved)).code).toBe('uniqueness');
    expect(await db.storage.profiles.list()).toEqual([]);
  });
});

test('profiles are listed by id, replaced by id and removed once', async () => {
  const { profiles } = db.storage;
  await profiles.save('b', { id: 'b', name: 'B' });
  await profiles.save('a', { id: 'a', name: 'A' });
  await profiles.save('b', { id: 'b', name: 'B, again' });
  expect(await profiles.list()).toEqual([
    { id: 'a', name: 'A' },
    { id: 'b', name: 'B, again' },
  ]);
  expect(await profiles.remove('b')).toBe(true);
  expect(await profiles.remove('b')).toBe(false);
  expect(await profiles.list()).toEqual([{ id: 'a', name: 'A' }]);
});
