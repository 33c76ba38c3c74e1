// SQLite's result codes as the StoreError that the application knows. Anything else is a bug and stays what it is.
import Database from 'better-sqlite3';
import { StoreError } from '../../application/ports/store-error.ts';

const full =
  'The disk is full, so nothing was written. Free some space on the disk that holds the data folder and try again.';
const busy =
  'Another process kept the database locked for 5 seconds, so nothing was written. Try again when it has finished.';

/** `file` names the database in the texts that tell the admin where to look. */
export const storeErrorFrom = (error: unknown, file: string): unknown => {
  if (!(error instanceof Database.SqliteError)) return error;
  const code = error.code;
  if (code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_SHMSIZE') return new StoreError('full', full, {}, error);
  if (code.startsWith('SQLITE_BUSY')) return new StoreError('busy', busy, {}, error);
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return corrupt(file, error.message, error);
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN')) return notWritable(file, error);
  return error;
};

/** `finding` is what SQLite found, word for word. */
export const corrupt = (file: string, finding: string, cause?: unknown): StoreError =>
  new StoreError(
    'corrupt',
    `The database ${file} is damaged or not a Rollcall database (${finding}). It was left as it is. ` +
      'Restore it from a backup, or move it away and start again with an empty one.',
    { path: file },
    cause,
  );

/** A file or folder that Rollcall may not change. */
export const notWritable = (path: string, cause?: unknown): StoreError =>
  new StoreError(
    'not-writable',
    `Rollcall cannot write to ${path}${cause instanceof Error ? ` (${cause.message})` : ''}. ` +
      'Choose another data folder, or give the account that runs Rollcall the right to write there.',
    { path },
    cause,
  );
