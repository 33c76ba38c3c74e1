// The one connection of a process: WAL, every commit on the disk before it is acknowledged, our functions registered.
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { registerFunctions } from './functions.ts';
import { inspectDatabase } from './inspect.ts';
import { migrate } from './migrate.ts';
import { createPrivateFile, createPrivateFolder } from './private-files.ts';
import { notWritable, storeErrorFrom } from './store-error-from.ts';

/** SQLite's name for a database that is gone when it is closed. */
export const inMemory = ':memory:';

/** Milliseconds to wait for another process's transaction. */
const busyTimeoutMs = 5_000;
/** Pages of write-ahead log before it is folded in: fewer folds than the default of 1000, 16 MiB at most before one. */
const checkpointPages = 4_000;

const createPrivately = (file: string): void => {
  try {
    createPrivateFolder(dirname(file));
    createPrivateFile(file);
  } catch (error) {
    throw notWritable(file, error);
  }
};

const configure = (db: Database.Database): void => {
  db.pragma('journal_mode = WAL');
  // After journal_mode and before the first access: this build of SQLite falls back to NORMAL for WAL databases, where a
  // power failure loses acknowledged writes.
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  db.pragma(`wal_autocheckpoint = ${checkpointPages}`);
  db.pragma('cache_size = -32768');
  db.pragma('temp_store = MEMORY');
  db.prepare('SELECT count(*) FROM sqlite_schema').get();
  const synchronous = db.pragma('synchronous', { simple: true });
  if (synchronous !== 2) throw new Error(`PRAGMA synchronous is ${String(synchronous)}, expected 2 (FULL)`);
  registerFunctions(db);
};

/** Opens or creates the database and brings it to the newest schema; StoreError when it must not or cannot be used. */
export const openConnection = (file: string): Database.Database => {
  if (file !== inMemory) {
    createPrivately(file);
    inspectDatabase(file);
  }
  let db: Database.Database | undefined;
  try {
    db = new Database(file, { timeout: busyTimeoutMs });
    configure(db);
    migrate(db);
    return db;
  } catch (error) {
    db?.close();
    throw storeErrorFrom(error, file);
  }
};
