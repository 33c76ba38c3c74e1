// Which cloudflared is started. One on the PATH is the user's own choice, installed and updated by their system. One in
// Rollcall's own folder is started only while it is, byte for byte, the program that the admin approved. Rollcall offers
// no download, because its source has no digest of a release that it could vouch for.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { CloudflaredProgram } from '#shared/console-api/tunnel.ts';
import { TunnelFailure } from '../../../application/ports/tunnel-failure.ts';
import { programMissing, programUntrusted } from './errors.ts';

const programName = process.platform === 'win32' ? 'cloudflared.exe' : 'cloudflared';

/** A program started from the Dock has a PATH without Homebrew's folders. */
const foldersBesidePath = process.platform === 'darwin' ? ['/opt/homebrew/bin', '/usr/local/bin'] : [];

export interface ProgramFolders {
  /** Rollcall's own folder for the program; nothing but an admin puts one there. */
  readonly ownFolder: string;
  /** The PATH to search. */
  readonly path: string;
}

async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return true;
  } catch {
    return false; // not there, or not to be run by this user: the next folder may have it
  }
}

async function sha256Of(file: string): Promise<string> {
  const digest = createHash('sha256');
  await pipeline(createReadStream(file), digest);
  return digest.digest('hex');
}

/** The program that a start would run: the own folder's first, then the PATH's. Relative folders of the PATH are skipped. */
export async function findProgram({ ownFolder, path }: ProgramFolders): Promise<CloudflaredProgram | undefined> {
  const own = join(ownFolder, programName);
  if (await isProgram(own)) return { path: own, sha256: await sha256Of(own), from: 'own-folder' };
  for (const folder of [...path.split(delimiter), ...foldersBesidePath]) {
    const file = join(folder, programName);
    // One folder after the other, in the order of the PATH.
    // oxlint-disable-next-line no-await-in-loop
    if (isAbsolute(folder) && (await isProgram(file)))
      return { path: file, sha256: await sha256Of(file), from: 'path' };
  }
  return undefined;
}

/** The program to start, checked now. An approved digest binds whichever is found; the own folder's needs one. */
export async function trustedProgram(folders: ProgramFolders, approvedSha256: string | null): Promise<string> {
  const program = await findProgram(folders);
  if (program === undefined) throw new TunnelFailure(programMissing);
  const isTrusted = approvedSha256 === null ? program.from === 'path' : program.sha256 === approvedSha256;
  if (!isTrusted) throw new TunnelFailure(programUntrusted(program, approvedSha256));
  return program.path;
}
