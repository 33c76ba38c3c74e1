// The vault whose key is a file of its owner alone: 32 bytes in base64, mode 0600, outside the data folder and its backups.
// It is read each time, so that a key that was put back counts at once and none stays in memory. A new key is made only
// while nothing is sealed: over sealed secrets it would lose them.
import { randomBytes } from 'node:crypto';
import { closeSync, fstatSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SecretVault } from '../../application/ports/secret-vault.ts';
import { VaultFailure } from '../../application/ports/vault-failure.ts';
import { openWith, sealWith } from './seal.ts';

export interface KeyFileVault {
  /** Path of the key file; made with the first secret that is sealed. */
  readonly file: string;
  /** Makes the file's folder, readable by its owner alone. */
  readonly createFolder: (folder: string) => void;
  /** Whether the database has anything that a key has sealed. */
  readonly holdsSealed: () => boolean;
}

const keyBytes = 32;
const keyForm = /^[A-Za-z0-9+/]{43}=\s*$/;
/** Windows keeps access lists instead of modes; a folder below the user's profile is that user's there. */
const hasModes = process.platform !== 'win32';

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';
const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const refuse = (why: string, whatToDo: string, cause?: unknown): VaultFailure =>
  new VaultFailure(`${why} ${whatToDo}`, cause === undefined ? undefined : { cause });

/** Asked of the open file, so that it is the same one that is read. */
function checkOwner(file: string, descriptor: number): void {
  const { mode, uid } = fstatSync(descriptor);
  if (!hasModes) return;
  if (uid !== process.getuid?.()) {
    throw refuse(
      `The key file ${file} belongs to another user (${uid}), who could read or exchange the key.`,
      'Make it yours with chown, or start Rollcall as its owner.',
    );
  }
  if ((mode & 0o077) !== 0) {
    const shown = (mode & 0o777).toString(8).padStart(4, '0');
    throw refuse(
      `The key file ${file} has the mode ${shown}, so that other users may read the key.`,
      `Run chmod 600 on it; if somebody may have read it, revoke the tokens and create new ones.`,
    );
  }
}

function parseKey(file: string, text: string): Buffer {
  const key = keyForm.test(text) ? Buffer.from(text, 'base64') : undefined;
  if (key?.length === keyBytes) return key;
  throw refuse(
    `The key file ${file} holds no key: it must be ${keyBytes} bytes in base64 and has ${text.length} characters.`,
    'Put the file back from a copy.',
  );
}

/** Undefined when there is no such file. */
function readKey(file: string): Buffer | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw refuse(`The key file ${file} cannot be read (${reasonOf(error)}).`, 'Give this user access to it.', error);
  }
  try {
    checkOwner(file, descriptor);
    return parseKey(file, readFileSync(descriptor, 'latin1'));
  } finally {
    closeSync(descriptor);
  }
}

function writeDurably(file: string, text: string): void {
  const descriptor = openSync(file, 'wx', 0o600);
  try {
    writeFileSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** So that the file's name survives a power cut too. Windows opens no folders. */
function syncFolder(folder: string): void {
  if (!hasModes) return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** The file appears whole or not at all; where another process was first, its key is the one. */
function makeKey({ file, createFolder }: KeyFileVault): void {
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    createFolder(dirname(file));
    writeDurably(draft, `${randomBytes(keyBytes).toString('base64')}\n`);
    try {
      linkSync(draft, file);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    } finally {
      rmSync(draft, { force: true });
    }
    syncFolder(dirname(file));
  } catch (error) {
    throw refuse(
      `The key file ${file} cannot be made (${reasonOf(error)}), and without it no secret can be kept to be shown again.`,
      'Make its folder writable for this user, or name another one in the environment variable ROLLCALL_KEY_FOLDER.',
      error,
    );
  }
}

const missing = (file: string): VaultFailure =>
  refuse(
    `The key file ${file} is missing, and this database has secrets that were sealed with it. No new key was made, because those secrets could then never be shown again.`,
    'Put the file back from a copy. If there is none, the tokens themselves still work: revoke those that could be shown again, in every tenant, and create new ones.',
  );

/** Touches no file before something is sealed or opened. */
export function createKeyFileVault(options: KeyFileVault): SecretVault {
  const { file, holdsSealed } = options;
  const existingKey = (): Buffer => {
    const key = readKey(file);
    if (key === undefined) throw missing(file);
    return key;
  };
  const keyToSealWith = (): Buffer => {
    const known = readKey(file);
    if (known !== undefined) return known;
    if (holdsSealed()) throw missing(file);
    makeKey(options);
    return existingKey();
  };
  return {
    seal: (plain, context) => sealWith(keyToSealWith(), plain, context),
    open: (sealed, context) => openWith(existingKey(), sealed, context),
  };
}
