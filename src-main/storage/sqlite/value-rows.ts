// The rows beside a resource that make its values findable: unique_values and email_values. A change writes only the
// difference, because most changes touch neither.
import type { Database } from 'better-sqlite3';
import { StoreError } from '../../application/ports/store-error.ts';
import type { UniqueValue } from '../../application/ports/resource-store.ts';

export interface ValueRows {
  /** StoreError 'uniqueness' when another resource of the collection holds one of the values. */
  addUnique(collection: number, seq: number, values: readonly UniqueValue[]): void;
  setUnique(collection: number, seq: number, values: readonly UniqueValue[]): void;
  addEmails(seq: number, keys: readonly string[]): void;
  setEmails(seq: number, keys: readonly string[]): void;
}

interface Holder {
  readonly seq: number;
  readonly id: string;
  readonly active: number | null;
}

const isSame = (row: { attribute: string; key: string }, value: UniqueValue): boolean =>
  row.attribute === value.attribute && row.key === value.key;

const taken = (value: UniqueValue, holder: Holder): StoreError =>
  new StoreError(
    'uniqueness',
    `${value.attribute} "${value.value}" is taken by the resource ${holder.id}: it must be unique within the tenant.`,
    { attribute: value.attribute, value: value.value, id: holder.id, active: holder.active !== 0 },
  );

export const createValueRows = (db: Database): ValueRows => {
  const uniqueOf = db.prepare<[number], { attribute: string; key: string }>(
    'SELECT attribute, key FROM unique_values WHERE resource = ?',
  );
  const insertUnique = db.prepare<[number, string, string, number]>(
    'INSERT INTO unique_values (collection, attribute, key, resource) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const deleteUnique = db.prepare<[number, string, string]>(
    'DELETE FROM unique_values WHERE collection = ? AND attribute = ? AND key = ?',
  );
  const holderOf = db.prepare<[number, string, string], Holder>(
    `SELECT r.seq, r.id, r.active FROM unique_values u JOIN resources r ON r.seq = u.resource
     WHERE u.collection = ? AND u.attribute = ? AND u.key = ?`,
  );
  const emailsOf = db.prepare<[number], string>('SELECT key FROM email_values WHERE resource = ?').pluck();
  const insertEmail = db.prepare<[string, number]>('INSERT INTO email_values (key, resource) VALUES (?, ?)');
  const deleteEmail = db.prepare<[string, number]>('DELETE FROM email_values WHERE key = ? AND resource = ?');

  const addUnique: ValueRows['addUnique'] = (collection, seq, values) => {
    for (const value of values) {
      if (insertUnique.run(collection, value.attribute, value.key, seq).changes > 0) continue;
      const holder = holderOf.get(collection, value.attribute, value.key);
      if (holder !== undefined && holder.seq !== seq) throw taken(value, holder);
    }
  };
  const addEmails: ValueRows['addEmails'] = (seq, keys) => {
    for (const key of keys) insertEmail.run(key, seq);
  };

  return {
    addUnique,
    setUnique: (collection, seq, values) => {
      const before = uniqueOf.all(seq);
      for (const row of before) {
        if (!values.some((value) => isSame(row, value))) deleteUnique.run(collection, row.attribute, row.key);
      }
      const missing = values.filter((value) => !before.some((row) => isSame(row, value)));
      addUnique(collection, seq, missing);
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
