import type { Database } from 'better-sqlite3';
import type { Tries } from '../../application/ports/tries.ts';
import type { WriteQueue } from './write-queue.ts';

/** The tries that one table holds. */
export function createTries<Entry>(
  db: Database,
  queue: WriteQueue<Entry>,
  table: 'recovery_key_tries' | 'passphrase_tries',
): Tries {
  const insert = db.prepare<[string]>(`INSERT INTO ${table} (at) VALUES (?)`);
  const select = db.prepare<[string], string>(`SELECT at FROM ${table} WHERE at > ? ORDER BY at`).pluck();
  const forgetOld = db.prepare<[string]>(`DELETE FROM ${table} WHERE at <= ?`);
  const forget = db.prepare(`DELETE FROM ${table}`);

  return {
    beginTry: (at, since, limit) =>
      queue.write(() => {
        forgetOld.run(since);
        if (select.all(since).length >= limit) return { value: false };
        insert.run(at);
        return { value: true };
      }),
    tries: async (since) => select.all(since),
    forgetTries: () =>
      queue.write(() => {
        forget.run();
        return { value: undefined };
      }),
  };
}
