import { ActionIcon, Tabs } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleQuery } from '#renderer/console-client/queries.ts';
import { Ago } from '#renderer/ui/Ago.tsx';
import { CopyButton } from '#renderer/ui/CopyButton.tsx';
import { ErrorState } from '#renderer/ui/ErrorState.tsx';
import { Json } from '#renderer/ui/Json.tsx';
import { SkeletonRows } from '#renderer/ui/Skeleton.tsx';
import { MemberList } from './MemberList.tsx';

/** One group: who is in it, and the resource as a SCIM client reads it. */
export function GroupDetail({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [tab, setTab] = useState<string | null>('members');
  const { data, error, retry } = useConsoleQuery('groups.get', { tenantId: useTenant().id, id });
  if (error !== null) {
    return error.code === 'not-found' ? (
      <ErrorState title={t('groups.gone')} detail={error.message} onRetry={onClose} verb={t('ui.close')} />
    ) : (
      <ErrorState title={t('groups.detailFailed')} detail={error.message} onRetry={retry} />
    );
  }
  if (data === undefined) return <SkeletonRows rows={6} rowHeight={44} />;
  const { row, resource } = data;
  return (
    <div className="group-detail">
      <div className="group-head">
        <div>
          <h2>{row.displayName}</h2>
          <p className="quiet">
            {t('groups.members', { count: row.members })}, {t('groups.changed')} <Ago at={row.lastChangedAt} />
          </p>
        </div>
        <ActionIcon aria-label={t('ui.close')} onClick={onClose}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </div>
      <div className="group-ids">
        <CopyButton value={row.id} what={t('groups.id')} label={t('groups.copyId')} />
        {row.externalId !== null && (
          <CopyButton value={row.externalId} what={t('groups.externalId')} label={t('groups.copyExternalId')} />
        )}
      </div>
      <Tabs className="group-tabs" value={tab} onChange={setTab} keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="members">{t('groups.column.members')}</Tabs.Tab>
          <Tabs.Tab value="resource">{t('groups.resource')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="members">
          <MemberList key={id} groupId={id} />
        </Tabs.Panel>
        <Tabs.Panel value="resource">
          <Json text={JSON.stringify(resource)} label={t('groups.resource')} />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}
