import type { Database } from 'better-sqlite3';
import type { Identity } from '#shared/console-api/session.ts';
import type { SessionStore, StoredSession } from '../../application/ports/session-store.ts';
import type { WriteQueue } from './write-queue.ts';

type SessionRow = Omit<StoredSession, 'identity'> & { readonly identity: string };

/** A use is written later, so that no request waits for it. */
export const createSessionStore = <Entry>(db: Database, queue: WriteQueue<Entry>): SessionStore => {
  const insert = db.prepare<[Uint8Array, string, string, string, string, string]>(
    `INSERT INTO console_sessions (hash, identity, signed_in_at, fresh_at, seen_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)`,
  );
  const select = db.prepare<[Uint8Array], SessionRow>(
    `SELECT hash, identity, signed_in_at AS signedInAt, fresh_at AS freshAt, seen_at AS seenAt, expires_at AS expiresAt
     FROM console_sessions WHERE hash = ?`,
  );
  const setSeen = db.prepare<[string, Uint8Array, string]>(
    'UPDATE console_sessions SET seen_at = ? WHERE hash = ? AND seen_at < ?',
  );
  const remove = db.prepare<[Uint8Array]>('DELETE FROM console_sessions WHERE hash = ?');
  const removeAll = db.prepare('DELETE FROM console_sessions');
  const removeStale = db.prepare<[string, string]>(
    'DELETE FROM console_sessions WHERE expires_at <= ? OR seen_at <= ?',
  );

  return {
    create: ({ hash, identity, signedInAt, freshAt, seenAt, expiresAt }) =>
      queue.write(() => {
        insert.run(hash, JSON.stringify(identity), signedInAt, freshAt, seenAt, expiresAt);
        return { value: undefined };
      }),
    find: async (hash) => {
      const row = select.get(hash);
      return row === undefined ? undefined : { ...row, identity: JSON.parse(row.identity) as Identity };
    },
    touch: (hash, at) =>
      queue.writeLater(() => {
        setSeen.run(at, hash, at);
        return { value: undefined };
      }),
    remove: (hash) => queue.write(() => ({ value: remove.run(hash).changes > 0 })),
    removeAll: () => queue.write(() => ({ value: removeAll.run().changes })),
    removeStale: (at, idleSince) =>
      queue.write(() => {
        removeStale.run(at, idleSince);
        return { value: undefined };
      }),
  };
};
