// Where an index must answer, SQLite is asked how it would. EXPLAIN QUERY PLAN is asked of the same text that runs.
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDeviations } from '#main/protocol/deviations.ts';
import { bindFilter } from '#main/protocol/filter/bind.ts';
import { parseFilter } from '#main/protocol/filter/parser.ts';
import { attribute, type ResourceType } from '#main/protocol/schema/attribute.ts';
import { findAttribute } from '#main/protocol/schema/registry.ts';
import { groupResourceType, userResourceType } from '#main/protocol/schema/resource-types.ts';
import { behind } from '#main/storage/sql/position.ts';
import { filterToSql } from '#main/storage/sql/filter-to-sql.ts';
import { creation, orderBy, sortKey } from '#main/storage/sql/sort-to-sql.ts';
import { registerFunctions } from '#main/storage/sqlite/functions.ts';
import { planOnce } from '#main/storage/sqlite/plan-once.ts';
import { createSqliteDialect } from '#main/storage/sqlite/sqlite-dialect.ts';
import { createTextIndex, type TextIndex } from '#main/storage/sqlite/text-index.ts';
import { sourceCondition, userColumns, userConditions, userOrder, userSource } from '#main/storage/sqlite/user-rows.ts';
import type { UserQuery } from '#shared/console-api/users.ts';
import { createWriteQueue } from '#main/storage/sqlite/write-queue.ts';
import { storageForTest, temporaryFolder } from './storage-for-test.ts';

const folder = temporaryFolder();
const file = join(folder.path, 'rollcall.sqlite');
let db: Database.Database;
let texts: TextIndex;

beforeAll(async () => {
  await using filled = await storageForTest(file);
  await filled.user('ada', { displayName: 'Ada Lovelace', emails: [{ value: 'ada@work.test' }] });
  await filled.storage.flush();
  db = new Database(file);
  registerFunctions(db);
  const hooks = { beforeCommit: () => undefined, afterCommit: () => undefined, onLost: () => undefined };
  texts = createTextIndex(db, createWriteQueue<never>(db, file, hooks));
});
afterAll(() => {
  texts.close();
  db.close();
  folder[Symbol.dispose]();
});

const explain = (sql: string, params: readonly unknown[]): string => {
  const rows = db.prepare(planOnce(`EXPLAIN QUERY PLAN ${sql}`)).all(...params) as { detail: string }[];
  return rows.map(({ detail }) => detail).join('\n');
};

const compiled = (filter: string, type: ResourceType) => {
  const deviations = createDeviations('lenient');
  const tree = bindFilter(parseFilter(filter, deviations), type, deviations);
  return filterToSql(tree, type, createSqliteDialect(texts.containing));
};

/** How a page of a filtered list is found, and how it is counted. */
const plansOf = (filter: string, type: ResourceType): readonly string[] => {
  const { sql, params } = compiled(filter, type);
  const where = `FROM resources r WHERE r.collection = ? AND ${sql}`;
  return [
    explain(`SELECT r.seq ${where} ORDER BY r.seq LIMIT ? OFFSET ?`, [1, ...params, 100, 0]),
    explain(`SELECT count(*) ${where}`, [1, ...params]),
  ];
};

/** What is read whole may only be elements of one document, or what another step found. */
const noWalk = (plan: string): void => {
  expect(plan).not.toMatch(/SCAN (?!e\b|t\b|k\b|resource_text|d\b)/);
  expect(plan).not.toMatch(/resources_by_creation \(collection=\?\)$/m);
};

const byId = 'INDEX resources_by_id (id=? AND collection=?)';
const byUserName = 'INDEX resources_by_user_name (collection=? AND user_name_key=?)';
const byExternalId = 'INDEX resources_by_external_id (collection=? AND external_id=?)';
const byShownName = 'INDEX resources_by_shown_name (collection=? AND shown_name_key=?)';
const byLastModified = 'INDEX resources_by_last_modified (collection=? AND last_modified_at>?)';
const byEmail = 'SEARCH h USING PRIMARY KEY (key=?)';
const byMember = 'COVERING INDEX group_members_by_value (value=?)';
const byText = 'SCAN resource_text VIRTUAL TABLE INDEX';

const ofUsers: readonly (readonly [filter: string, uses: string])[] = [
  ['id eq "x"', byId],
  ['userName eq "x"', byUserName],
  ['externalId eq "x"', byExternalId],
  ['displayName eq "x"', byShownName],
  ['emails eq "x"', byEmail],
  ['emails.value eq "x"', byEmail],
  ['emails[value eq "x"]', byEmail],
  ['emails[type eq "work" and value eq "x"]', byEmail],
  ['emails[type eq "work"].value eq "x"', byEmail],
  ['groups.value eq "x"', 'INDEX resources_by_id (id=?)'],
  ['meta.lastModified gt "2026-01-01T00:00:00Z"', byLastModified],
  ['meta.lastModified ge "2026-01-01T00:00:00Z"', byLastModified],
  ['userName co "xyz"', byText],
  ['userName sw "xyz"', byText],
  ['userName ew "xyz"', byText],
  ['displayName co "xyz"', byText],
  ['name.familyName co "xyz"', byText],
  ['name.familyName eq "xyz"', byText],
  ['name.formatted sw "xyz"', byText],
  ['nickName co "xyz"', byText],
  ['title co "xyz"', byText],
  ['emails co "xyz"', byText],
  ['emails.value co "xyz"', byText],
  ['emails[type eq "work" and value co "xyz"]', byText],
  ['emails[type eq "work"].value sw "xyz"', byText],
];
const ofGroups: readonly (readonly [filter: string, uses: string])[] = [
  ['id eq "x"', byId],
  ['externalId eq "x"', byExternalId],
  ['displayName eq "x"', byShownName],
  ['displayName co "xyz"', byText],
  ['members eq "x"', byMember],
  ['members.value eq "x"', byMember],
  ['members[value eq "x"]', byMember],
  ['members[type eq "User" and value eq "x"]', byMember],
  ['meta.lastModified gt "2026-01-01T00:00:00Z"', byLastModified],
  ['meta.lastModified ge "2026-01-01T00:00:00Z"', byLastModified],
];

describe.each([
  [userResourceType, ofUsers, 'active eq true'],
  [groupResourceType, ofGroups, 'externalId pr'],
] as const)('$name: an index answers', (type, filters, wide) => {
  test.each(filters)('%s', (filter, uses) => {
    for (const plan of plansOf(filter, type)) {
      expect(plan).toContain(uses);
      noWalk(plan);
    }
  });

  test.each(filters)(`%s, and-ed with a condition that most fulfil, on either side`, (filter, uses) => {
    for (const both of [`${filter} and ${wide}`, `${wide} and ${filter}`, `(${filter}) and not (title eq "x")`]) {
      for (const plan of plansOf(both, type)) {
        expect(plan).toContain(uses);
        noWalk(plan);
      }
    }
  });
});

test('either of two is answered by the index of each', () => {
  for (const plan of plansOf('userName eq "x" or externalId eq "y"', userResourceType)) {
    expect(plan).toContain('MULTI-INDEX OR');
    noWalk(plan);
  }
});

test('RFC 7643 §2.2: what must be unique is found by the rows that keep it unique', () => {
  const badge = { id: 'urn:example:Badge', name: 'Badge', description: 'Badge' };
  const types: ResourceType = {
    ...userResourceType,
    name: 'Device',
    schema: {
      id: 'urn:example:Device',
      name: 'Device',
      description: 'Device',
      attributes: [
        attribute({ name: 'serial', type: 'string', description: 'Serial number', uniqueness: 'server' }),
        attribute({ name: 'slot', type: 'integer', description: 'Slot', uniqueness: 'global' }),
      ],
    },
    extensions: [
      {
        required: false,
        schema: {
          ...badge,
          attributes: [attribute({ name: 'code', type: 'string', description: 'Code', uniqueness: 'server' })],
        },
      },
    ],
  };
  for (const filter of ['serial eq "x"', 'slot eq 7', 'urn:example:Badge:code eq "x"', 'serial eq "x" and slot pr']) {
    for (const plan of plansOf(filter, types)) {
      expect(plan).toContain('SEARCH h USING PRIMARY KEY (collection=? AND attribute=? AND key=?)');
      noWalk(plan);
    }
  }
});

const list = (where: string, order: string, params: readonly unknown[] = []): string =>
  explain(`SELECT r.doc FROM resources r WHERE ${where} ORDER BY ${order} LIMIT ? OFFSET ?`, [...params, 100, 0]);
const part = (collection: number) =>
  `SELECT 0 AS part, r.seq AS seq FROM resources r WHERE r.collection = ${collection}`;

describe('lists', () => {
  test('are in the order of creation without sorting, and continue behind a position without counting', () => {
    expect(list('r.collection = 1', creation)).toBe('SEARCH r USING INDEX resources_by_creation (collection=?)');
    const { sql, params } = behind({ seq: 7 }, undefined, false);
    expect(list(`r.collection = 1 AND ${sql}`, creation, params)).toBe(
      'SEARCH r USING INDEX resources_by_creation (collection=? AND rowid>?)',
    );
  });

  test('sorted by userName need no sorting, and continue by its index', () => {
    const path = findAttribute(userResourceType, { attribute: 'userName' });
    const key = path && sortKey(path, userResourceType, createSqliteDialect());
    if (key === undefined) throw new Error('users have a userName');
    expect(list('r.collection = 1', orderBy(key, false))).toBe(
      'SEARCH r USING INDEX resources_by_user_name (collection=?)',
    );
    const { sql, params } = behind({ seq: 7, value: 'ada' }, key, false);
    expect(list(`r.collection = 1 AND ${sql}`, orderBy(key, false), params)).toBe(
      'SEARCH r USING INDEX resources_by_user_name (collection=? AND user_name_key>?)',
    );
  });

  test('across types are merged from the parts in order, not sorted', () => {
    const plan = explain(`SELECT part, seq FROM (${part(1)} UNION ALL ${part(2)}) ORDER BY seq LIMIT 10`, []);
    expect(plan.match(/SEARCH r USING COVERING INDEX resources_by_creation/g)).toHaveLength(2);
    expect(plan).not.toContain('TEMP B-TREE');
  });
});

describe('the board', () => {
  const query: UserQuery = {
    tenantId: 'tenant-default',
    search: '',
    status: null,
    department: null,
    roleId: null,
    sort: 'role',
    descending: false,
    offset: 0,
    limit: 100,
  };
  const page = (facts: Partial<UserQuery>, plus: '' | '+' = ''): string => {
    const asked = { ...query, ...facts };
    const [conditions, more] = [userConditions(1, asked, plus), sourceCondition(1, asked)];
    const sql = `SELECT ${userColumns} FROM ${userSource(asked)} WHERE ${conditions.sql}${more.sql}
      ORDER BY ${userOrder(asked)} LIMIT ? OFFSET ?`;
    return explain(sql, [...conditions.params, ...more.params, 100, 0]);
  };
  const byRole = 'SEARCH r USING INDEX resources_by_role (collection=? AND role=?)';

  test.each([false, true])(
    'sorted by role walks each role’s people in turn and sorts nothing (descending: %s)',
    (descending) => {
      const plan = page({ descending });
      expect(plan).toContain('SEARCH o USING COVERING INDEX sqlite_autoindex_roles_2 (tenant=?)');
      expect(plan).toContain(byRole);
      expect(plan).not.toContain('TEMP B-TREE');
      noWalk(plan);
    },
  );

  test('of one role is found by it, and walked in order where it has many people', () => {
    const { sql, params } = userConditions(1, { ...query, roleId: 'x' });
    const hits = explain(`SELECT r.seq FROM resources r WHERE ${sql} LIMIT ?`, [...params, 100]);
    expect(hits).toContain('INDEX resources_by_role (collection=? AND role=?)');
    const walked = page({ roleId: 'x', sort: 'displayName' }, '+');
    expect(walked).toContain('INDEX resources_by_shown_name (collection=?)');
    expect(walked).not.toContain('TEMP B-TREE');
  });
});
