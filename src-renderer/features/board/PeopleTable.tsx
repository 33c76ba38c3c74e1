import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useRoleNames } from '#renderer/console-client/tenant-roles.ts';
import { useColumnWidths, type Column } from '#renderer/ui/column-widths.ts';
import { setParams } from '#renderer/ui/hash-route.ts';
import { VirtualTable, tableHeaderHeight } from '#renderer/ui/VirtualTable.tsx';
import { sortParams } from './board-view.ts';
import type { PeopleProps } from './people.ts';
import { UserRow } from './UserRow.tsx';
import { usePeople } from './use-people.ts';

const rowHeight = 44;

/** People as a register. */
export function PeopleTable({ instead, ...props }: PeopleProps & { readonly instead: ReactNode }) {
  const { t } = useTranslation();
  const { view, count } = props;
  const roles = useRoleNames();
  const { grid, at } = usePeople(props, { id: 'person', rowHeight, headerHeight: tableHeaderHeight });
  const columns = useMemo<readonly Column[]>(
    () => [
      { id: 'displayName', width: 'minmax(200px, 1.5fr)', label: t('board.column.name'), sortable: true },
      { id: 'status', width: '92px', label: t('board.column.status'), sortable: true },
      { id: 'role', width: 'minmax(72px, 0.6fr)', label: t('roles.column'), sortable: true },
      { id: 'title', width: 'minmax(90px, 0.8fr)', label: t('board.column.title'), sortable: true },
      { id: 'department', width: 'minmax(90px, 0.8fr)', label: t('board.column.department'), sortable: true },
      { id: 'lastChange', width: 'minmax(160px, 1.4fr)', label: t('board.column.lastChange') },
      { id: 'lastChangedAt', width: '96px', label: t('board.column.when'), sortable: true },
    ],
    [t],
  );
  const widths = useColumnWidths('board', columns);
  return (
    <VirtualTable
      label={t('board.title')}
      grid={grid}
      columns={columns}
      widths={widths}
      sort={view.sort}
      onSort={(by) => setParams(sortParams(view.sort, by))}
      rowCount={count.total}
      busy={count.stale}
      minWidth={940}
      instead={instead}
    >
      {grid.lines.map(({ index, start }) => {
        const user = at(index);
        return (
          <UserRow
            key={index}
            user={user}
            role={roles.get(user?.roleId ?? '')}
            index={index}
            id={grid.rowId(index)}
            start={start}
            current={grid.current === index}
            t={t}
          />
        );
      })}
    </VirtualTable>
  );
}
