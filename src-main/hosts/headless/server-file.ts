// server.json in the data folder: how the CLI of the same user finds the running server. It holds the session secret,
// so only its owner may read it, and it is gone when the server is.
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface ServerFile {
  readonly pid: number;
  /** Origin of the console, without the session in its fragment. */
  readonly consoleUrl: string;
  readonly session: string;
}

/** Where it is. */
export const serverFileOf = (folder: string): string => join(folder, 'server.json');

/** Written under another name first: a reader sees all of it or nothing, and never a file of the wrong mode. */
export function writeServerFile(folder: string, facts: ServerFile): void {
  const draft = `${serverFileOf(folder)}.${facts.pid}`;
  rmSync(draft, { force: true });
  writeFileSync(draft, `${JSON.stringify(facts)}\n`, { mode: 0o600, flag: 'wx' });
  renameSync(draft, serverFileOf(folder));
}

export const removeServerFile = (folder: string): void => rmSync(serverFileOf(folder), { force: true });

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** The server that serves this folder. Undefined when there is none, or when the file's process did not clean up. */
export function readServerFile(folder: string): ServerFile | undefined {
  try {
    const facts = JSON.parse(readFileSync(serverFileOf(folder), 'utf8')) as ServerFile;
    return isAlive(facts.pid) ? facts : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
