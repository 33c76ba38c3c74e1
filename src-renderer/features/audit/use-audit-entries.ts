import { useInfiniteQuery } from '@tanstack/react-query';
import type { AuditEntry } from '#shared/console-api/audit.ts';
import type { ConsoleCallError } from '#renderer/console-client/console-call-error.ts';
import { useConsole } from '#renderer/console-client/console-context.ts';
import { retryOf } from '#renderer/console-client/queries.ts';
import { auditQuery, pageSize, type AuditFilter } from './audit-view.ts';

export interface AuditEntries {
  /** Newest first; undefined while the first page is on its way. */
  readonly entries: readonly AuditEntry[] | undefined;
  readonly total: number;
  readonly error: ConsoleCallError | null;
  /** Undefined where it would be refused again. */
  readonly retry: (() => void) | undefined;
  /** Asks for the page behind the last one; undefined when there is none. */
  readonly more: (() => void) | undefined;
  readonly loadingMore: boolean;
}

/** The newest entries, and on request those before them. */
export function useAuditEntries(filter: AuditFilter): AuditEntries {
  const client = useConsole();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['audit.list', filter] as const,
    queryFn: ({ pageParam }) => client.call('audit.list', auditQuery(filter, pageParam)),
    initialPageParam: null as number | null,
    getNextPageParam: ({ entries }) => (entries.length < pageSize ? undefined : entries.at(-1)?.seq),
  });
  return {
    entries: data?.pages.flatMap(({ entries }) => entries),
    total: data?.pages[0]?.total ?? 0,
    error: data === undefined ? error : null,
    retry: retryOf(error, refetch),
    more: hasNextPage ? () => void fetchNextPage() : undefined,
    loadingMore: isFetchingNextPage,
  };
}
