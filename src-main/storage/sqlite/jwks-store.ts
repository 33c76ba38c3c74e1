import type { Database } from 'better-sqlite3';
import type { JwksStore, StoredJwks } from '../../application/ports/jwks-store.ts';
import type { WriteQueue } from './write-queue.ts';

/** Providers' keys by the URL they came from, so that a restart offline still knows them. */
export const createJwksStore = <Entry>(db: Database, queue: WriteQueue<Entry>): JwksStore => {
  const select = db.prepare<[string], StoredJwks>(
    'SELECT jwks, fetched_at AS fetchedAt FROM jwks_caches WHERE url = ?',
  );
  const upsert = db.prepare<[string, string, number]>(
    `INSERT INTO jwks_caches (url, jwks, fetched_at) VALUES (?, ?, ?)
     ON CONFLICT (url) DO UPDATE SET jwks = excluded.jwks, fetched_at = excluded.fetched_at`,
  );
  return {
    load: (url) => select.get(url),
    save: (url, { jwks, fetchedAt }) =>
      queue.writeLater(() => {
        upsert.run(url, jwks, fetchedAt);
        return { value: undefined };
      }),
  };
};
