// Prepared statements of queries whose text depends on the request (filters, sorts, sets of changed columns), kept by
// their text. Literals are parameters, so the number of texts in use is small.
import type { Database, Statement } from 'better-sqlite3';
import { planOnce } from './plan-once.ts';

/** Statements kept; the oldest goes first, and is prepared anew if it is still in use. */
const capacity = 256;

export interface Statements {
  /** The statement of this text, prepared at its first use. Rows come as arrays when `raw`. */
  prepare(sql: string): Statement;
}

export const createStatements = (db: Database): Statements => {
  const kept = new Map<string, Statement>();
  return {
    prepare: (sql) => {
      const known = kept.get(sql);
      if (known !== undefined) return known;
      const statement = db.prepare(planOnce(sql));
      kept.set(sql, statement);
      const oldest = kept.size > capacity ? kept.keys().next().value : undefined;
      if (oldest !== undefined) kept.delete(oldest);
      return statement;
    },
  };
};
