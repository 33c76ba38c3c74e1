import type { Database } from 'better-sqlite3';
import type { RecoveryKeyStore, StoredRecoveryKey } from '../../application/ports/recovery-key-store.ts';
import { createTries } from './tries.ts';
import { emptyLog, withoutTrace } from './without-trace.ts';
import type { WriteQueue } from './write-queue.ts';

interface RecoveryKeyRow {
  readonly id: string;
  readonly verifier: string;
  readonly wrapSalt: Buffer;
  readonly wrapped: Buffer | null;
  readonly sealed: Buffer | null;
  readonly createdAt: string;
  readonly drilledAt: string | null;
}

const keyOf = ({ wrapped, sealed, drilledAt, ...key }: RecoveryKeyRow): StoredRecoveryKey => ({
  ...key,
  ...(wrapped === null ? {} : { wrapped }),
  ...(sealed === null ? {} : { sealed }),
  ...(drilledAt === null ? {} : { drilledAt }),
});

/** At most one row. A key that is replaced leaves nothing of itself in the file. */
export const createRecoveryKeyStore = <Entry>(db: Database, queue: WriteQueue<Entry>): RecoveryKeyStore => {
  const select = db.prepare<[], RecoveryKeyRow>(
    `SELECT id, verifier, wrap_salt AS wrapSalt, wrapped, sealed, created_at AS createdAt, drilled_at AS drilledAt
     FROM recovery_keys`,
  );
  const remove = db.prepare('DELETE FROM recovery_keys');
  const insert = db.prepare<[string, string, Uint8Array, Uint8Array | null, Uint8Array | null, string]>(
    `INSERT INTO recovery_keys (key, id, verifier, wrap_salt, wrapped, sealed, created_at)
     VALUES (1, ?, ?, ?, ?, ?, ?)`,
  );
  const setDrilled = db.prepare<[string, string]>('UPDATE recovery_keys SET drilled_at = ? WHERE id = ?');
  const eraseSealed = db.prepare('UPDATE recovery_keys SET sealed = NULL WHERE sealed IS NOT NULL');
  const forgetTries = db.prepare('DELETE FROM recovery_key_tries');

  return {
    get: async () => {
      const row = select.get();
      return row === undefined ? undefined : keyOf(row);
    },
    replace: async ({ id, verifier, wrapSalt, wrapped, sealed, createdAt }) => {
      await queue.write(() => {
        withoutTrace(db, () => remove.run());
        insert.run(id, verifier, wrapSalt, wrapped ?? null, sealed ?? null, createdAt);
        forgetTries.run();
        return { value: undefined };
      });
      emptyLog(db);
    },
    setDrilled: (id, at) =>
      queue.write(() => {
        setDrilled.run(at, id);
        return { value: undefined };
      }),
    eraseSealed: async () => {
      const erased = await queue.write(() => ({ value: withoutTrace(db, () => eraseSealed.run()).changes > 0 }));
      if (erased) emptyLog(db);
      return erased;
    },
    ...createTries(db, queue, 'recovery_key_tries'),
  };
};
