// Lists as the resource port promises them: RFC 7644 §3.4.2.3 (sorting) and §3.4.2.4 (paging).
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { ResourceQuery } from '#main/application/ports/resource-store.ts';
import { bindFilter } from '#main/protocol/filter/bind.ts';
import { parseFilter } from '#main/protocol/filter/parser.ts';
import { findAttribute } from '#main/protocol/schema/registry.ts';
import { groupResourceType, userResourceType } from '#main/protocol/schema/resource-types.ts';
import { storageForTest, userDoc, type StorageForTest } from './storage-for-test.ts';

let db: StorageForTest;
beforeEach(async () => {
  db = await storageForTest();
  onTestFinished(() => db[Symbol.asyncDispose]());
});

const user = (id: string) => db.ref(userResourceType, id);
const query = (facts: Partial<ResourceQuery> = {}): ResourceQuery => ({
  tenantId: db.tenant.id,
  type: userResourceType,
  startIndex: 1,
  count: 100,
  include: {},
  ...facts,
});
const ids = async (facts?: Partial<ResourceQuery>) =>
  (await db.storage.resources.list(query(facts))).resources.map(({ id }) => id.replace(/^id-/, ''));
const sortBy = (attribute: string, descending = false, subAttribute?: string) => {
  const path = findAttribute(userResourceType, {
    attribute,
    ...(subAttribute === undefined ? {} : { subAttribute }),
  });
  if (path === undefined) throw new Error(`no ${attribute}`);
  return { path, descending };
};

describe('list', () => {
  test('a tenant without resources lists none', async () => {
    expect(await db.storage.resources.list(query())).toEqual({ totalResults: 0, resources: [] });
  });

  test('RFC 7644 §3.4.2.4: pages in creation order with the true total, whatever happens between them', async () => {
    for (const name of ['c', 'a', 'b', 'd', 'e']) await db.user(name);
    const page = await db.storage.resources.list(query({ count: 2 }));
    expect(page.totalResults).toBe(5);
    expect(page.resources.map(({ id }) => id)).toEqual(['id-c', 'id-a']);
    await db.modify(user('id-c'), { doc: userDoc('c', { title: 'changed' }) });
    expect(await ids({ startIndex: 3, count: 2 })).toEqual(['b', 'd']);
    expect(await ids({ startIndex: 5, count: 2 })).toEqual(['e']);
    expect(await db.storage.resources.list(query({ startIndex: 6 }))).toEqual({ totalResults: 5, resources: [] });
    expect(await db.storage.resources.list(query({ count: 0 }))).toEqual({ totalResults: 5, resources: [] });
  });

  test('a filtered page has the total of all that match', async () => {
    for (const name of ['aa', 'b', 'ab', 'ac']) await db.user(name);
    const filter = bindFilter(parseFilter('userName sw "A"'), userResourceType);
    for (const [facts, total, found] of [
      [{ count: 2 }, 3, ['aa', 'ab']],
      [{ startIndex: 3, count: 2 }, 3, ['ac']],
      [{ startIndex: 4, count: 2 }, 3, []],
      [{ count: 0 }, 3, []],
      [{ count: 3 }, 3, ['aa', 'ab', 'ac']],
    ] as const) {
      expect((await db.storage.resources.list(query({ filter, ...facts }))).totalResults).toBe(total);
      expect(await ids({ filter, ...facts })).toEqual(found);
    }
  });

  test('RFC 7644 §3.4.2.3: sorted without regard to case, without a value last ascending and first descending', async () => {
    await db.user('1', { title: 'beta' });
    await db.user('2');
    await db.user('3', { title: 'Alpha' });
    await db.user('4', { title: 'BETA' });
    expect(await ids({ sortBy: sortBy('title') })).toEqual(['3', '1', '4', '2']);
    expect(await ids({ sortBy: sortBy('title', true) })).toEqual(['2', '1', '4', '3']);
    expect(await ids({ sortBy: sortBy('userName', true) })).toEqual(['4', '3', '2', '1']);
  });

  test('a multi-valued attribute sorts by its primary value, else its first', async () => {
    await db.user('1', { emails: [{ value: 'a@x' }, { value: 'z@x', primary: true }] });
    await db.user('2', { emails: [{ value: 'm@x' }, { value: 'a@x' }] });
    await db.user('3');
    expect(await ids({ sortBy: sortBy('emails') })).toEqual(['2', '1', '3']);
    expect(await ids({ sortBy: sortBy('emails', false, 'value') })).toEqual(['2', '1', '3']);
  });

  test('sorts by instant, by sub-attribute and by what has no value anywhere', async () => {
    await db.user('1', { name: { familyName: 'b' } }, { at: '2026-01-02T00:00:00.000Z' });
    await db.user('2', { name: { familyName: 'A' } }, { at: '2026-01-01T00:00:00.000Z' });
    expect(await ids({ sortBy: sortBy('meta', false, 'lastModified') })).toEqual(['2', '1']);
    expect(await ids({ sortBy: sortBy('name', false, 'familyName') })).toEqual(['2', '1']);
    expect(await ids({ sortBy: sortBy('name') })).toEqual(['1', '2']);
    expect(await ids({ sortBy: sortBy('meta', false, 'location') })).toEqual(['1', '2']);
  });

  test('includes members and memberships when asked', async () => {
    await db.user('ada');
    await db.group('Legal', ['id-ada']);
    const groups = await db.storage.resources.list(query({ type: groupResourceType, include: { members: true } }));
    expect(groups.resources[0]?.members).toEqual([{ value: 'id-ada', type: 'User', display: 'ada' }]);
    const users = await db.storage.resources.list(query({ include: { memberships: true } }));
    expect(users.resources[0]?.memberships).toEqual([{ groupId: 'id-Legal', display: 'Legal' }]);
  });
});
