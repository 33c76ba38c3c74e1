import { memo } from 'react';
import { useStore } from 'zustand';
import type { UserRow as User } from '#shared/console-api/users.ts';
import { useLiveRows } from '#renderer/console-client/console-context.ts';
import { Ago } from '#renderer/ui/Ago.tsx';
import { Avatar } from '#renderer/ui/Avatar.tsx';
import { SkeletonCell } from '#renderer/ui/SkeletonCell.tsx';
import { lineStyle } from '#renderer/ui/VirtualTable.tsx';
import { LastChangeLine } from './LastChangeLine.tsx';
import { UserStatus } from './UserStatus.tsx';

interface UserRowProps {
  /** Undefined while its page is on its way. */
  readonly user: User | undefined;
  readonly index: number;
  readonly id: string;
  readonly start: number;
  readonly current: boolean;
}

/** A person on the board's table. */
export const UserRow = memo(function UserRow({ user, index, id, start, current }: UserRowProps) {
  const live = useStore(useLiveRows().store, (ids) => user !== undefined && ids.has(user.id));
  return (
    <div
      role="row"
      id={id}
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={current}
      className={`grid-row grid-line${current ? ' current' : ''}${live ? ' live' : ''}`}
      style={lineStyle(start)}
    >
      {user === undefined ? <SkeletonCell columns={6} /> : <UserCells user={user} />}
    </div>
  );
});

const UserCells = memo(function UserCells({ user }: { readonly user: User }) {
  return (
    <>
      <div role="gridcell" className="person">
        <Avatar name={user.displayName} />
        <div>
          <b>{user.displayName}</b>
          <span className="person-sub">{user.userName}</span>
        </div>
      </div>
      <div role="gridcell">
        <UserStatus status={user.status} />
      </div>
      <div role="gridcell" className="ellipsis">
        {user.title}
      </div>
      <div role="gridcell" className="ellipsis">
        {user.department}
      </div>
      <div role="gridcell">
        <LastChangeLine change={user.lastChange} />
      </div>
      <div role="gridcell" className="when ellipsis">
        <Ago at={user.lastChangedAt} />
      </div>
    </>
  );
});
