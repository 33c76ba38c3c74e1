import { Button } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useConsole, useTenant } from '#renderer/console-client/console-context.ts';
import { retryOf } from '#renderer/console-client/queries.ts';
import { EmptyState } from '#renderer/ui/EmptyState.tsx';
import { ErrorState } from '#renderer/ui/ErrorState.tsx';
import { goTo, setParams, useHashRoute } from '#renderer/ui/hash-route.ts';
import { PageFrame } from '#renderer/ui/PageFrame.tsx';
import { SkeletonRows } from '#renderer/ui/Skeleton.tsx';
import { SplitPane } from '#renderer/ui/SplitPane.tsx';
import { FailureNotice } from './FailureNotice.tsx';
import { LogDetail } from './LogDetail.tsx';
import { LogFilters } from './LogFilters.tsx';
import './log.css';
import { LogTable } from './LogTable.tsx';
import { isFiltered, logFilter } from './log-view.ts';
import type { LogStore } from './store.ts';
import { useLogStore } from './use-log-store.ts';

const clearFilters = (): void =>
  setParams({ q: null, result: null, method: null, notes: null, person: null, address: null });
const closeDetail = (): void => {
  setParams({ entry: null });
  document.querySelector<HTMLElement>('[data-grid]')?.focus();
};

/** What identity providers asked and what Rollcall answered, as it happens. */
export function ProvisioningLogPage() {
  const { t } = useTranslation();
  const tenantId = useTenant().id;
  const { params } = useHashRoute();
  const listed = new URLSearchParams(params);
  listed.delete('entry');
  const key = listed.toString();
  const filter = useMemo(() => logFilter(new URLSearchParams(key), tenantId), [key, tenantId]);
  const store = useLogStore(filter);
  const wanted = Number(params.get('entry') ?? Number.NaN);
  const selected = Number.isSafeInteger(wanted) ? wanted : null;
  return (
    <PageFrame
      title={t('log.title')}
      note={<LiveNote store={store} />}
      actions={<PauseButton store={store} />}
      filters={<LogFilters filter={filter} />}
      foot={<LogFoot store={store} />}
    >
      <SplitPane
        sideLabel={t('log.detail')}
        resizeLabel={t('ui.resizeDetail')}
        onEscape={closeDetail}
        side={selected === null ? null : <LogDetail seq={selected} onClose={closeDetail} />}
      >
        <LogTable
          store={store}
          selected={selected}
          instead={<LogInstead store={store} filtered={isFiltered(filter)} />}
        />
      </SplitPane>
      <FailureNotice tenantId={tenantId} />
    </PageFrame>
  );
}

interface OfStore {
  readonly store: LogStore;
}

function LiveNote({ store }: OfStore) {
  const { t } = useTranslation();
  const connection = useStore(useConsole().connection);
  const paused = useStore(store.state, (state) => state.paused);
  const held = useStore(store.state, (state) => state.held);
  const live = connection === 'live' && paused === null;
  return (
    <>
      <span className={live ? 'dot' : 'dot dot-off'} aria-hidden />
      {paused !== null && (held === 0 ? t('log.paused') : t('log.pausedNew', { count: held }))}
      {paused === null && t(connection === 'live' ? 'log.live' : 'log.notLive')}
    </>
  );
}

function PauseButton({ store }: OfStore) {
  const { t } = useTranslation();
  const paused = useStore(store.state, (state) => state.paused);
  return paused === null ? (
    <Button
      variant="default"
      leftSection={<IconPlayerPause size={14} aria-hidden />}
      onClick={() => store.pause('button')}
    >
      {t('log.pause')}
    </Button>
  ) : (
    <Button variant="default" leftSection={<IconPlayerPlay size={14} aria-hidden />} onClick={store.resume}>
      {t('log.resume')}
    </Button>
  );
}

function LogFoot({ store }: OfStore) {
  const { t } = useTranslation();
  const shown = useStore(store.state, (state) => state.entries.length);
  const total = useStore(store.state, (state) => state.total);
  const complete = useStore(store.state, (state) => state.complete);
  const unknown = useStore(store.state, (state) => state.loading === 'first' || state.error !== null);
  if (shown === 0 && unknown) return null;
  return (
    <span className="num">
      {t('log.shown', { shown, total: Math.max(shown, total) })}
      {!complete && shown > 0 && `, ${t('log.olderLoad')}`}
    </span>
  );
}

function LogInstead({ store, filtered }: OfStore & { readonly filtered: boolean }) {
  const { t } = useTranslation();
  const empty = useStore(store.state, (state) => state.entries.length === 0);
  const loading = useStore(store.state, (state) => state.loading === 'first');
  const error = useStore(store.state, (state) => state.error);
  if (!empty) return null;
  if (error !== null) {
    return <ErrorState title={t('log.failed')} detail={error.message} onRetry={retryOf(error, store.start)} />;
  }
  if (loading) return <SkeletonRows rows={18} rowHeight={30} />;
  if (filtered) {
    return (
      <EmptyState
        title={t('log.noMatch')}
        action={
          <Button variant="default" onClick={clearFilters}>
            {t('ui.clearFilters')}
          </Button>
        }
      />
    );
  }
  return (
    <EmptyState title={t('log.none')} action={<Button onClick={() => goTo('connect')}>{t('board.connect')}</Button>}>
      {t('log.noneText')}
    </EmptyState>
  );
}
