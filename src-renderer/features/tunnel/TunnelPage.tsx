import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TunnelView } from '#shared/console-api/tunnel.ts';
import { useConsoleQuery } from '#renderer/console-client/queries.ts';
import { ErrorState } from '#renderer/ui/ErrorState.tsx';
import { PageFrame } from '#renderer/ui/PageFrame.tsx';
import { SkeletonRows } from '#renderer/ui/Skeleton.tsx';
import { StatusMark } from '#renderer/ui/StatusMark.tsx';
import { AgentPanel } from './AgentPanel.tsx';
import { DoctorPanel } from './doctor/DoctorPanel.tsx';
import { GuardPanel } from './GuardPanel.tsx';
import { LogPanel } from './LogPanel.tsx';
import { NetworksPanel } from './NetworksPanel.tsx';
import { ProviderPanel } from './providers/ProviderPanel.tsx';
import { RefusalsPanel } from './RefusalsPanel.tsx';
import { RunPanel } from './RunPanel.tsx';
import { StaleBanner } from './StaleBanner.tsx';
import { StatusPanel } from './StatusPanel.tsx';
import { TunnelActions } from './TunnelActions.tsx';
import './tunnel.css';
import { isRunning, isStale, toneOf } from './tunnel-view.ts';
import { useExposure } from './use-exposure.ts';
import { useRefusals } from './use-refusals.ts';
import { useShownState } from './use-shown-state.ts';
import { useTunnelForm } from './use-tunnel-form.ts';

/** The one button that makes Rollcall public and private, and everything to know before, while and after. */
export function TunnelPage() {
  const { t } = useTranslation();
  const { data: view, error, retry } = useConsoleQuery('tunnel.get', {});
  if (view !== undefined) return <Tunnel view={view} />;
  return (
    <PageFrame title={t('tunnel.title')} foot={<span>{t('tunnel.foot')}</span>}>
      <div className="page-scroll">
        <div className="panel">
          {error === null ? (
            <SkeletonRows rows={6} rowHeight={56} />
          ) : (
            <ErrorState title={t('tunnel.failed')} detail={error.message} onRetry={retry} />
          )}
        </div>
      </div>
    </PageFrame>
  );
}

function Tunnel({ view }: { readonly view: TunnelView }) {
  const { t } = useTranslation();
  const { status } = view;
  const form = useTunnelForm(view);
  const exposure = useExposure();
  const refused = useRefusals();
  const [autoStopMinutes, setAutoStop] = useState<number | null>(null);
  const running = isRunning(status.state);
  const shown = useShownState(status.state);
  return (
    <PageFrame
      title={t('tunnel.title')}
      note={<StatusMark tone={toneOf[shown]}>{t(`tunnel.badge.${shown}`)}</StatusMark>}
      actions={
        <TunnelActions
          status={status}
          form={form}
          hasIssues={exposure.issues.length > 0}
          onStart={() => void form.start(autoStopMinutes)}
        />
      }
      foot={<span>{t('tunnel.foot')}</span>}
    >
      <div className="page-scroll">
        <div className="columns">
          {isStale(status) && <StaleBanner status={status} />}
          <StatusPanel status={status} />
          {!running && exposure.known && <GuardPanel issues={exposure.issues} />}
          {!running && exposure.pending && (
            // The place of the line that says that all is settled, so that what is below stays where it is.
            <div className="panel panel-body span-12">
              <SkeletonRows rows={1} rowHeight={20} />
            </div>
          )}
          {refused !== undefined && (running || refused.hour > 0) && <RefusalsPanel refused={refused} />}
          <div className="span-7 tunnel-side">
            <ProviderPanel tunnel={form} running={running} people={exposure.people} />
            <LogPanel state={status.state} />
          </div>
          <div className="span-5 tunnel-side">
            <RunPanel
              startWithApp={view.startWithApp}
              running={running}
              autoStopMinutes={autoStopMinutes}
              onAutoStop={setAutoStop}
            />
            <NetworksPanel allowed={status.allowedNetworks} provider={form.form.values.provider} />
          </div>
          <DoctorPanel liveUrl={status.url} requests={status.provider === 'ngrok' ? view.doctorRequests : null} />
          <AgentPanel />
        </div>
      </div>
    </PageFrame>
  );
}
