import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useRowCount } from '#renderer/console-client/row-window.ts';
import { useTenantProfile } from '#renderer/console-client/tenant-profiles.ts';
import { EmptyState } from '#renderer/ui/EmptyState.tsx';
import { ErrorState } from '#renderer/ui/ErrorState.tsx';
import { setParams, useHashRoute } from '#renderer/ui/hash-route.ts';
import { KeyHints } from '#renderer/ui/KeyHints.tsx';
import { PageFrame } from '#renderer/ui/PageFrame.tsx';
import { SearchField } from '#renderer/ui/SearchField.tsx';
import { SkeletonRows } from '#renderer/ui/Skeleton.tsx';
import { SplitPane } from '#renderer/ui/SplitPane.tsx';
import './groups.css';
import { GroupDetail } from './GroupDetail.tsx';
import { GroupTable } from './GroupTable.tsx';
import { groupsView } from './groups-view.ts';

const close = (): void => {
  setParams({ group: null });
  document.querySelector<HTMLElement>('[data-grid]')?.focus();
};

/** The groups of the tenant; of one whose product has none, that it is so. */
export function GroupsPage() {
  const { t } = useTranslation();
  const { groups, name } = useTenantProfile();
  if (groups !== 'none') return <Groups />;
  return (
    <PageFrame title={t('groups.title')}>
      <EmptyState title={t('groups.notHere', { product: name })}>{t('groups.notHereText')}</EmptyState>
    </PageFrame>
  );
}

/** Groups at the left, who is in the chosen one at the right. */
function Groups() {
  const { t } = useTranslation();
  const tenantId = useTenant().id;
  const { params } = useHashRoute();
  const listed = new URLSearchParams(params);
  listed.delete('group');
  const key = listed.toString();
  const view = useMemo(() => groupsView(new URLSearchParams(key), tenantId), [key, tenantId]);
  const selected = params.get('group');
  const count = useRowCount('groups.list', view.query);

  const instead = whatInstead();
  function whatInstead() {
    if (count.error !== null) {
      return <ErrorState title={t('groups.failed')} detail={count.error.message} onRetry={count.retry} />;
    }
    if (count.pending) return <SkeletonRows rows={14} rowHeight={36} />;
    if (count.total > 0) return null;
    if (count.of === 0) {
      return <EmptyState title={t('groups.none')}>{t('groups.noneText')}</EmptyState>;
    }
    return (
      <EmptyState
        title={t('groups.noMatch')}
        action={
          <Button variant="default" onClick={() => setParams({ q: null })}>
            {t('ui.clearFilters')}
          </Button>
        }
      />
    );
  }

  return (
    <PageFrame
      title={t('groups.title')}
      note={count.known ? t('groups.count', { count: count.total }) : undefined}
      filters={
        <SearchField
          label={t('groups.search')}
          placeholder={t('groups.searchPlaceholder')}
          value={view.query.search ?? ''}
          onSearch={(q) => setParams({ q })}
        />
      }
      foot={
        <>
          <span className="num">{count.known && t('groups.of', { total: count.total, of: count.of })}</span>
          <KeyHints />
        </>
      }
    >
      <SplitPane
        sideLabel={t('groups.detail')}
        resizeLabel={t('ui.resizeDetail')}
        onEscape={close}
        side={selected === null ? null : <GroupDetail id={selected} onClose={close} />}
      >
        <GroupTable view={view} count={count} selected={selected} instead={instead} />
      </SplitPane>
    </PageFrame>
  );
}
