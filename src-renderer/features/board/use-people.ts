import { useEffect, useImperativeHandle } from 'react';
import { useRowWindow } from '#renderer/console-client/row-window.ts';
import { useGrid, type Grid, type GridOptions } from '#renderer/ui/use-grid.ts';
import type { UserRow } from '#shared/console-api/users.ts';
import type { PeopleProps } from './people.ts';

type Layout = Pick<GridOptions, 'id' | 'rowHeight' | 'headerHeight' | 'lanes' | 'overscan'>;

/** The grid and the people in view, the same for table and cards. */
export function usePeople(
  { view, count, onOpen, findNeighbour }: PeopleProps,
  layout: Layout,
): { readonly grid: Grid; readonly at: (index: number) => UserRow | undefined } {
  const grid = useGrid({
    ...layout,
    count: count.total,
    onOpen: (index) => {
      const user = people.at(index);
      if (user !== undefined) onOpen(user);
    },
  });
  const people = useRowWindow('users.list', view.query, grid.first, grid.last);
  const { virtualizer, setCurrent } = grid;

  // Another search is another list: it starts at its top.
  useEffect(() => {
    virtualizer.scrollToOffset(0);
    setCurrent(-1);
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- a new query is the event this answers to
  }, [view.query, virtualizer, setCurrent]);

  useImperativeHandle(findNeighbour, () => (id, step) => {
    const index = people.indexOf(id);
    return index < 0 ? null : (people.at(index + step)?.id ?? null);
  });

  const open = view.person === null ? -1 : people.indexOf(view.person);
  useEffect(() => {
    if (open < 0) return;
    setCurrent(open);
    virtualizer.scrollToIndex(Math.floor(open / (layout.lanes ?? 1)));
  }, [open, layout.lanes, virtualizer, setCurrent]);

  return { grid, at: people.at };
}
