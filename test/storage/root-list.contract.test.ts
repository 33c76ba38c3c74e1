// Lists over several resource types as the resource port promises them, RFC 7644 §3.4.2.1: a query against the server root.
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { RootQuery } from '#main/application/ports/resource-store.ts';
import { createDeviations } from '#main/protocol/deviations.ts';
import { bindFilter } from '#main/protocol/filter/bind.ts';
import { parseFilter } from '#main/protocol/filter/parser.ts';
import type { ResourceType } from '#main/protocol/schema/attribute.ts';
import { findAttribute } from '#main/protocol/schema/registry.ts';
import { groupResourceType, userResourceType } from '#main/protocol/schema/resource-types.ts';
import { storageForTest, type StorageForTest } from './storage-for-test.ts';

/** Nothing here asks what was tolerated. */
const deviations = createDeviations('lenient');

let db: StorageForTest;
beforeEach(async () => {
  db = await storageForTest();
  onTestFinished(() => db[Symbol.asyncDispose]());
});

const part = (type: ResourceType, filter?: string, by?: string): RootQuery['parts'][number] => {
  const path = by === undefined ? undefined : findAttribute(type, { attribute: by });
  return {
    type,
    include: { members: true },
    ...(filter === undefined ? {} : { filter: bindFilter(parseFilter(filter, deviations), type, deviations) }),
    ...(path === undefined ? {} : { sortBy: path }),
  };
};
const across = async (parts: RootQuery['parts'], facts: Partial<RootQuery> = {}) => {
  const page = await db.storage.resources.listAcross({
    tenantId: db.tenant.id,
    parts,
    descending: false,
    startIndex: 1,
    count: 100,
    ...facts,
  });
  return [page.totalResults, page.resources.map(({ type, resource }) => `${type.name} ${resource.id.slice(3)}`)];
};
describe('RFC 7644 §3.4.2.1: listAcross answers for several resource types at once', () => {
  const everyone = [part(userResourceType), part(groupResourceType)];

  beforeEach(async () => {
    await db.user('cyd', { displayName: 'b' });
    await db.group('a', ['id-cyd']);
    await db.user('ada', { displayName: 'C' });
    await db.user('bob');
    await db.group('d');
  });

  test('in the order of creation, whatever the type', async () => {
    const all = ['User cyd', 'Group a', 'User ada', 'User bob', 'Group d'];
    expect(await across(everyone)).toEqual([5, all]);
    expect(await across(everyone, { startIndex: 2, count: 3 })).toEqual([5, all.slice(1, 4)]);
    expect(await across(everyone, { startIndex: 6 })).toEqual([5, []]);
    expect(await across(everyone, { count: 0 })).toEqual([5, []]);
    expect(await across([])).toEqual([0, []]);
  });

  test('each type has its own filter, and the total is exact', async () => {
    const parts = [part(userResourceType, 'userName gt "b"'), part(groupResourceType, 'members pr')];
    expect(await across(parts)).toEqual([3, ['User cyd', 'Group a', 'User bob']]);
    expect(await across(parts, { startIndex: 2, count: 1 })).toEqual([3, ['Group a']]);
  });

  test('sorted by each type’s own attribute, without a value last ascending and first descending', async () => {
    const parts = [part(userResourceType, undefined, 'displayName'), part(groupResourceType, undefined, 'displayName')];
    expect(await across(parts)).toEqual([5, ['Group a', 'User cyd', 'User ada', 'Group d', 'User bob']]);
    expect(await across(parts, { descending: true, startIndex: 1, count: 2 })).toEqual([5, ['User bob', 'Group d']]);
    const onlyUsersSort = [part(userResourceType, undefined, 'userName'), part(groupResourceType)];
    expect(await across(onlyUsersSort)).toEqual([5, ['User ada', 'User bob', 'User cyd', 'Group a', 'Group d']]);
  });

  test('includes what each part asks for; a type without resources is none of them', async () => {
    const other = { ...userResourceType, name: 'Device' };
    const page = await db.storage.resources.listAcross({
      tenantId: db.tenant.id,
      parts: [part(other), part(groupResourceType)],
      descending: false,
      startIndex: 1,
      count: 1,
    });
    expect(page.totalResults).toBe(2);
    expect(page.resources[0]?.resource.members).toEqual([{ value: 'id-cyd', type: 'User', display: 'b' }]);
  });
});
