import type { QueryClient } from '@tanstack/react-query';
import type { ConsoleMethodName } from '#shared/console-api/index.ts';
import { askAgain } from './ask-again.ts';

/** Asks again for what a method answers; `cancel` when nobody looks any more. */
export interface Refresh {
  (method: ConsoleMethodName): void;
  readonly cancel: () => void;
}

/**
 * Asks again for what is in view of a method, at once the first time and then at most once in `everyMs`, however many
 * rows came or went, and never before the last answers are here. What is cached but not in view is only marked, and
 * asked for when it is shown.
 */
export function createRefresh(cache: QueryClient, everyMs: number): Refresh {
  const wanted = new Set<ConsoleMethodName>();
  let running = false;
  const stop = new AbortController();

  const run = async (): Promise<void> => {
    running = true;
    await Promise.resolve(); // whatever is wanted in this turn goes together
    while (wanted.size > 0 && !stop.signal.aborted) {
      const methods = [...wanted];
      wanted.clear();
      // One round after the other is the point: a slow server is not asked faster than it answers.
      // oxlint-disable-next-line no-await-in-loop
      await Promise.all([
        ...methods.map((method) => askAgain(cache, { queryKey: [method] })),
        new Promise((resolve) => setTimeout(resolve, everyMs)),
      ]);
    }
    running = false;
  };
  const refresh = (method: ConsoleMethodName): void => {
    wanted.add(method);
    if (!running) void run();
  };
  return Object.assign(refresh, { cancel: () => stop.abort() });
}
