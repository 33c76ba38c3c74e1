import { memo } from 'react';
import { useStore } from 'zustand';
import type { UserRow as User } from '#shared/console-api/users.ts';
import { useLiveRows } from '#renderer/console-client/console-context.ts';
import { Ago } from '#renderer/ui/Ago.tsx';
import { Avatar } from '#renderer/ui/Avatar.tsx';
import { SkeletonCell } from '#renderer/ui/SkeletonCell.tsx';
import { lineStyle } from '#renderer/ui/VirtualTable.tsx';
import type { Translate } from '#renderer/ui/translate.ts';
import { LastChangeLine } from './LastChangeLine.tsx';
import { UserStatus } from './UserStatus.tsx';

interface UserRowProps {
  /** Undefined while its page is on its way. */
  readonly user: User | undefined;
  readonly index: number;
  readonly id: string;
  readonly start: number;
  readonly current: boolean;
  readonly t: Translate;
}

/** A person on the board's table. */
export const UserRow = memo(function UserRow({ user, index, id, start, current, t }: UserRowProps) {
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
      {user === undefined ? <SkeletonCell columns={6} /> : <UserCells user={user} t={t} />}
    </div>
  );
});

const UserCells = memo(function UserCells({ user, t }: { readonly user: User; readonly t: Translate }) {
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
        <UserStatus status={user.status} t={t} />
      </div>
      <div role="gridcell" className="ellipsis">
        {user.title}
      </div>
      <div role="gridcell" className="ellipsis">
        {user.department}
      </div>
      <div role="gridcell">
        <LastChangeLine change={user.lastChange} t={t} />
      </div>
      <div role="gridcell" className="when ellipsis">
        <Ago at={user.lastChangedAt} />
      </div>
    </>
  );
});
