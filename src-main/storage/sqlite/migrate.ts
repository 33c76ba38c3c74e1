// Brings a database to the newest schema. Each migration and its version commit together, so that a crash in between
// leaves a database that the next start continues with.
import type { Database } from 'better-sqlite3';
import { migrations } from './migrations.ts';

/** "Rcal" in the file's header, so that another program's database is never taken for ours. */
export const applicationId = 0x5263616c;

/** The version that this program knows; a database with a higher one belongs to a newer Rollcall. */
export const newestVersion = migrations.at(-1)?.version ?? 0;

/** 0 for a database that no migration has seen. */
export const schemaVersion = (db: Database): number => Number(db.pragma('user_version', { simple: true }));

/** Runs what is missing. Another process may be doing the same: the version is read again inside each transaction. */
export const migrate = (db: Database): void => {
  for (const { version, sql } of migrations) {
    if (schemaVersion(db) >= version) continue;
    db.exec('BEGIN IMMEDIATE');
    try {
      if (schemaVersion(db) < version) {
        db.exec(sql);
        db.pragma(`application_id = ${applicationId}`);
        db.pragma(`user_version = ${version}`);
      }
      db.exec('COMMIT');
    } catch (error) {
      if (db.inTransaction) db.exec('ROLLBACK');
      throw error;
    }
  }
};
