import type { QueryClient } from '@tanstack/react-query';
import type { ConsoleMethodName } from '#shared/console-api/index.ts';

export interface Refresh {
  (method: ConsoleMethodName): void;
  readonly cancel: () => void;
}

/**
 * Asks again for what is in view of a method, at once the first time and then at most once in `everyMs`, however many
 * rows came or went. What is cached but not in view is only marked, and asked for when it is shown.
 */
export function createRefresh(cache: QueryClient, everyMs: number): Refresh {
  const wanted = new Set<ConsoleMethodName>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const run = (): void => {
    timer = undefined;
    if (wanted.size === 0) return;
    for (const method of wanted) void cache.invalidateQueries({ queryKey: [method], refetchType: 'active' });
    wanted.clear();
    timer = setTimeout(run, everyMs);
  };
  const refresh = (method: ConsoleMethodName): void => {
    wanted.add(method);
    timer ??= setTimeout(run, 0);
  };
  return Object.assign(refresh, { cancel: () => clearTimeout(timer) });
}
