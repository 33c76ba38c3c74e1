import { memo } from 'react';
import { useStore } from 'zustand';
import type { UserRow as User } from '#shared/console-api/users.ts';
import { useLiveRows } from '#renderer/console-client/console-context.ts';
import type { RoleName } from '#renderer/console-client/tenant-roles.ts';
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
  readonly role: RoleName | undefined;
  readonly t: Translate;
}

/** A person on the board's table. */
export const UserRow = memo(function UserRow({ user, role, t, ...place }: UserRowProps) {
  const live = useStore(useLiveRows().store, (ids) => user !== undefined && ids.has(user.id));
  return (
    <GridRow {...place} live={live}>
      {user === undefined ? <SkeletonCell columns={7} /> : <UserCells user={user} role={role} t={t} />}
    </GridRow>
  );
});

interface UserCellsProps extends Pick<UserRowProps, 'role' | 't'> {
  readonly user: User;
}

const UserCells = memo(function UserCells({ user, role, t }: UserCellsProps) {
  return (
    <>
      <div role="gridcell" className="person">
        <Avatar name={user.displayName} />
        <div>
          <b dir="auto">{user.displayName}</b>
          <span className="person-sub">{user.userName}</span>
        </div>
        {user.origin === 'local' && <span className="tag">{t('editUser.madeHere')}</span>}
      </div>
      <div role="gridcell">
        <UserStatus status={user.status} t={t} />
      </div>
      <div role="gridcell" className="ellipsis">
        {role?.name}
      </div>
      <div role="gridcell" className="ellipsis" dir="auto">
        {user.title}
      </div>
      <div role="gridcell" className="ellipsis" dir="auto">
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
