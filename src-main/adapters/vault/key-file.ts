// The data key as a file of its owner alone: 32 bytes in base64, mode 0600, outside the data folder and its backups. It is read
// each time, so that a key that was put back counts at once. Nothing here takes the place of a key that is there.
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { VaultFailure } from '../../application/ports/vault-failure.ts';
import { dataKeyBytes, keyFromText, keyToText } from './data-key.ts';

export interface KeyFileOptions {
  /** Path of the key file. */
  readonly file: string;
  /** Makes the file's folder, readable by its owner alone. */
  readonly createFolder: (folder: string) => void;
}

/** All throw VaultFailure with what to do about it. */
export interface KeyFile {
  readonly path: string;
  /** Undefined when there is no such file. */
  read(): Buffer | undefined;
  /** Keeps the key, durably. Where another process was first, its key is the one: read again. */
  put(key: Uint8Array): void;
  /** Renames a file that holds no key, or another one, so that it is not in the way. */
  setAside(): void;
  remove(): void;
}

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
  const key = keyFromText(text);
  if (key !== undefined) return key;
  throw refuse(
    `The key file ${file} holds no key: it must be ${dataKeyBytes} bytes in base64 and has ${text.length} characters.`,
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

/** The file appears whole or not at all. */
function putKey({ file, createFolder }: KeyFileOptions, key: Uint8Array): void {
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    createFolder(dirname(file));
    writeDurably(draft, `${keyToText(key)}\n`);
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

/** Touches no file before it is asked to. */
export function createKeyFile(options: KeyFileOptions): KeyFile {
  const { file } = options;
  const changeName = (change: () => void): void => {
    try {
      change();
      syncFolder(dirname(file));
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return;
      throw refuse(`The key file ${file} cannot be taken away (${reasonOf(error)}).`, 'Delete it yourself.', error);
    }
  };
  return {
    path: file,
    read: () => readKey(file),
    put: (key) => putKey(options, key),
    setAside: () => changeName(() => renameSync(file, `${file}.unused-${randomBytes(3).toString('hex')}`)),
    remove: () => changeName(() => rmSync(file)),
  };
}
