import { memo, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GroupMemberRow } from '#shared/console-api/groups.ts';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useRowCount, useRowWindow } from '#renderer/console-client/row-window.ts';
import { Avatar } from '#renderer/ui/Avatar.tsx';
import { EmptyState } from '#renderer/ui/EmptyState.tsx';
import { ErrorState } from '#renderer/ui/ErrorState.tsx';
import { goTo, setParams } from '#renderer/ui/hash-route.ts';
import { SearchField } from '#renderer/ui/SearchField.tsx';
import { SkeletonRows } from '#renderer/ui/Skeleton.tsx';
import { StatusMark } from '#renderer/ui/StatusMark.tsx';
import type { Translate } from '#renderer/ui/translate.ts';
import { useGrid } from '#renderer/ui/use-grid.ts';

const rowHeight = 44;

/** The members of a group, however many: Enter opens a person's profile, or the group that is a member. */
export function MemberList({ groupId }: { readonly groupId: string }) {
  const { t } = useTranslation();
  const tenantId = useTenant().id;
  const [search, setSearch] = useState('');
  const query = useMemo(() => ({ tenantId, groupId, search }), [tenantId, groupId, search]);
  const count = useRowCount('groups.members', query);
  const grid = useGrid({
    id: 'member',
    count: count.total,
    rowHeight,
    onOpen: (index) => {
      const member = members.at(index);
      if (member === undefined || !member.known) return;
      if (member.type === 'Group') setParams({ group: member.id }, 'push');
      else goTo('board', { person: member.id });
    },
  });
  const members = useRowWindow('groups.members', query, grid.first, grid.last);
  if (count.error !== null) {
    return <ErrorState title={t('groups.membersFailed')} detail={count.error.message} onRetry={count.retry} />;
  }
  if (count.pending) return <SkeletonRows rows={8} rowHeight={rowHeight} />;
  if (count.of === 0) return <EmptyState title={t('groups.noMembers')}>{t('groups.noMembersText')}</EmptyState>;
  return (
    <div className="members">
      <SearchField
        label={t('groups.searchMembers')}
        placeholder={t('groups.searchMembers')}
        value={search}
        onSearch={setSearch}
      />
      {count.total === 0 ? (
        <p className="quiet">{t('groups.noMemberMatch')}</p>
      ) : (
        <div className="members-frame">
          <div
            {...grid.container}
            className="grid"
            role="listbox"
            aria-label={t('groups.column.members')}
            aria-busy={count.stale}
          >
            <div role="presentation" className="grid-body" style={{ height: grid.virtualizer.getTotalSize() }}>
              {grid.lines.map(({ index, start }) => (
                <Member
                  key={index}
                  member={members.at(index)}
                  index={index}
                  id={grid.rowId(index)}
                  start={start}
                  current={grid.current === index}
                  t={t}
                />
              ))}
            </div>
          </div>
        </div>
      )}
    </div>
  );
}

interface MemberProps {
  readonly member: GroupMemberRow | undefined;
  readonly index: number;
  readonly id: string;
  readonly start: number;
  readonly current: boolean;
  readonly t: Translate;
}

const Member = memo(function Member({ member, index, id, start, current, t }: MemberProps) {
  const name = member?.displayName ?? member?.userName ?? member?.id ?? t('ui.loading');
  return (
    <div
      role="option"
      id={id}
      data-index={index}
      aria-selected={current}
      className={`grid-row member${current ? ' current' : ''}`}
      style={{ transform: `translateY(${start}px)` }}
    >
      {member === undefined ? (
        <span className="skeleton" />
      ) : (
        <div className="person">
          <Avatar name={name} />
          <div>
            <b dir="auto">{name}</b>
            <span className="person-sub">{member.known ? member.userName : t('groups.unknownMember')}</span>
          </div>
          {member.status !== null && <StatusMark tone={member.status}>{t(`status.${member.status}`)}</StatusMark>}
        </div>
      )}
    </div>
  );
});
