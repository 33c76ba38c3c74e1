import type { Database } from 'better-sqlite3';
import type { DocumentReader } from '../../application/ports/document-reader.ts';
import { planOnce } from './plan-once.ts';
import type { Scopes } from './scopes.ts';

interface DocumentRow {
  readonly seq: number;
  readonly doc: string;
  readonly memberCount: number;
}

interface StateRow {
  readonly resources: number;
  readonly newest: number | null;
  readonly lastModifiedAt: string | null;
}

export const createDocumentReader = (db: Database, scopes: Scopes): DocumentReader => {
  const selectPage = db.prepare<[number, number, number], DocumentRow>(
    planOnce(
      'SELECT seq, doc, member_count AS memberCount FROM resources WHERE collection = ? AND seq > ? ORDER BY seq LIMIT ?',
    ),
  );
  // Each of the three is one step in an index. A resource that is removed lowers the count, one that takes its place
  // carries a later time.
  const selectState = db.prepare<[number], StateRow>(
    planOnce(`SELECT c.resources,
       (SELECT max(seq) FROM resources WHERE collection = c.key) AS newest,
       (SELECT max(last_modified_at) FROM resources WHERE collection = c.key) AS lastModifiedAt
     FROM collections c WHERE c.key = ?`),
  );
  const stateOf = (tenantId: string, resourceType: string): StateRow | undefined => {
    const collection = scopes.collectionKey(tenantId, resourceType);
    return collection === undefined ? undefined : selectState.get(collection);
  };

  return {
    count: async (tenantId, resourceType) => stateOf(tenantId, resourceType)?.resources ?? 0,
    state: async (tenantId, resourceType) => {
      const { resources = 0, newest = null, lastModifiedAt = null } = stateOf(tenantId, resourceType) ?? {};
      return `${resources} ${newest ?? ''} ${lastModifiedAt ?? ''}`;
    },
    page: async (tenantId, resourceType, after, limit) => {
      const collection = scopes.collectionKey(tenantId, resourceType);
      const documents = collection === undefined ? [] : selectPage.all(collection, after, limit);
      const last = documents.length < limit ? undefined : documents.at(-1)?.seq;
      return last === undefined ? { documents } : { documents, next: last };
    },
  };
};
