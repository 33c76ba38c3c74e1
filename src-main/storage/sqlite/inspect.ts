// Looks at a database file before it is opened for writing, so that one that is damaged, foreign or newer is refused
// with every byte as it was.
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { StoreError } from '../../application/ports/store-error.ts';
import { applicationId, newestVersion, schemaVersion } from './migrate.ts';
import { corrupt, storeErrorFrom } from './store-error-from.ts';

const magic = 'SQLite format 3\0';

const bytesOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

const readHead = (file: string): Buffer => {
  const head = Buffer.alloc(100);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, head, 0, head.length, 0);
  } finally {
    closeSync(descriptor);
  }
  return head;
};

const refuseNewer = (file: string, version: number): void => {
  if (version <= newestVersion) return;
  throw new StoreError(
    'newer-database',
    `The database ${file} was written by a newer Rollcall (its format is ${version}, this Rollcall knows ` +
      `${newestVersion}). It was left as it is. Start the newer Rollcall, or choose another data folder.`,
    { path: file, found: version, known: newestVersion },
  );
};

/** A write-ahead log that was not folded in: SQLite removes it when the last process closes the database properly. */
const exitedUncleanly = (file: string): boolean => bytesOf(`${file}-wal`) > 0;

/** What the write-ahead log says may be newer than the file's head, and only a damaged page tells of damage. */
const checkPages = (file: string): void => {
  const db = new Database(file, { readonly: true, fileMustExist: true });
  try {
    refuseNewer(file, schemaVersion(db));
    const findings = db.pragma('quick_check(3)') as readonly { quick_check: string }[];
    const first = findings[0]?.quick_check ?? 'quick_check gave no answer';
    if (first !== 'ok') throw corrupt(file, findings.map((finding) => finding.quick_check).join('; '));
  } finally {
    db.close();
  }
};

/** StoreError 'corrupt' or 'newer-database'; an absent or empty file is fine, it will become a database. */
export const inspectDatabase = (file: string): void => {
  if (bytesOf(file) === 0) return;
  try {
    const head = readHead(file);
    if (head.toString('latin1', 0, magic.length) !== magic) throw corrupt(file, 'it does not start as SQLite files do');
    const version = head.readUInt32BE(60);
    const owner = head.readUInt32BE(68);
    if (owner !== applicationId && (owner !== 0 || version !== 0)) throw corrupt(file, 'another program made it');
    refuseNewer(file, version);
    if (exitedUncleanly(file)) checkPages(file);
  } catch (error) {
    throw storeErrorFrom(error, file);
  }
};
