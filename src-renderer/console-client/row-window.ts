// A long list, of which only the pages that the eye can see are asked for. While a new search is on its way the rows
// of the last one stay, so nothing flashes.
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import type { ConsoleInput, ConsoleOutput } from '#shared/console-api/index.ts';
import type { ConsoleCallError } from './console-call-error.ts';
import { useConsole } from './console-context.ts';
import { consoleQuery, errorToShow, retryOf } from './queries.ts';

export const pageSize = 100;

type PagedMethod = 'users.list' | 'groups.list' | 'groups.members';
type RowOf<Name extends PagedMethod> = ConsoleOutput<Name>['rows'][number];
/** What is searched for; paging is added here. */
export type ListQuery<Name extends PagedMethod> = Omit<ConsoleInput<Name>, 'offset' | 'limit'>;

/** What the first page of a list is asked with. */
export const firstPage = <Name extends PagedMethod>(query: ListQuery<Name>): ConsoleInput<Name> => pageInput(query, 0);

const pageInput = <Name extends PagedMethod>(query: ListQuery<Name>, page: number): ConsoleInput<Name> =>
  ({ ...query, offset: page * pageSize, limit: pageSize }) as unknown as ConsoleInput<Name>;

export interface RowCount {
  /** How many rows match. */
  readonly total: number;
  /** How many there are without any filter. */
  readonly of: number;
  /** Nothing was ever shown yet. */
  readonly pending: boolean;
  /** Whether `total` and `of` were answered; without an answer both are 0, which is not what there is. */
  readonly known: boolean;
  /** Rows of the last search are still shown. */
  readonly stale: boolean;
  readonly error: ConsoleCallError | null;
  /** Undefined where it would be refused again. */
  readonly retry: (() => void) | undefined;
}

/** How many rows a query has: its first page tells, which is on screen anyway. */
export function useRowCount<Name extends PagedMethod>(name: Name, query: ListQuery<Name>): RowCount {
  const { data, isPending, isPlaceholderData, error, refetch } = useQuery({
    ...consoleQuery(useConsole(), name, pageInput(query, 0)),
    placeholderData: keepPreviousData,
  });
  return {
    total: data?.total ?? 0,
    of: data?.of ?? 0,
    pending: isPending,
    known: data !== undefined,
    stale: isPlaceholderData,
    error: errorToShow(data, error),
    retry: retryOf(error, refetch),
  };
}

export interface RowWindow<Row> {
  /** The row at an index of the whole list, if its page is here. */
  readonly at: (index: number) => Row | undefined;
  /** Where a row is among those that are here, else -1. */
  readonly indexOf: (id: string) => number;
}

/** The rows from `first` to `last`, both included. */
export function useRowWindow<Name extends PagedMethod>(
  name: Name,
  query: ListQuery<Name>,
  first: number,
  last: number,
): RowWindow<RowOf<Name>> {
  type Rows = readonly RowOf<Name>[];
  const client = useConsole();
  const top = Math.floor(Math.max(0, first) / pageSize);
  const pageCount = Math.floor(Math.max(0, last) / pageSize) - top + 1;
  const numbers = useMemo(() => Array.from({ length: pageCount }, (_, n) => top + n), [top, pageCount]);
  const answers = useQueries({ queries: numbers.map((page) => consoleQuery(client, name, pageInput(query, page))) });

  const pages = new Map<number, Rows>();
  for (const [n, answer] of answers.entries()) {
    const rows = answer.data?.rows as Rows | undefined;
    if (rows !== undefined) pages.set(top + n, rows);
  }
  const previous = useRef<ReadonlyMap<number, Rows>>(new Map());
  useEffect(() => {
    if (pages.size > 0) previous.current = pages;
  });
  const shown = pages.size > 0 ? pages : previous.current;

  return {
    at: (index) => shown.get(Math.floor(index / pageSize))?.[index % pageSize],
    indexOf: (id) => {
      for (const [page, rows] of shown) {
        const found = rows.findIndex((row) => row.id === id);
        if (found >= 0) return page * pageSize + found;
      }
      return -1;
    },
  };
}
