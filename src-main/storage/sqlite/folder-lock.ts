// One server per data folder. The lock is SQLite's own exclusive file lock on a small file beside the database, which the
// system takes away with the process, however that ends; the pid in a text file is only for the message.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { StoreError } from '../../application/ports/store-error.ts';
import { createPrivateFile, createPrivateFolder } from './private-files.ts';
import { notWritable } from './store-error-from.ts';

export interface FolderLock {
  release(): void;
}

/** The lock is let go of with its connection, and a connection that nobody refers to goes with the garbage. */
const held = new Set<Database.Database>();

const readPid = (file: string): number => {
  try {
    return Number.parseInt(readFileSync(file, 'utf8'), 10) || 0;
  } catch {
    return 0; // the holder has not written it yet, or is just leaving
  }
};

const isBusy = (error: unknown): boolean =>
  error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');

/** StoreError 'locked' with the holder's pid while another server has the folder; 'not-writable' when it cannot be used. */
export const holdFolder = (folder: string): FolderLock => {
  const lockFile = join(folder, 'rollcall.lock');
  const pidFile = join(folder, 'rollcall.pid');
  let db: Database.Database | undefined;
  try {
    createPrivateFolder(folder);
    createPrivateFile(lockFile);
    db = new Database(lockFile, { timeout: 0 });
    db.exec('BEGIN EXCLUSIVE');
    writeFileSync(pidFile, `${process.pid}\n`, { mode: 0o600 });
  } catch (error) {
    db?.close();
    if (!isBusy(error)) throw notWritable(folder, error);
    const pid = readPid(pidFile);
    throw new StoreError(
      'locked',
      `Another Rollcall serves the data folder ${folder}${pid === 0 ? '' : ` (process ${pid})`}. ` +
        'Use that one, stop it first, or choose another data folder.',
      { path: folder, ...(pid === 0 ? {} : { pid }) },
      error,
    );
  }
  const connection = db;
  held.add(connection);
  return {
    release: () => {
      if (!held.delete(connection)) return;
      rmSync(pidFile, { force: true });
      connection.close();
    },
  };
};
