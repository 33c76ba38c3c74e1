import { memo } from 'react';
import { useStore } from 'zustand';
import type { UserRow as User } from '#shared/console-api/users.ts';
import { useLiveRows } from '#renderer/console-client/console-context.ts';
import { Ago } from '#renderer/ui/Ago.tsx';
import { Avatar } from '#renderer/ui/Avatar.tsx';
import { GridRow, type RowPlace } from '#renderer/ui/GridRow.tsx';
import { SkeletonCell } from '#renderer/ui/SkeletonCell.tsx';
import type { Translate } from '#renderer/ui/translate.ts';
import { LastChangeLine } from './LastChangeLine.tsx';
import { UserStatus } from './UserStatus.tsx';

interface UserRowProps extends RowPlace {
  /** Undefined while its page is on its way. */
  readonly user: User | undefined;
  readonly t: Translate;
}

/** A person on the board's table. */
export const UserRow = memo(function UserRow({ user, t, ...place }: UserRowProps) {
  const live = useStore(useLiveRows().store, (ids) => user !== undefined && ids.has(user.id));
  return (
    <GridRow {...place} live={live}>
      {user === undefined ? <SkeletonCell columns={6} /> : <UserCells user={user} t={t} />}
    </GridRow>
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
