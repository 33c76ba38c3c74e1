// What makes a resource's values findable and keeps the unique ones unique: the index of userName, and the rows of
// unique_values and email_values. A change writes only the difference, because most changes touch neither.
import Database, { type Database as Connection } from 'better-sqlite3';
import { StoreError } from '../../application/ports/store-error.ts';
import type { UniqueValue } from '../../application/ports/resource-store.ts';
import type { PromotedColumns } from './promoted-columns.ts';
import { planOnce } from './plan-once.ts';

/** The values of a resource that must be unique, and the columns of its row, one of which has a unique index. */
export interface UniqueClaim {
  readonly collection: number;
  readonly unique: readonly UniqueValue[];
  readonly columns: PromotedColumns;
}

export interface ValueRows {
  /** Runs what writes the row; StoreError 'uniqueness' when its userName is another's. */
  guardRow<Result>(claim: UniqueClaim, write: () => Result): Result;
  /** StoreError 'uniqueness' when another resource of the collection holds one of the values. */
  addUnique(seq: number, claim: UniqueClaim): void;
  setUnique(seq: number, claim: UniqueClaim): void;
  addEmails(seq: number, keys: readonly string[]): void;
  setEmails(seq: number, keys: readonly string[]): void;
}

interface Holder {
  readonly seq: number;
  readonly id: string;
  readonly active: number | null;
  /** 1 for a person made here and not yet matched. */
  readonly local: number;
}

const isSame = (row: { attribute: string; key: string }, value: UniqueValue): boolean =>
  row.attribute === value.attribute && row.key === value.key;

/** Values that the row's own index does not guard. */
const rowsOf = ({ unique, columns }: UniqueClaim): readonly UniqueValue[] =>
  unique.filter(({ attribute, key }) => attribute !== 'userName' || key !== columns.user_name_key);

const isUserNameConflict = (error: unknown): boolean =>
  error instanceof Database.SqliteError &&
  error.code === 'SQLITE_CONSTRAINT_UNIQUE' &&
  error.message.includes('resources.user_name_key');

const taken = (attribute: string, value: string, holder: Holder): StoreError =>
  new StoreError(
    'uniqueness',
    `${attribute} "${value}" is taken by the resource ${holder.id}: it must be unique within the tenant.`,
    { attribute, value, id: holder.id, active: holder.active !== 0, ...(holder.local === 1 ? { local: true } : {}) },
  );

export const createValueRows = (db: Connection): ValueRows => {
  const byUserName = db.prepare<[number, string], Holder>(
    'SELECT seq, id, active, local FROM resources WHERE collection = ? AND user_name_key = ?',
  );
  const uniqueOf = db.prepare<[number], { attribute: string; key: string }>(
    'SELECT attribute, key FROM unique_values WHERE resource = ?',
  );
  const insertUnique = db.prepare<[number, string, string, number]>(
    'INSERT INTO unique_values (collection, attribute, key, resource) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const deleteUnique = db.prepare<[number, string, string]>(
    'DELETE FROM unique_values WHERE collection = ? AND attribute = ? AND key = ?',
  );
  const byUnique = db.prepare<[number, string, string], Holder>(
    planOnce(`SELECT r.seq, r.id, r.active, r.local FROM unique_values u JOIN resources r ON r.seq = u.resource
     WHERE u.collection = ? AND u.attribute = ? AND u.key = ?`),
  );
  const emailsOf = db.prepare<[number], string>('SELECT key FROM email_values WHERE resource = ?').pluck();
  const insertEmail = db.prepare<[string, number]>('INSERT INTO email_values (key, resource) VALUES (?, ?)');
  const deleteEmail = db.prepare<[string, number]>('DELETE FROM email_values WHERE key = ? AND resource = ?');

  const addValues = (collection: number, seq: number, values: readonly UniqueValue[]): void => {
    for (const { attribute, value, key } of values) {
      if (insertUnique.run(collection, attribute, key, seq).changes > 0) continue;
      const holder = byUnique.get(collection, attribute, key);
      if (holder !== undefined && holder.seq !== seq) throw taken(attribute, value, holder);
    }
  };
  const addEmails: ValueRows['addEmails'] = (seq, keys) => {
    for (const key of keys) insertEmail.run(key, seq);
  };

  return {
    guardRow: ({ collection, columns: { user_name: name, user_name_key: key } }, write) => {
      try {
        return write();
      } catch (error) {
        const holder = isUserNameConflict(error) && key !== null ? byUserName.get(collection, key) : undefined;
        throw holder === undefined ? error : taken('userName', name ?? '', holder);
      }
    },
    addUnique: (seq, claim) => addValues(claim.collection, seq, rowsOf(claim)),
    setUnique: (seq, claim) => {
      const values = rowsOf(claim);
      const before = uniqueOf.all(seq);
      for (const row of before) {
        if (!values.some((value) => isSame(row, value))) deleteUnique.run(claim.collection, row.attribute, row.key);
      }
      const missing = values.filter((value) => !before.some((row) => isSame(row, value)));
      addValues(claim.collection, seq, missing);
    },
    addEmails,
    setEmails: (seq, keys) => {
      const before = new Set(emailsOf.all(seq));
      const after = new Set(keys);
      for (const key of before) if (!after.has(key)) deleteEmail.run(key, seq);
      addEmails(
        seq,
        keys.filter((key) => !before.has(key)),
      );
    },
  };
};
