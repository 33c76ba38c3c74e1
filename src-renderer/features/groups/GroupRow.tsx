import { memo } from 'react';
import { useStore } from 'zustand';
import type { GroupRow as Group } from '#shared/console-api/groups.ts';
import { useLiveRows } from '#renderer/console-client/console-context.ts';
import { Ago } from '#renderer/ui/Ago.tsx';
import { formatNumber } from '#renderer/ui/format.ts';
import { GridRow, type RowPlace } from '#renderer/ui/GridRow.tsx';
import { SkeletonCell } from '#renderer/ui/SkeletonCell.tsx';

interface GroupRowProps extends RowPlace {
  /** Undefined while its page is on its way. */
  readonly group: Group | undefined;
}

/** A group in the table of groups. */
export const GroupRow = memo(function GroupRow({ group, ...place }: GroupRowProps) {
  const live = useStore(useLiveRows().store, (ids) => group !== undefined && ids.has(group.id));
  return (
    <GridRow {...place} className="group-row" live={live}>
      {group === undefined ? (
        <SkeletonCell columns={3} />
      ) : (
        <>
          <div role="gridcell" className="ellipsis">
            <b dir="auto">{group.displayName}</b>
          </div>
          <div role="gridcell" className="num column-end">
            {formatNumber(group.members)}
          </div>
          <div role="gridcell" className="when ellipsis">
            <Ago at={group.lastChangedAt} />
          </div>
        </>
      )}
    </GridRow>
  );
});
