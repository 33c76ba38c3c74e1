import { Button, Tabs } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserDetail } from '#shared/console-api/users.ts';
import { useMay, usePermitted } from '#renderer/console-client/access.ts';
import { useTenantProfile } from '#renderer/console-client/tenant-profiles.ts';
import { Avatar } from '#renderer/ui/Avatar.tsx';
import { CopyButton } from '#renderer/ui/CopyButton.tsx';
import { focusOnMount } from '#renderer/ui/focus-on-mount.ts';
import { goTo, printHash } from '#renderer/ui/hash-route.ts';
import { Json } from '#renderer/ui/Json.tsx';
import { SkeletonRows } from '#renderer/ui/Skeleton.tsx';
import { ProfileDetails } from './ProfileDetails.tsx';
import { ProfileHistory } from './ProfileHistory.tsx';

interface ProfileProps {
  readonly id: string;
  /** Undefined while it is on its way: what can be done with the person is there already. */
  readonly detail: UserDetail | undefined;
  /** Whether a form stood here before, which had the focus. */
  readonly takesFocus: boolean;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

/** A person: who they are, what can be done, and what is known. Edit user has the focus first. */
export function Profile({ id, detail, takesFocus, onEdit, onRemove }: ProfileProps) {
  const { t } = useTranslation();
  const edits = usePermitted('people.edit');
  const deletes = usePermitted('people.delete');
  const seesLog = useMay('provisioningLog.view');
  return (
    <div className="profile">
      <ProfileHead detail={detail} />
      <div className="profile-actions">
        <Button {...edits} data-autofocus ref={takesFocus ? focusOnMount : undefined} onClick={onEdit}>
          {t('editUser.edit')}
        </Button>
        <CopyButton value={id} what={t('board.profile.id')} label={t('board.profile.copyId')} />
        {seesLog && (
          <Button variant="default" onClick={() => goTo('provisioning-log', { person: id })}>
            {t('board.profile.requests')}
          </Button>
        )}
        <Button {...deletes} variant="danger" className="profile-remove" onClick={onRemove}>
          {t('editUser.remove')}
        </Button>
      </div>
      {detail === undefined ? <SkeletonRows rows={6} rowHeight={28} /> : <ProfileTabs detail={detail} />}
    </div>
  );
}

function ProfileHead({ detail }: { readonly detail: UserDetail | undefined }) {
  if (detail === undefined) return <div className="person profile-head" />;
  const { displayName, title, department } = detail.row;
  return (
    <div className="person profile-head">
      <Avatar name={displayName} large />
      <div>
        <h2>{displayName}</h2>
        <span className="quiet">{[title, department].filter((fact) => fact !== null).join(', ')}</span>
      </div>
    </div>
  );
}

function ProfileTabs({ detail }: { readonly detail: UserDetail }) {
  const { t } = useTranslation();
  const [tab, setTab] = useState<string | null>('details');
  const { row, groups, resource } = detail;
  const seesGroups = useMay('groups.view');
  const hasGroups = useTenantProfile().groups !== 'none';
  return (
    <Tabs value={tab} onChange={setTab} keepMounted={false}>
      <Tabs.List>
        <Tabs.Tab value="details">{t('board.profile.details')}</Tabs.Tab>
        {hasGroups && <Tabs.Tab value="groups">{t('board.profile.groups', { total: groups.length })}</Tabs.Tab>}
        <Tabs.Tab value="history">{t('board.profile.history')}</Tabs.Tab>
        <Tabs.Tab value="resource">{t('board.profile.resource')}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="details">
        <ProfileDetails detail={detail} />
      </Tabs.Panel>
      <Tabs.Panel value="groups">
        {groups.length === 0 ? (
          <p className="quiet">{t('board.profile.noGroups')}</p>
        ) : (
          <ul className="profile-groups">
            {groups.map((group) => (
              <li key={group.id}>
                {seesGroups ? (
                  <a href={printHash('groups', { group: group.id })}>{group.displayName}</a>
                ) : (
                  group.displayName
                )}
              </li>
            ))}
          </ul>
        )}
      </Tabs.Panel>
      <Tabs.Panel value="history">
        <ProfileHistory id={row.id} />
      </Tabs.Panel>
      <Tabs.Panel value="resource">
        <Json text={JSON.stringify(resource)} label={t('board.profile.resource')} />
      </Tabs.Panel>
    </Tabs>
  );
}
