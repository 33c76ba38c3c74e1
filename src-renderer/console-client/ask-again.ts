import type { QueryClient, QueryFilters } from '@tanstack/react-query';

/**
 * Asks again for what is cached and in view, and marks the rest as old. A first answer that is still on its way may be
 * older than the change, and the cache would not ask for it twice: that one is asked for again once it is here.
 */
export async function askAgain(cache: QueryClient, which: QueryFilters = {}): Promise<void> {
  const firstAnswers = cache
    .getQueryCache()
    .findAll({ ...which, fetchStatus: 'fetching' })
    .filter(({ state }) => state.data === undefined);
  await cache.invalidateQueries(which);
  await Promise.all(
    firstAnswers.map(async ({ promise, queryKey }) => {
      await promise?.catch(() => undefined); // who asked is told; it is asked again either way
      await cache.invalidateQueries({ queryKey, exact: true });
    }),
  );
}
