// All documents of a resource type, a piece at a time, in the order of an index.
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { JsonObject } from '#shared/lang/json.ts';
import { userResourceType } from '#main/protocol/schema/resource-types.ts';
import { storageForTest, storeError, temporaryFolder } from './storage-for-test.ts';

test('pages follow one another in creation order until the last', async () => {
  await using own = await storageForTest();
  for (const name of ['a', 'b', 'c', 'd', 'e']) await own.user(name);
  const names: string[][] = [];
  for (let after: number | undefined = 0; after !== undefined;) {
    const page = await own.storage.documents.page(own.tenant.id, 'User', after, 2);
    names.push(page.documents.map(({ doc }) => (JSON.parse(doc) as JsonObject)['userName'] as string));
    after = page.next;
  }
  expect(names).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
});

test('a group comes with how many members it has', async () => {
  await using own = await storageForTest();
  await own.group('Readers', ['x', 'y']);
  const { documents } = await own.storage.documents.page(own.tenant.id, 'Group', 0, 10);
  expect(documents.map(({ memberCount }) => memberCount)).toEqual([2]);
});

test('a tenant without resources of the type has an empty page, an unknown tenant is refused', async () => {
  await using own = await storageForTest();
  expect(await own.storage.documents.page(own.tenant.id, 'User', 0, 10)).toEqual({ documents: [] });
  expect((await storeError(own.storage.documents.page('nobody', 'User', 0, 10))).code).toBe('not-found');
});

test('newestChange ascends with every change and with nothing else', async () => {
  await using own = await storageForTest();
  const { documents } = own.storage;
  const before = await documents.newestChange();
  await own.user('ada');
  const created = await documents.newestChange();
  expect(created).toBeGreaterThan(before);
  await own.modify(own.ref(userResourceType, 'id-ada'), {});
  expect(await documents.newestChange()).toBe(created);
  await own.modify(own.ref(userResourceType, 'id-ada'), { doc: { userName: 'bo' } });
  const changed = await documents.newestChange();
  expect(changed).toBeGreaterThan(created);
  await own.remove(own.ref(userResourceType, 'id-ada'));
  expect(await documents.newestChange()).toBeGreaterThan(changed);
});

test('a page is read from an index, without sorting', async () => {
  using folder = temporaryFolder();
  const file = join(folder.path, 'rollcall.sqlite');
  await using own = await storageForTest(file);
  await own.user('ada');
  const db = new Database(file);
  const plan = db
    .prepare(
      'EXPLAIN QUERY PLAN SELECT seq, doc, member_count AS memberCount FROM resources WHERE collection = 1 AND seq > 0 ORDER BY seq LIMIT 2',
    )
    .all() as { detail: string }[];
  db.close();
  expect(plan.map(({ detail }) => detail)).toEqual([
    expect.stringMatching(/^SEARCH resources USING INDEX \w+ \(collection=\? AND rowid>\?\)$/),
  ]);
});
