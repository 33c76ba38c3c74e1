// The limit on tries of what a person types to show who they are: the recovery key and the vault's passphrase, each counted on
// its own. Five wrong tries within fifteen minutes pause further ones, over restarts and for every process on the database.
import { ConsoleFailure } from '../console/console-failure.ts';
import type { Clock } from '../ports/clock.ts';
import type { Tries } from '../ports/tries.ts';

const triesAtMost = 5;
const pauseMs = 15 * 60 * 1000;

const since = (now: string): string => new Date(Date.parse(now) - pauseMs).toISOString();

/** When the next try is taken; null: now. */
export async function pausedUntil(tries: Pick<Tries, 'tries'>, now: string): Promise<string | null> {
  const oldest = (await tries.tries(since(now))).at(-triesAtMost);
  return oldest === undefined ? null : new Date(Date.parse(oldest) + pauseMs).toISOString();
}

/**
 * To be called before a try is looked at: it counts as a wrong one until `forgetTries`. ConsoleFailure `unavailable` while
 * tries are paused.
 * @param what as the sentence begins
 */
export async function beginLimitedTry(
  tries: Tries,
  { now }: Pick<Clock, 'now'>,
  what: 'The recovery key' | 'The passphrase',
): Promise<void> {
  const at = now();
  if (await tries.beginTry(at, since(at), triesAtMost)) return;
  throw new ConsoleFailure(
    'unavailable',
    `${what} was wrong ${triesAtMost} times within fifteen minutes, so that no more tries are taken until ${(await pausedUntil(tries, at)) ?? at}. This one was not looked at.`,
  );
}
