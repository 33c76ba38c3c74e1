import type { Database } from 'better-sqlite3';
import type { DocumentReader } from '../../application/ports/document-reader.ts';
import { planOnce } from './plan-once.ts';
import type { Scopes } from './scopes.ts';

interface DocumentRow {
  readonly seq: number;
  readonly doc: string;
  readonly memberCount: number;
}

/** A page costs the same wherever it begins. */
export const createDocumentReader = (db: Database, scopes: Scopes): DocumentReader => {
  const selectPage = db.prepare<[number, number, number], DocumentRow>(
    planOnce(
      'SELECT seq, doc, member_count AS memberCount FROM resources WHERE collection = ? AND seq > ? ORDER BY seq LIMIT ?',
    ),
  );
  const selectNewest = db.prepare<[], number | null>('SELECT max(log_seq) FROM changes').pluck();

  return {
    newestChange: async () => selectNewest.get() ?? 0,
    page: async (tenantId, resourceType, after, limit) => {
      const collection = scopes.collectionKey(tenantId, resourceType);
      const documents = collection === undefined ? [] : selectPage.all(collection, after, limit);
      const last = documents.length < limit ? undefined : documents.at(-1)?.seq;
      return last === undefined ? { documents } : { documents, next: last };
    },
  };
};
