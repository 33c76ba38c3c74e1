// The stored resources of a tenant as a change of what it serves is judged by, and the unique values that follow from it.
import type { Database } from 'better-sqlite3';
import type { JsonObject } from '#shared/lang/json.ts';
import type { HeldResource, HeldResources, UniqueClaims } from '../../application/ports/schema-store.ts';
import { StoreError } from '../../application/ports/store-error.ts';
import { planOnce } from './plan-once.ts';
import type { Scopes } from './scopes.ts';

/** Both for the transaction that changes what a tenant serves: a judge reads, then its claims are written. */
export interface HeldRows {
  of(tenantId: string): HeldResources;
  /** Only inside a write job. */
  claim(tenantId: string, claims: readonly UniqueClaims[]): void;
}

interface HeldRow {
  readonly seq: number;
  readonly id: string;
  readonly doc: string;
}

/** Resources read at a time: a statement that is still open would keep the transaction from writing. */
const pageRows = 500;

/** On SQLite, a page of resources at a time. */
export const createHeldRows = (db: Database, scopes: Scopes): HeldRows => {
  const selectCount = db.prepare<[number], number>('SELECT resources FROM collections WHERE key = ?').pluck();
  const selectPage = db.prepare<[number, number, number], HeldRow>(
    planOnce('SELECT seq, id, doc FROM resources WHERE collection = ? AND seq > ? ORDER BY seq LIMIT ?'),
  );
  const selectNaming = db.prepare<[number, number, string, number], HeldRow>(
    planOnce(
      'SELECT seq, id, doc FROM resources WHERE collection = ? AND seq > ? AND instr(lower(doc), lower(?)) > 0 ORDER BY seq LIMIT ?',
    ),
  );
  const clearUnique = db.prepare<[number]>('DELETE FROM unique_values WHERE collection = ?');
  const selectHolder = db.prepare<[string, number], { seq: number; user_name_key: string | null }>(
    'SELECT seq, user_name_key FROM resources WHERE id = ? AND collection = ?',
  );
  const insertUnique = db.prepare<[number, string, string, number]>(
    'INSERT INTO unique_values (collection, attribute, key, resource) VALUES (?, ?, ?, ?)',
  );

  const countOf = (tenantId: string, resourceType: string): number => {
    const collection = scopes.collectionKey(tenantId, resourceType);
    return collection === undefined ? 0 : (selectCount.get(collection) ?? 0);
  };

  function* each(tenantId: string, resourceType: string, naming?: string): Iterable<HeldResource> {
    const collection = scopes.collectionKey(tenantId, resourceType);
    if (collection === undefined) return;
    for (let after = 0; ;) {
      const page: readonly HeldRow[] =
        naming === undefined
          ? selectPage.all(collection, after, pageRows)
          : selectNaming.all(collection, after, naming, pageRows);
      for (const { id, doc } of page) yield { id, doc: JSON.parse(doc) as JsonObject };
      const last = page.at(-1);
      if (last === undefined || page.length < pageRows) return;
      after = last.seq;
    }
  }

  const claim = (tenantId: string, { resourceType, values }: UniqueClaims): void => {
    const collection = scopes.collectionKey(tenantId, resourceType);
    if (collection === undefined) return;
    clearUnique.run(collection);
    for (const { id, unique } of values) {
      const holder = selectHolder.get(id, collection);
      if (holder === undefined) throw new StoreError('not-found', `There is no ${resourceType} with the id ${id}.`);
      for (const { attribute, key } of unique) {
        // The row's own index guards a userName.
        if (attribute === 'userName' && key === holder.user_name_key) continue;
        insertUnique.run(collection, attribute, key, holder.seq);
      }
    }
  };

  return {
    of: (tenantId) => ({
      count: (resourceType) => countOf(tenantId, resourceType),
      each: (resourceType, naming) => each(tenantId, resourceType, naming),
    }),
    claim: (tenantId, all) => {
      for (const claims of all) claim(tenantId, claims);
    },
  };
};
