// The people half of the directory reader. Built for 100,000 people: a page is read in the order of an index, and what is
// counted without a filter is a number kept by triggers.
import type { Database } from 'better-sqlite3';
import type { DirectoryReader } from '../../application/ports/directory-reader.ts';
import type { Scopes } from './scopes.ts';
import type { Statements } from './statements.ts';
import { userColumns, userConditions, userOrder, userRowOf, type RawUser } from './user-rows.ts';

/** The resource types the board and the group list show. */
export const userType = 'User';
export const groupType = 'Group';

/** Up to here the hits of a search are found first and then sorted; beyond, the order is walked until a page is full. */
const fewHits = 2_000;

interface Sizes {
  readonly resources: number;
  readonly disabled: number;
}

type DirectoryUsers = Pick<DirectoryReader, 'users' | 'usersById' | 'userFacets' | 'counts'>;

export const createDirectoryUsers = (db: Database, scopes: Scopes, statements: Statements): DirectoryUsers => {
  const sizes = db.prepare<[number, string], Sizes>(
    'SELECT resources, disabled FROM collections WHERE tenant = ? AND resource_type = ?',
  );
  const selectById = db.prepare<[string, number], RawUser>(
    `SELECT ${userColumns} FROM resources r WHERE r.id = ? AND r.collection = ?`,
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

  return {
    users: async (query) => {
      const collection = scopes.collectionKey(query.tenantId, userType);
      if (collection === undefined) return { total: 0, of: 0, rows: [] };
      const of = sizeOf(query.tenantId, userType).resources;
      const { sql, params } = userConditions(collection, query);
      const isFiltered = query.search !== '' || query.status !== null || query.department !== null;
      const count = (): number =>
        Number(
          statements
            .prepare(`SELECT count(*) FROM resources r WHERE ${sql}`)
            .pluck()
            .get(...params),
        );
      const total = isFiltered ? count() : of;
      const order = userOrder(query);
      const where = isFiltered && total <= fewHits ? `r.seq IN (SELECT r.seq FROM resources r WHERE ${sql})` : sql;
      const rows = statements
        .prepare(`SELECT ${userColumns} FROM resources r WHERE ${where} ORDER BY ${order} LIMIT ? OFFSET ?`)
        .all(...params, query.limit, query.offset) as RawUser[];
      return { total, of, rows: rows.map(userRowOf) };
    },
    usersById: async (tenantId, ids) => {
      const collection = scopes.collectionKey(tenantId, userType);
      if (collection === undefined) return [];
      return ids.flatMap((id) => {
        const raw = selectById.get(id, collection);
        return raw === undefined ? [] : [userRowOf(raw)];
      });
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
