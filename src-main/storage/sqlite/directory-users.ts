// The people half of the directory reader. Built for 100,000 people: a page is read in the order of an index, and what is
// counted without a filter is a number kept by triggers.
import type { Database } from 'better-sqlite3';
import type { UserQuery, UserRow } from '#shared/console-api/users.ts';
import { foldCase } from '#shared/lang/fold-case.ts';
import type { DirectoryReader } from '../../application/ports/directory-reader.ts';
import type { Dialect, Fragment } from '../sql/dialect.ts';
import type { Scopes } from './scopes.ts';
import type { Statements } from './statements.ts';
import {
  sourceCondition,
  userColumns,
  userConditions,
  userOrder,
  userRowOf,
  userSource,
  type RawUser,
} from './user-rows.ts';

/** The resource types the board and the group list show. */
export const userType = 'User';
export const groupType = 'Group';

/** Up to here the hits of a search are found first and then sorted; beyond, the order is walked until a page is full. */
const fewHits = 2_000;

/** What an index says first of whom a search may find. */
export const withHint = (hint: Fragment | undefined, { sql, params }: Fragment): Fragment =>
  hint === undefined ? { sql, params } : { sql: `${hint.sql} AND ${sql}`, params: [...hint.params, ...params] };

interface Sizes {
  readonly resources: number;
  readonly disabled: number;
}

type DirectoryUsers = Pick<DirectoryReader, 'users' | 'usersById' | 'userRemarks' | 'userFacets' | 'counts'>;

export const createDirectoryUsers = (
  db: Database,
  scopes: Scopes,
  statements: Statements,
  containing: Dialect['containing'],
): DirectoryUsers => {
  const sizes = db.prepare<[number, string], Sizes>(
    'SELECT resources, disabled FROM collections WHERE tenant = ? AND resource_type = ?',
  );
  const selectById = db.prepare<[string, number], RawUser>(
    `SELECT ${userColumns} FROM resources r WHERE r.id = ? AND r.collection = ?`,
  );
  const selectRemarks = db.prepare<[string, number], { notes: string | null; role_by_hand: number }>(
    'SELECT notes, role_by_hand FROM resources WHERE id = ? AND collection = ?',
  );
  const departments = db.prepare<[number], { name: string; count: number }>(
    `SELECT json_extract(r.doc, '$."urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"."department"') AS name,
       d.people AS count
     FROM (SELECT max(seq) AS newest, count(*) AS people FROM resources
       WHERE collection = ? AND (department_key IS NULL) = 0 GROUP BY department_key) d
     JOIN resources r ON r.seq = d.newest ORDER BY r.department_key`,
  );
  const sizeOf = (tenantId: string, type: string): Sizes =>
    sizes.get(scopes.tenantKey(tenantId), type) ?? { resources: 0, disabled: 0 };

  const page = ({ sql, params }: Fragment, query: UserQuery): UserRow[] => {
    const more = sourceCondition(scopes.tenantKey(query.tenantId), query);
    const text = `SELECT ${userColumns} FROM ${userSource(query)} WHERE ${sql}${more.sql}
      ORDER BY ${userOrder(query)} LIMIT ? OFFSET ?`;
    const rows = statements.prepare(text).all(...params, ...more.params, query.limit, query.offset) as RawUser[];
    return rows.map(userRowOf);
  };
  const firstHits = ({ sql, params }: Fragment): number[] =>
    statements
      .prepare(`SELECT r.seq FROM resources r WHERE ${sql} LIMIT ?`)
      .pluck()
      .all(...params, fewHits + 1) as number[];
  const countOf = ({ sql, params }: Fragment): number =>
    Number(
      statements
        .prepare(`SELECT count(*) FROM resources r WHERE ${sql}`)
        .pluck()
        .get(...params),
    );

  return {
    users: async (query) => {
      const collection = scopes.collectionKey(query.tenantId, userType);
      if (collection === undefined) return { total: 0, of: 0, rows: [] };
      const of = sizeOf(query.tenantId, userType).resources;
      const { search, status, department, roleId } = query;
      const isFiltered = search !== '' || status !== null || department !== null || roleId !== null;
      if (!isFiltered) return { total: of, of, rows: page(userConditions(collection, query), query) };
      const hint = query.search === '' ? undefined : containing(foldCase(query.search), 'index');
      const conditions = withHint(hint, userConditions(collection, query));
      const hits = firstHits(conditions);
      if (hits.length > fewHits) {
        return { total: countOf(conditions), of, rows: page(userConditions(collection, query, '+'), query) };
      }
      const found = { sql: 'r.seq IN (SELECT value FROM json_each(?))', params: [JSON.stringify(hits)] };
      return { total: hits.length, of, rows: page(found, query) };
    },
    usersById: async (tenantId, ids) => {
      const collection = scopes.collectionKey(tenantId, userType);
      if (collection === undefined) return [];
      return ids.flatMap((id) => {
        const raw = selectById.get(id, collection);
        return raw === undefined ? [] : [userRowOf(raw)];
      });
    },
    userRemarks: async (tenantId, id) => {
      const collection = scopes.collectionKey(tenantId, userType);
      const raw = collection === undefined ? undefined : selectRemarks.get(id, collection);
      return raw === undefined ? undefined : { notes: raw.notes ?? '', roleSetByHand: raw.role_by_hand === 1 };
    },
    userFacets: async (tenantId) => {
      const collection = scopes.collectionKey(tenantId, userType);
      return { departments: collection === undefined ? [] : departments.all(collection) };
    },
    counts: async (tenantId) => {
      const people = sizeOf(tenantId, userType);
      return {
        users: people.resources,
        active: people.resources - people.disabled,
        disabled: people.disabled,
        groups: sizeOf(tenantId, groupType).resources,
      };
    },
  };
};
