import { memo } from 'react';
import { useStore } from 'zustand';
import type { UserRow as User } from '#shared/console-api/users.ts';
import { useLiveRows } from '#renderer/console-client/console-context.ts';
import type { RoleName } from '#renderer/console-client/tenant-roles.ts';
import { Ago } from '#renderer/ui/Ago.tsx';
import { Avatar } from '#renderer/ui/Avatar.tsx';
import type { Translate } from '#renderer/ui/translate.ts';
import { LastChangeLine } from './LastChangeLine.tsx';
import { RoleLabel } from './RoleLabel.tsx';
import { UserStatus } from './UserStatus.tsx';

interface UserCardProps {
  readonly user: User | undefined;
  readonly role: RoleName | undefined;
  readonly index: number;
  readonly id: string;
  readonly current: boolean;
  readonly t: Translate;
}

/** A person on the board's cards. */
export const UserCard = memo(function UserCard({ user, role, index, id, current, t }: UserCardProps) {
  const live = useStore(useLiveRows().store, (ids) => user !== undefined && ids.has(user.id));
  return (
    <div
      role="option"
      id={id}
      data-index={index}
      aria-selected={current}
      aria-label={user === undefined ? t('ui.loading') : undefined}
      className={`card${current ? ' current' : ''}${live ? ' live' : ''}`}
    >
      {user === undefined ? (
        <span className="skeleton" />
      ) : (
        <>
          <div className="person card-top">
            <Avatar name={user.displayName} />
            <div>
              <b dir="auto">{user.displayName}</b>
              <span className="person-sub">{user.title ?? user.userName}</span>
            </div>
            <UserStatus status={user.status} t={t} />
          </div>
          <div className="card-facts ellipsis">
            {user.origin === 'local' && <span className="tag">{t('editUser.madeHere')}</span>}
            {user.department !== null && <span>{user.department}</span>}
            {role !== undefined && <RoleLabel role={role} />}
          </div>
          <div className="card-change">
            <LastChangeLine change={user.lastChange} t={t} />
            <Ago at={user.lastChangedAt} short />
          </div>
        </>
      )}
    </div>
  );
});
