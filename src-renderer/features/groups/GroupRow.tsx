import { memo } from 'react';
import { useStore } from 'zustand';
import type { GroupRow as Group } from '#shared/console-api/groups.ts';
import { useLiveRows } from '#renderer/console-client/console-context.ts';
import { Ago } from '#renderer/ui/Ago.tsx';
import { formatNumber } from '#renderer/ui/format.ts';
import { SkeletonCell } from '#renderer/ui/SkeletonCell.tsx';
import { lineStyle } from '#renderer/ui/VirtualTable.tsx';

interface GroupRowProps {
  readonly group: Group | undefined;
  readonly index: number;
  readonly id: string;
  readonly start: number;
  readonly current: boolean;
}

export const GroupRow = memo(function GroupRow({ group, index, id, start, current }: GroupRowProps) {
  const live = useStore(useLiveRows().store, (ids) => group !== undefined && ids.has(group.id));
  return (
    <div
      role="row"
      id={id}
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={current}
      className={`grid-row grid-line group-row${current ? ' current' : ''}${live ? ' live' : ''}`}
      style={lineStyle(start)}
    >
      {group === undefined ? (
        <SkeletonCell columns={3} />
      ) : (
        <>
          <div role="gridcell" className="ellipsis">
            <b>{group.displayName}</b>
          </div>
          <div role="gridcell" className="num column-end">
            {formatNumber(group.members)}
          </div>
          <div role="gridcell" className="when ellipsis">
            <Ago at={group.lastChangedAt} />
          </div>
        </>
      )}
    </div>
  );
});
