// What is taken away for good leaves the file too: SQLite otherwise only forgets where it was.
import type { Database } from 'better-sqlite3';

/** Runs a change so that nothing of what it takes away stays in the file, also when a row merely grows and moves. */
export const withoutTrace = <Value>(db: Database, change: () => Value): Value => {
  db.pragma('secure_delete = ON');
  try {
    return change();
  } finally {
    db.pragma('secure_delete = OFF');
  }
};

/** Older pages are in the write-ahead log until it is folded in and cut. Another process may keep it from being cut. */
export const emptyLog = (db: Database): void => {
  if (db.open) db.pragma('wal_checkpoint(TRUNCATE)');
};
