import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

const inMemory = '/dev/shm';
const enoughBytes = 2 ** 30;

function hasRoom(path: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize > enoughBytes;
  } catch {
    return false; // no such thing on this system
  }
}

/** Where tests make their databases: in memory where there is room, because a disk is waited for at each of their commits. */
export const scratch = hasRoom(inMemory) ? inMemory : tmpdir();
