// Files and folders that only their owner may read: they hold people's data. What exists keeps its mode.
import { closeSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Creates the folder and what is missing above it. Not mkdirSync's `recursive`: that never returns where the file system
 * answers ENOENT below a folder that exists (/proc does).
 */
export const createPrivateFolder = (folder: string): void => {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return;
  const parent = dirname(folder);
  if (parent !== folder) createPrivateFolder(parent);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) throw error;
  }
};

/** Creates the file, empty, when it is missing. */
export const createPrivateFile = (file: string): void => closeSync(openSync(file, 'a', 0o600));
