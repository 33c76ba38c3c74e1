import { ActionIcon, Button, Drawer, Tabs } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleQuery } from '#renderer/console-client/queries.ts';
import { Avatar } from '#renderer/ui/Avatar.tsx';
import { CopyButton } from '#renderer/ui/CopyButton.tsx';
import { ErrorState } from '#renderer/ui/ErrorState.tsx';
import { goTo, printHash } from '#renderer/ui/hash-route.ts';
import { Json } from '#renderer/ui/Json.tsx';
import { SkeletonRows } from '#renderer/ui/Skeleton.tsx';
import { ProfileDetails } from './ProfileDetails.tsx';
import { ProfileHistory } from './ProfileHistory.tsx';

interface ProfileDrawerProps {
  /** Whose profile is open; null closes it. */
  readonly id: string | null;
  /** To the person before (-1) or after (1). */
  readonly onStep: (by: -1 | 1) => void;
  readonly onClose: () => void;
}

/** A person's profile beside the board; up and down go to the next person without closing it. */
export function ProfileDrawer({ id, onStep, onClose }: ProfileDrawerProps) {
  const { t } = useTranslation();
  // The last person stays while the drawer slides out.
  const [shown, setShown] = useState(id);
  if (id !== null && id !== shown) setShown(id);
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = ({ ArrowUp: -1, ArrowDown: 1 } as const)[event.key];
    if (by === undefined || !(event.target instanceof Element) || event.target.shadowRoot !== null) return;
    event.preventDefault();
    onStep(by);
  };
  return (
    <Drawer
      opened={id !== null}
      onClose={onClose}
      position="right"
      size={480}
      padding={0}
      withCloseButton={false}
      overlayProps={{ backgroundOpacity: 0.22 }}
      attributes={{ content: { 'aria-label': t('board.profile.label') } }}
      onKeyDown={onKeyDown}
    >
      <div className="profile-steps">
        <ActionIcon aria-label={t('board.profile.previous')} onClick={() => onStep(-1)}>
          <IconChevronUp size={16} aria-hidden />
        </ActionIcon>
        <ActionIcon aria-label={t('board.profile.next')} onClick={() => onStep(1)}>
          <IconChevronDown size={16} aria-hidden />
        </ActionIcon>
        <ActionIcon aria-label={t('ui.close')} onClick={onClose} data-autofocus>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </div>
      {shown !== null && <Profile id={shown} onClose={onClose} />}
    </Drawer>
  );
}

function Profile({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const tenant = useTenant();
  const [tab, setTab] = useState<string | null>('details');
  const { data, error, refetch } = useConsoleQuery('users.get', { tenantId: tenant.id, id });
  if (error !== null) {
    return error.code === 'not-found' ? (
      <ErrorState title={t('board.profile.gone')} detail={error.message} onRetry={onClose} verb={t('ui.close')} />
    ) : (
      <ErrorState title={t('board.profile.failed')} detail={error.message} onRetry={() => void refetch()} />
    );
  }
  if (data === undefined) return <SkeletonRows rows={6} rowHeight={44} />;
  const { row, groups, resource } = data;
  return (
    <div className="profile">
      <div className="person profile-head">
        <Avatar name={row.displayName} large />
        <div>
          <h2>{row.displayName}</h2>
          <span className="quiet">{[row.title, row.department].filter((fact) => fact !== null).join(', ')}</span>
        </div>
      </div>
      <div className="profile-actions">
        <CopyButton value={row.id} what={t('board.profile.id')} label={t('board.profile.copyId')} />
        <Button variant="default" onClick={() => goTo('provisioning-log', { person: row.id })}>
          {t('board.profile.requests')}
        </Button>
      </div>
      <Tabs value={tab} onChange={setTab} keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="details">{t('board.profile.details')}</Tabs.Tab>
          <Tabs.Tab value="groups">{t('board.profile.groups', { total: groups.length })}</Tabs.Tab>
          <Tabs.Tab value="history">{t('board.profile.history')}</Tabs.Tab>
          <Tabs.Tab value="resource">{t('board.profile.resource')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="details">
          <ProfileDetails detail={data} />
        </Tabs.Panel>
        <Tabs.Panel value="groups">
          {groups.length === 0 ? (
            <p className="quiet">{t('board.profile.noGroups')}</p>
          ) : (
            <ul className="profile-groups">
              {groups.map((group) => (
                <li key={group.id}>
                  <a href={printHash('groups', { group: group.id })}>{group.displayName}</a>
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
    </div>
  );
}
