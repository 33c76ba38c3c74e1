// What is asked for lives in the query cache under [method, input]. Nothing polls and nothing goes stale by time:
// pushed events keep the cache true (event-bridge.ts), a lost connection refreshes it.
import { QueryClient, queryOptions, useMutation, useQuery } from '@tanstack/react-query';
import type { ConsoleInput, ConsoleMethodName, ConsoleOutput } from '#shared/console-api/index.ts';
import type { ConsoleClient } from './client.ts';
import { useConsole } from './console-context.ts';
import { ConsoleCallError } from './console-call-error.ts';

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: ConsoleCallError;
  }
}

/** A cache for one console. `always`: Rollcall answers on loopback, whatever the browser thinks of the network. */
export const createConsoleCache = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: Number.POSITIVE_INFINITY,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: (failures, error) => failures < 1 && error.code === 'unavailable',
        retryDelay: 500,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });

/** The query of one console call. */
export const consoleQuery = <Name extends ConsoleMethodName>(
  client: ConsoleClient,
  name: Name,
  input: ConsoleInput<Name>,
) => queryOptions({ queryKey: [name, input] as const, queryFn: () => client.call(name, input) });

/** Asks once and stays true by pushed events. `enabled: false` asks nothing. */
export const useConsoleQuery = <Name extends ConsoleMethodName>(
  name: Name,
  input: ConsoleInput<Name>,
  options: { readonly enabled?: boolean } = {},
) => {
  const { data, error, refetch } = useQuery({ ...consoleQuery(useConsole(), name, input), ...options });
  return { data, error: errorToShow(data, error), retry: retryOf(error, refetch) };
};

/** What asks once more; undefined for what is not permitted: its message says which permission is missing. */
export const retryOf = (error: Error | null, again: () => unknown): (() => void) | undefined =>
  error instanceof ConsoleCallError && error.code === 'forbidden' ? undefined : () => void again();

/**
 * What is known stays on screen while it cannot be asked again; that there is nothing any more is always said.
 */
export const errorToShow = (data: unknown, error: ConsoleCallError | null): ConsoleCallError | null =>
  data === undefined || error?.code === 'not-found' ? error : null;

/** A call that changes something. Its answer is not cached: it may hold a secret. */
export const useConsoleMutation = <Name extends ConsoleMethodName>(name: Name) => {
  const client = useConsole();
  return useMutation<ConsoleOutput<Name>, ConsoleCallError, ConsoleInput<Name>>({
    mutationFn: (input) => client.call(name, input),
    gcTime: 0,
  });
};
