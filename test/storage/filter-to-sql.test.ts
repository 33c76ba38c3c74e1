// What a filter becomes: the SQL and its parameters, word for word, and what running it finds.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDeviations } from '#main/protocol/deviations.ts';
import { bindFilter } from '#main/protocol/filter/bind.ts';
import { parseFilter } from '#main/protocol/filter/parser.ts';
import type { ResourceType } from '#main/protocol/schema/attribute.ts';
import { groupResourceType, userResourceType } from '#main/protocol/schema/resource-types.ts';
import { filterToSql } from '#main/storage/sql/filter-to-sql.ts';
import { createSqliteDialect } from '#main/storage/sqlite/sqlite-dialect.ts';
import { enterpriseUserSchema } from '#shared/scim/urn.ts';
import { storageForTest, type StorageForTest } from './storage-for-test.ts';

/** Nothing here asks what was tolerated. */
const deviations = createDeviations('lenient');

let db: StorageForTest;

const at = (day: number): string => `2026-01-0${day}T00:00:00.000Z`;

beforeAll(async () => {
  db = await storageForTest();
  const enterprise = { [enterpriseUserSchema]: { department: 'Legal', manager: { value: 'id-bob' } } };
  await db.user(
    'Ada@Contoso.test',
    {
      externalId: 'A-1',
      displayName: 'Ada Lovelace',
      name: { familyName: 'Lovelace' },
      emails: [
        { type: 'work', value: 'Ada@Work.test', primary: true },
        { type: 'home', value: 'ada@home.test' },
      ],
      ...enterprise,
    },
    { at: at(1) },
  );
  await db.user(
    'bob',
    { displayName: '', title: '100% _sure_', active: false, emails: [{ type: 'work' }] },
    { at: at(2) },
  );
  await db.user(
    'cyd',
    { name: { formatted: 'Cyd C.' }, emails: [{ type: 'home', value: 'cyd@work.test' }] },
    { at: at(3) },
  );
  await db.group('Legal', ['id-bob', { value: 'gone', display: 'Gone' }]);
  await db.group('Sales', ['id-cyd']);
});
afterAll(() => db[Symbol.asyncDispose]());

const compiled = (filter: string, type: ResourceType = userResourceType) =>
  filterToSql(bindFilter(parseFilter(filter, deviations), type, deviations), type, createSqliteDialect());

const found = async (filter: string, type: ResourceType = userResourceType): Promise<string[]> => {
  const page = await db.storage.resources.list({
    tenantId: db.tenant.id,
    type,
    filter: bindFilter(parseFilter(filter, deviations), type, deviations),
    startIndex: 1,
    count: 100,
    include: {},
  });
  return page.resources.map(({ id }) => id.slice(3, 6).toLowerCase());
};

const work = 'EXISTS (SELECT 1 FROM json_each(r.doc, \'$."emails"\') e WHERE ';
const elementValue = 'fold_case(json_extract(e.value, \'$."value"\'))';
const collectionsOfTenant =
  '(SELECT k.key FROM collections k WHERE k.tenant = (SELECT t.tenant FROM collections t WHERE t.key = r.collection))';

describe('the SQL, its parameters, and whom it finds', () => {
  test.each<[filter: string, sql: string, params: unknown[], ids: string[]]>([
    [
      'userName eq "ADA@contoso.test"',
      '(r.user_name_key = ? AND r.user_name_key IS NOT NULL)',
      ['ada@contoso.test'],
      ['ada'],
    ],
    ['userName ne "BOB"', '(r.user_name_key <> ? OR r.user_name_key IS NULL)', ['bob'], ['ada', 'cyd']],
    ['userName co "CON"', '(instr(r.user_name_key, ?) > 0 AND r.user_name_key IS NOT NULL)', ['con'], ['ada']],
    ['userName sw "B"', '(instr(r.user_name_key, ?) = 1 AND r.user_name_key IS NOT NULL)', ['b'], ['bob']],
    ['userName ew "TEST"', '(ends_with(r.user_name_key, ?) AND r.user_name_key IS NOT NULL)', ['test'], ['ada']],
    ['userName gt "b"', '(r.user_name_key > ? AND r.user_name_key IS NOT NULL)', ['b'], ['bob', 'cyd']],
    ['id eq "id-bob"', '(r.id = ?)', ['id-bob'], ['bob']],
    ['id eq "ID-BOB"', '(r.id = ?)', ['ID-BOB'], []],
    ['externalId eq "A-1"', '(r.external_id = ? AND r.external_id IS NOT NULL)', ['A-1'], ['ada']],
    ['externalId pr', "coalesce(r.external_id, '') <> ''", [], ['ada']],
    [
      'displayName eq "ada LOVELACE"',
      '(r.shown_name_key = ? AND (fold_case(r.display_name) = ?) IS TRUE)',
      ['ada lovelace', 'ada lovelace'],
      ['ada'],
    ],
    ['displayName pr', "coalesce(r.display_name, '') <> ''", [], ['ada']],
    ['active eq true', '(r.active = ? AND r.active IS NOT NULL)', [1], ['ada', 'cyd']],
    ['active eq "False"', '(r.active = ? AND r.active IS NOT NULL)', [0], ['bob']],
    ['title eq "100% _SURE_"', '(fold_case(json_extract(r.doc, \'$."title"\')) = ?) IS TRUE', ['100% _sure_'], ['bob']],
    ['title ne "x"', '(fold_case(json_extract(r.doc, \'$."title"\')) <> ?) IS NOT FALSE', ['x'], ['ada', 'bob', 'cyd']],
    [
      'title pr',
      "EXISTS (SELECT 1 FROM json_tree(r.doc, '$.\"title\"') t WHERE t.atom IS NOT NULL AND t.atom <> '')",
      [],
      ['bob'],
    ],
    [
      'title eq null',
      "NOT EXISTS (SELECT 1 FROM json_tree(r.doc, '$.\"title\"') t WHERE t.atom IS NOT NULL AND t.atom <> '')",
      [],
      ['ada', 'cyd'],
    ],
    [
      'name.familyName eq "lovelace"',
      '(fold_case(json_extract(r.doc, \'$."name"."familyName"\')) = ?) IS TRUE',
      ['lovelace'],
      ['ada'],
    ],
    [
      `${enterpriseUserSchema}:department eq "legal"`,
      `(fold_case(json_extract(r.doc, '$."${enterpriseUserSchema}"."department"')) = ?) IS TRUE`,
      ['legal'],
      ['ada'],
    ],
    [
      'manager eq "id-bob"',
      `(json_extract(r.doc, '$."${enterpriseUserSchema}"."manager"."value"') = ?) IS TRUE`,
      ['id-bob'],
      ['ada'],
    ],
    ['meta.lastModified ge "2026-01-02T01:00:00+01:00"', 'unlikely(r.last_modified_at >= ?)', [at(2)], ['bob', 'cyd']],
    ['meta.version eq "W/\\"1\\""', `('W/"' || r.version || '"' = ?) IS TRUE`, ['W/"1"'], ['ada', 'bob', 'cyd']],
    ['meta.resourceType eq "User"', "('User' = ?) IS TRUE", ['User'], ['ada', 'bob', 'cyd']],
    ['noSuchAttribute eq "x"', 'FALSE', [], []],
    [
      'emails.value eq "ADA@work.test"',
      `((r.user_name_key = ? OR r.seq IN (SELECT h.resource FROM email_values h WHERE h.key = ?)) AND ${work}${elementValue} = ?))`,
      ['ada@work.test', 'ada@work.test', 'ada@work.test'],
      ['ada'],
    ],
    [
      'emails.value ne "ada@home.test"',
      `(${work}json_extract(e.value, '$."value"') IS NOT NULL AND (${elementValue} <> ?) IS NOT FALSE) ` +
        `OR NOT ${work}json_extract(e.value, '$."value"') IS NOT NULL))`,
      ['ada@home.test'],
      ['ada', 'bob', 'cyd'],
    ],
    ['emails.value co "work"', `${work}instr(${elementValue}, ?) > 0)`, ['work'], ['ada', 'cyd']],
    ['emails pr', 'EXISTS (SELECT 1 FROM json_each(r.doc, \'$."emails"\') e WHERE TRUE)', [], ['ada', 'bob', 'cyd']],
    [
      'emails[type eq "work" and value co "work"]',
      `${work}((fold_case(json_extract(e.value, '$."type"')) = ?) IS TRUE AND (instr(${elementValue}, ?) > 0) IS TRUE))`,
      ['work', 'work'],
      ['ada'],
    ],
    [
      'emails[type eq "work"].value eq "ada@WORK.test"',
      `((r.user_name_key = ? OR r.seq IN (SELECT h.resource FROM email_values h WHERE h.key = ?)) AND ` +
        `${work}((fold_case(json_extract(e.value, '$."type"')) = ?) IS TRUE AND (${elementValue} = ?) IS TRUE)))`,
      ['ada@work.test', 'ada@work.test', 'work', 'ada@work.test'],
      ['ada'],
    ],
    [
      'not (userName eq "bob") and (title pr or active eq true)',
      '(NOT (r.user_name_key = ? AND r.user_name_key IS NOT NULL) AND ' +
        "(EXISTS (SELECT 1 FROM json_tree(r.doc, '$.\"title\"') t WHERE t.atom IS NOT NULL AND t.atom <> '') OR " +
        '(r.active = ? AND r.active IS NOT NULL)))',
      ['bob', 1],
      ['ada', 'cyd'],
    ],
    [
      'groups.value eq "id-Legal"',
      '(r.id IN (SELECT h.value FROM resources hg JOIN group_members h ON h.group_seq = hg.seq WHERE hg.id = ?) AND ' +
        `EXISTS (SELECT 1 FROM group_members m JOIN resources g ON g.seq = m.group_seq WHERE m.value = r.id AND ` +
        `g.collection IN ${collectionsOfTenant} AND g.id = ?))`,
      ['id-Legal', 'id-Legal'],
      ['bob'],
    ],
  ])('%s', async (filter, sql, params, ids) => {
    expect(compiled(filter)).toEqual({ sql, params });
    expect(await found(filter)).toEqual(ids);
  });

  const members =
    `EXISTS (SELECT 1 FROM group_members m LEFT JOIN resources mr ON mr.id = m.value AND mr.collection IN ` +
    `${collectionsOfTenant} LEFT JOIN collections mc ON mc.key = mr.collection WHERE m.group_seq = r.seq AND `;

  test.each<[filter: string, sql: string, params: unknown[], ids: string[]]>([
    [
      'members eq "id-bob"',
      `(r.seq IN (SELECT h.group_seq FROM group_members h WHERE h.value = ?) AND ${members}m.value = ?))`,
      ['id-bob', 'id-bob'],
      ['leg'],
    ],
    [
      'members.value ne "id-cyd"',
      `(${members}m.value IS NOT NULL AND (m.value <> ?) IS NOT FALSE) OR NOT ${members}m.value IS NOT NULL))`,
      ['id-cyd'],
      ['leg'],
    ],
    [
      'members.type eq "user"',
      `${members}fold_case(coalesce(mc.resource_type, m.type)) = ?)`,
      ['user'],
      ['leg', 'sal'],
    ],
    ['members.$ref pr', 'FALSE', [], []],
  ])('groups: %s', async (filter, sql, params, ids) => {
    expect(compiled(filter, groupResourceType)).toEqual({ sql, params });
    expect(await found(filter, groupResourceType)).toEqual(ids);
  });
});

describe('every leaf is two-valued, so that not means not', () => {
  test.each([
    'displayName eq "x"',
    'title eq "x"',
    'emails.value eq "x"',
    'externalId sw "x"',
    'nickName gt "x"',
    'groups.display eq "x"',
  ])('not (%s) is everybody', async (filter) => {
    expect(await found(filter)).toEqual([]);
    expect(await found(`not (${filter})`)).toEqual(['ada', 'bob', 'cyd']);
  });
});
