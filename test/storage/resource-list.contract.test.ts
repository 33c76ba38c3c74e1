// Lists as the resource port promises them: RFC 7644 §3.4.2.3 (sorting) and §3.4.2.4 (paging).
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { ResourceQuery } from '#main/application/ports/resource-store.ts';
import { createDeviations } from '#main/protocol/deviations.ts';
import { bindFilter } from '#main/protocol/filter/bind.ts';
import { parseFilter } from '#main/protocol/filter/parser.ts';
import { findAttribute } from '#main/protocol/schema/registry.ts';
import { groupResourceType, userResourceType } from '#main/protocol/schema/resource-types.ts';
import { storageForTest, storeError, userDoc, type StorageForTest } from './storage-for-test.ts';

/** Nothing here asks what was tolerated. */
const deviations = createDeviations('lenient');

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

/** Walks all pages by their positions; what is asked between two pages is up to `between`. */
const walk = async (facts: Partial<ResourceQuery>, between: () => Promise<unknown> = async () => undefined) => {
  const pages: string[][] = [];
  let after: string | undefined;
  do {
    const page = await db.storage.resources.list(query({ ...facts, ...(after === undefined ? {} : { after }) }));
    pages.push(page.resources.map(({ id }) => id.replace(/^id-/, '')));
    after = page.next;
    await between();
  } while (after !== undefined);
  return pages;
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
    const filter = bindFilter(parseFilter('userName sw "A"', deviations), userResourceType, deviations);
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

describe('list behind a position', () => {
  test('every page but the last says where it ended', async () => {
    for (const name of ['c', 'a', 'b', 'd', 'e']) await db.user(name);
    expect(await walk({ count: 2 })).toEqual([['c', 'a'], ['b', 'd'], ['e']]);
    expect(await walk({ count: 5 })).toEqual([['c', 'a', 'b', 'd', 'e']]);
    expect((await db.storage.resources.list(query({ count: 0 }))).next).toBeUndefined();
    expect((await db.storage.resources.list(query({ startIndex: 6 }))).next).toBeUndefined();
  });

  test('startIndex counts for nothing, the total is that of the whole list', async () => {
    for (const name of ['c', 'a', 'b']) await db.user(name);
    const { next = '' } = await db.storage.resources.list(query({ count: 1 }));
    const page = await db.storage.resources.list(query({ count: 1, startIndex: 3, after: next }));
    expect(page.totalResults).toBe(3);
    expect(page.resources.map(({ id }) => id)).toEqual(['id-a']);
  });

  test('what comes and goes between the pages shifts nothing', async () => {
    for (const name of ['a', 'b', 'c', 'd']) await db.user(name);
    const leaving = ['a', 'b'];
    const between = async () => {
      const name = leaving.shift();
      if (name !== undefined) await db.remove(user(`id-${name}`));
    };
    expect(await walk({ count: 2 }, between)).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  test('a filtered list continues too', async () => {
    for (const name of ['aa', 'b', 'ab', 'ac']) await db.user(name);
    const filter = bindFilter(parseFilter('userName sw "A"', deviations), userResourceType, deviations);
    expect(await walk({ count: 2, filter })).toEqual([['aa', 'ab'], ['ac']]);
  });

  test.each([
    ['title', false, undefined],
    ['title', true, undefined],
    ['userName', false, undefined],
    ['userName', true, undefined],
    ['emails', false, 'value'],
    ['meta', true, 'lastModified'],
    ['meta', false, 'location'],
    ['active', true, undefined],
  ] as const)('sorted by %s (descending: %s): pages of two are the list in pieces', async (name, descending, sub) => {
    const titles = ['beta', undefined, 'Alpha', 'BETA', '', 'alpha', undefined, '"]', '\u{1F600}'];
    for (const [index, title] of titles.entries()) {
      const emails = title === undefined ? {} : { emails: [{ value: `${title}@x` }] };
      await db.user(`u${index * 7}`, {
        ...(title === undefined ? {} : { title }),
        ...emails,
        ...(index % 3 === 0 ? { active: false } : {}),
      });
    }
    const sorted = { sortBy: sortBy(name, descending, sub) };
    const pages = await walk({ ...sorted, count: 2 });
    expect(pages.map((page) => page.length)).toEqual([2, 2, 2, 2, 1]);
    expect(pages.flat()).toEqual(await ids(sorted));
  });

  test.each(['', 'x', '0', '-1', '1.5', '"1"', '[1]', '["a","b"]', '[{},1]', 'null', '1]'])(
    'the position %j is none of the order of creation',
    async (after) => {
      await db.user('a');
      expect(await storeError(db.storage.resources.list(query({ after })))).toMatchObject({ code: 'invalid-position' });
      const sorted = { after, sortBy: sortBy('title') };
      expect(await storeError(db.storage.resources.list(query(sorted)))).toMatchObject({ code: 'invalid-position' });
    },
  );

  test('a position of another order is refused', async () => {
    for (const name of ['a', 'b']) await db.user(name);
    const plain = await db.storage.resources.list(query({ count: 1 }));
    const sorted = await db.storage.resources.list(query({ count: 1, sortBy: sortBy('title') }));
    const refusals = [
      query({ after: plain.next ?? '', sortBy: sortBy('title') }),
      query({ after: sorted.next ?? '' }),
    ].map((asked) => storeError(db.storage.resources.list(asked)));
    expect((await Promise.all(refusals)).map(({ code }) => code)).toEqual(['invalid-position', 'invalid-position']);
  });
});
