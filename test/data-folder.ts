// The folder of a Rollcall under test, which is searched before it goes: no secret that was issued may stand in its
// database, its write-ahead log, its exports or anything else.
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { scratch } from './scratch.ts';
import { secretsAtRest } from './secrets-at-rest.ts';

export const makeDataFolder = (): Promise<string> => mkdtemp(join(scratch, 'rollcall-'));

/**
 * Fails when a secret stands in a file. Looks before `close`, too, which takes the write-ahead log away.
 *
 * @param close ends what is open on the folder
 */
export async function searchDataFolder(path: string, close?: () => unknown): Promise<void> {
  const found = new Set(close === undefined ? [] : await secretsAtRest(path));
  await close?.();
  for (const one of await secretsAtRest(path)) found.add(one);
  if (found.size > 0)
    throw new Error(`What Rollcall issued stands in clear in its data folder: ${[...found].join(', ')}`);
}

/** Searches the folder and removes it, whatever was found. */
export async function removeDataFolder(path: string, close?: () => unknown): Promise<void> {
  try {
    await searchDataFolder(path, close);
  } finally {
    // A browser's children may still write while it is being removed.
    await rm(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}
