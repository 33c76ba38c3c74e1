// Nothing a client sends becomes SQL: values travel as parameters, names come from the schemas, wildcards are plain text.
import * as fc from 'fast-check';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { createDeviations } from '#main/protocol/deviations.ts';
import { bindFilter } from '#main/protocol/filter/bind.ts';
import { parseFilter } from '#main/protocol/filter/parser.ts';
import { groupResourceType, userResourceType } from '#main/protocol/schema/resource-types.ts';
import { filterToSql } from '#main/storage/sql/filter-to-sql.ts';
import { createSqliteDialect } from '#main/storage/sqlite/sqlite-dialect.ts';
import { propertyRuns } from '../property-runs.ts';
import { storageForTest, userDoc, type StorageForTest } from './storage-for-test.ts';

/** Nothing here asks what was tolerated. */
const deviations = createDeviations('lenient');

let db: StorageForTest;
beforeEach(async () => {
  db = await storageForTest();
  onTestFinished(() => db[Symbol.asyncDispose]());
});

const hostile = [
  `' OR '1'='1`,
  `'; DROP TABLE resources; --`,
  `" OR ""="`,
  `x') OR 1=1 --`,
  `\\' OR 1=1 --`,
  `?`,
  `?1`,
  `:collection`,
  `$."emails"`,
  `/* */`,
  `%`,
  `_`,
  `[a-z]`,
  `*`,
];
const quoted = (text: string): string => JSON.stringify(text);

const find = async (filter: string): Promise<number> => {
  const bound = bindFilter(parseFilter(filter, deviations), userResourceType, deviations);
  const query = {
    tenantId: db.tenant.id,
    type: userResourceType,
    filter: bound,
    startIndex: 1,
    count: 10,
    include: {},
  };
  return (await db.storage.resources.list(query)).totalResults;
};

describe.each(hostile)('the value %j', (value) => {
  test.each([
    'userName eq',
    'title co',
    'title sw',
    'title ew',
    'emails.value eq',
    'externalId gt',
    'groups.value eq',
    'emails[type eq "work"].value eq',
  ])('%s finds only a resource that has it', async (start) => {
    await db.user('ada', { title: 'Countess', emails: [{ type: 'work', value: 'ada@x.test' }] });
    const before = await find(`${start} ${quoted(value)}`);
    // Only `externalId gt` and nothing else could hold for a resource without the value: it has no externalId.
    expect(before).toBe(0);
    const holds = { title: value, externalId: `${value}z`, emails: [{ type: 'work', value }] };
    await db.create(userResourceType, value, userDoc(value, holds));
    await db.create(groupResourceType, `group ${value}`, { schemas: [], displayName: value }, { members: [{ value }] });
    expect(
      await find(start === 'groups.value eq' ? `${start} ${quoted(`group ${value}`)}` : `${start} ${quoted(value)}`),
    ).toBe(1);
    expect(await db.storage.resources.find(db.ref(userResourceType, 'id-ada'))).toBeDefined();
  });

  test('as an id, a member, a search and a slug it is that value and nothing else', async () => {
    const { id: tenantId } = db.tenant;
    await db.create(userResourceType, value, userDoc(value));
    await db.group('g', [value]);
    await db.group('other', ['someone']);
    expect((await db.storage.resources.find(db.ref(userResourceType, value)))?.id).toBe(value);
    await db.modify(db.ref(groupResourceType, 'id-g'), { removeMembers: [`${value}x`] });
    expect(
      (await db.storage.resources.find(db.ref(groupResourceType, 'id-g'), { members: true }))?.members,
    ).toHaveLength(1);
    const people = await db.storage.directory.users({
      tenantId,
      search: value,
      status: null,
      department: value,
      roleId: null,
      sort: 'displayName',
      descending: false,
      offset: 0,
      limit: 10,
    });
    expect(people).toEqual({ total: 0, of: 1, rows: [] });
    expect(await db.storage.tenants.findBySlug(value)).toBeUndefined();
    expect(await db.storage.log.history(tenantId, `${value}x`, 10)).toEqual([]);
  });
});

// The filter grammar refuses NUL.
const text = fc.string({ unit: 'binary', minLength: 1 }).filter((value) => !value.includes('\u0000'));
const sqlOf = (filter: string): string =>
  filterToSql(
    bindFilter(parseFilter(filter, deviations), userResourceType, deviations),
    userResourceType,
    createSqliteDialect(),
  ).sql;

test('the SQL of a filter does not depend on its values', () => {
  const shapes = [
    'userName eq',
    'title co',
    'emails.value eq',
    'meta.version eq',
    'name.familyName ew',
    'groups.value eq',
  ];
  fc.assert(
    fc.property(fc.constantFrom(...shapes), text, (shape, value) => {
      expect(sqlOf(`${shape} ${quoted(value)}`)).toBe(sqlOf(`${shape} "x"`));
    }),
    { numRuns: propertyRuns(500, 5_000) },
  );
});
