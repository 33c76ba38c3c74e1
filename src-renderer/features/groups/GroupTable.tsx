import { useEffect, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useRowWindow, type RowCount } from '#renderer/console-client/row-window.ts';
import type { Column } from '#renderer/ui/column-widths.ts';
import { setParams } from '#renderer/ui/hash-route.ts';
import { useGrid } from '#renderer/ui/use-grid.ts';
import { VirtualTable, tableHeaderHeight } from '#renderer/ui/VirtualTable.tsx';
import { GroupRow } from './GroupRow.tsx';
import { sortParams, type GroupsView } from './groups-view.ts';

interface GroupTableProps {
  readonly view: GroupsView;
  readonly count: RowCount;
  /** The group whose members are shown. */
  readonly selected: string | null;
  readonly instead: ReactNode;
}

/** The groups in the order of the URL; arrows and Enter lead through them. */
export function GroupTable({ view, count, selected, instead }: GroupTableProps) {
  const { t } = useTranslation();
  const grid = useGrid({
    id: 'group',
    count: count.total,
    rowHeight: 36,
    headerHeight: tableHeaderHeight,
    onOpen: (index) => show(index),
    onMove: (index) => {
      if (selected !== null) show(index);
    },
  });
  const groups = useRowWindow('groups.list', view.query, grid.first, grid.last);
  const show = (index: number): void => {
    const group = groups.at(index);
    if (group !== undefined) setParams({ group: group.id });
  };
  const { virtualizer, setCurrent } = grid;
  useEffect(() => {
    virtualizer.scrollToOffset(0);
    setCurrent(-1);
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- a new query is the event this answers to
  }, [view.query, virtualizer, setCurrent]);
  const columns = useMemo<readonly Column[]>(
    () => [
      { id: 'displayName', width: 'minmax(160px, 1fr)', label: t('groups.column.name'), sortable: true },
      { id: 'members', width: '84px', label: t('groups.column.members'), sortable: true, alignEnd: true },
      { id: 'lastChangedAt', width: '104px', label: t('groups.column.when'), sortable: true },
    ],
    [t],
  );
  return (
    <VirtualTable
      label={t('groups.title')}
      grid={grid}
      columns={columns}
      sort={view.sort}
      onSort={(by) => setParams(sortParams(view.sort, by))}
      rowCount={count.total}
      busy={count.stale}
      instead={instead}
    >
      {grid.lines.map(({ index, start }) => {
        const group = groups.at(index);
        return (
          <GroupRow
            key={index}
            group={group}
            index={index}
            id={grid.rowId(index)}
            start={start}
            current={grid.current === index || (group !== undefined && group.id === selected)}
          />
        );
      })}
    </VirtualTable>
  );
}
