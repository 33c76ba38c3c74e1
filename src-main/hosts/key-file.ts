// Where the key is that seals a database's secrets: outside the data folder, so that neither a copy of that folder nor its
// backups open what they hold.
import { isAbsolute, join, relative, resolve } from 'node:path';
import { createPrivateFolder } from '../storage/sqlite/private-files.ts';
import { here, type Surroundings } from './data-folder.ts';

/** The folder of all key files of this user; ROLLCALL_KEY_FOLDER names another one, such as a service's credentials. */
export function keyFolder({ platform, env, home }: Surroundings = here()): string {
  const chosen = env['ROLLCALL_KEY_FOLDER'];
  if (chosen) return resolve(chosen);
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'Rollcall Keys');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Rollcall Keys');
  return join(env['XDG_STATE_HOME'] || join(home, '.local', 'state'), 'rollcall', 'keys');
}

/** The key file of a database: called after its vault and not after its folder, so that it is found when that moves. */
export const keyFile = (vaultId: string): string => join(keyFolder(), `${vaultId}.key`);

/** Makes a folder for keys, readable by its owner alone; refuses one inside the data folder. */
export function createKeyFolder(folder: string, dataFolder: string): void {
  const way = relative(resolve(dataFolder), folder);
  if (way === '' || (!isAbsolute(way) && !/^\.\.(?:[/\\]|$)/.test(way))) {
    throw new Error(`it would lie in the data folder ${dataFolder}, and every copy of the data would hold its key`);
  }
  createPrivateFolder(folder);
}
