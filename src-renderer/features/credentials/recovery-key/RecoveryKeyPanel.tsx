import { Button } from '@mantine/core';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecoveryKeyState } from '#shared/console-api/recovery-key.ts';
import { usePermitted } from '#renderer/console-client/access.ts';
import { useConsoleQuery } from '#renderer/console-client/queries.ts';
import { Ago } from '#renderer/ui/Ago.tsx';
import { EmptyState } from '#renderer/ui/EmptyState.tsx';
import { ErrorState } from '#renderer/ui/ErrorState.tsx';
import { formatDate, formatDateTime } from '#renderer/ui/format.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { SkeletonRows } from '#renderer/ui/Skeleton.tsx';
import { StatusMark } from '#renderer/ui/StatusMark.tsx';
import { CreateKeyDialog } from './CreateKeyDialog.tsx';
import { DrillDialog } from './DrillDialog.tsx';
import './recovery-key.css';
import { RevealKeyDialog } from './RevealKeyDialog.tsx';

type Dialog = 'create' | 'drill' | 'reveal';

/** The way back in: whether there is one, and when it was last proved. */
export function RecoveryKeyPanel() {
  const { t } = useTranslation();
  const { data: state, error, retry } = useConsoleQuery('recoveryKey.get', {});
  const [open, setOpen] = useState<Dialog | null>(null);
  const close = useCallback((): void => setOpen(null), []);
  const administers = usePermitted('administrator');
  return (
    <Panel title={t('recoveryKey.title')} anchor="recovery-key" span={12}>
      {error !== null && <ErrorState title={t('recoveryKey.failed')} detail={error.message} onRetry={retry} />}
      {error === null && state === undefined && <SkeletonRows rows={2} rowHeight={36} />}
      {state?.exists === false && (
        <EmptyState
          title={t('recoveryKey.none')}
          action={
            <Button variant="default" {...administers} onClick={() => setOpen('create')}>
              {t('recoveryKey.create')}
            </Button>
          }
        >
          {t('recoveryKey.noneText')}
        </EmptyState>
      )}
      {state?.exists === true && (
        <div className="recovery">
          <KeyFacts state={state} />
          <div className="recovery-actions">
            <Button variant="default" onClick={() => setOpen('drill')}>
              {t('recoveryKey.drill.verb')}
            </Button>
            {state.revealable && (
              <Button variant="default" {...administers} onClick={() => setOpen('reveal')}>
                {t('ui.reveal')}
              </Button>
            )}
            <Button variant="danger" {...administers} onClick={() => setOpen('create')}>
              {t('recoveryKey.replace')}
            </Button>
          </div>
        </div>
      )}
      <CreateKeyDialog opened={open === 'create'} replaces={state?.exists === true} onClose={close} />
      <DrillDialog opened={open === 'drill'} onClose={close} />
      <RevealKeyDialog opened={open === 'reveal'} createdAt={state?.createdAt ?? ''} onClose={close} />
    </Panel>
  );
}

function KeyFacts({ state }: { readonly state: RecoveryKeyState }) {
  const { t } = useTranslation();
  return (
    <div className="recovery-facts">
      <StatusMark tone={state.drillDue ? 'pending' : 'active'}>
        {t(state.drillDue ? 'recoveryKey.drillDue' : 'recoveryKey.proved')}
      </StatusMark>
      <span>
        {state.createdAt !== null && t('recoveryKey.created', { date: formatDate(state.createdAt) })}{' '}
        {state.drilledAt === null ? (
          t('recoveryKey.neverDrilled')
        ) : (
          <>
            {t('recoveryKey.drilled')} <Ago at={state.drilledAt} />
          </>
        )}
      </span>
      <span className="quiet">{t(state.revealable ? 'recoveryKey.isRevealable' : 'recoveryKey.isHashed')}</span>
      {state.pausedUntil !== null && (
        <span role="alert" className="dialog-error">
          {t('recoveryKey.paused', { until: formatDateTime(state.pausedUntil) })}
        </span>
      )}
    </div>
  );
}
