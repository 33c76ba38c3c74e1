import { StoreError } from '../application/ports/store-error.ts';

/** Why Rollcall cannot start, as one message for the person who started it: what happened and what to do. */
export class StartFailure extends Error {
  override readonly name = 'StartFailure';
}

const reasons: Partial<Record<StoreError['code'], (error: StoreError, folder: string) => string>> = {
  locked: ({ facts }, folder) =>
    `The data folder ${folder} is already served by process ${String(facts['pid'] ?? 'unknown')}. Stop that process, or choose another folder with --data <folder>.`,
  'not-writable': ({ message }, folder) =>
    `The data folder ${folder} is not writable (${message}). Choose another one with --data <folder>, or give this user write access.`,
};

/** A storage refusal at start, said for the person who started Rollcall; anything else passes as it is. */
export function startFailure(error: unknown, folder: string): unknown {
  if (!(error instanceof StoreError)) return error;
  return new StartFailure(reasons[error.code]?.(error, folder) ?? error.message, { cause: error });
}
