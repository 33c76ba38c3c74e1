// Where the database, its lock and server.json live. Desktop and headless use the same folder, so that either shell
// opens what the other one left.
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { createPrivateFolder } from '../storage/sqlite/private-files.ts';
import { StartFailure } from './start-failure.ts';

/** What a folder of a user depends on. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/** Of this process. */
export const here = (): Surroundings => ({ platform: process.platform, env: process.env, home: homedir() });

/** Electron's userData of the product "Rollcall", also where no Electron is installed. */
export function defaultDataFolder({ platform, env, home }: Surroundings = here()): string {
  if (platform === 'win32') return join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Rollcall');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Rollcall');
  return join(env['XDG_CONFIG_HOME'] || join(home, '.config'), 'Rollcall');
}

/** Creates the folder when it is missing, readable by its owner alone, and returns its absolute path. */
export function ensureDataFolder(folder: string): string {
  const absolute = resolve(folder);
  try {
    createPrivateFolder(absolute);
  } catch (cause) {
    throw new StartFailure(
      `The data folder ${absolute} cannot be created (${(cause as Error).message}). Choose another one with --data <folder>, or make its parent writable.`,
      { cause },
    );
  }
  return absolute;
}
