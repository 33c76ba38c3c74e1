// cli-session.json in the data folder: the sign-in of the command line, where single sign-on is enforced. It holds a secret, so
// only its owner may read it. Rollcall ends it after 8 hours, or 30 minutes without use, whatever is in the file.
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const nameIn = (folder: string): string => join(folder, 'cli-session.json');

/** Written under another name first: a reader sees all of it or nothing, and never a file of the wrong mode. */
export function writeCliSession(folder: string, signIn: string): void {
  const draft = `${nameIn(folder)}.${process.pid}`;
  rmSync(draft, { force: true });
  writeFileSync(draft, `${JSON.stringify({ signIn })}\n`, { mode: 0o600, flag: 'wx' });
  renameSync(draft, nameIn(folder));
}

export const removeCliSession = (folder: string): void => rmSync(nameIn(folder), { force: true });

/** The secret of the sign-in; undefined when nobody signed in here. */
export function readCliSession(folder: string): string | undefined {
  try {
    const { signIn } = JSON.parse(readFileSync(nameIn(folder), 'utf8')) as { signIn?: unknown };
    return typeof signIn === 'string' ? signIn : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
