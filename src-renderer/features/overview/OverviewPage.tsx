import { useTranslation } from 'react-i18next';
import { useMay } from '#renderer/console-client/access.ts';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleQuery } from '#renderer/console-client/queries.ts';
import { ErrorState } from '#renderer/ui/ErrorState.tsx';
import { PageFrame } from '#renderer/ui/PageFrame.tsx';
import { SkeletonRows } from '#renderer/ui/Skeleton.tsx';
import { ConnectPanel } from './ConnectPanel.tsx';
import { DecisionsPanel } from './DecisionsPanel.tsx';
import { Lede } from './Lede.tsx';
import './overview.css';
import { PeoplePanel } from './PeoplePanel.tsx';
import { RequestsPanel } from './RequestsPanel.tsx';

/** One sentence first, then what to connect, who is here and what was asked: as far as the role goes. */
export function OverviewPage() {
  const { t } = useTranslation();
  const tenant = useTenant();
  const connects = useMay('connect.view');
  const decides = useMay('credentials.view');
  const seesRequests = useMay('provisioningLog.view');
  const { data: overview, error, retry } = useConsoleQuery('overview.get', { tenantId: tenant.id });
  // What failed is said once, and its panels would wait for ever.
  const arrives = error === null;
  return (
    <PageFrame title={t('overview.title')} foot={<OverviewFoot />}>
      <div className="page-scroll">
        <div className="columns">
          {!arrives && (
            <div className="panel span-12">
              <ErrorState title={t('overview.failed')} detail={error.message} onRetry={retry} />
            </div>
          )}
          {arrives && overview === undefined && (
            <div className="panel span-12">
              <SkeletonRows rows={3} rowHeight={44} />
            </div>
          )}
          {overview !== undefined && <Lede overview={overview} />}
          {connects && <ConnectPanel lastRequest={overview?.lastRequest ?? null} span={decides && arrives ? 7 : 12} />}
          {decides && arrives && <DecisionsPanel overview={overview} span={connects ? 5 : 12} />}
          {seesRequests && arrives && <RequestsPanel requests={overview?.requests} />}
          {arrives && <PeoplePanel people={overview?.people} span={seesRequests ? 5 : 12} />}
        </div>
      </div>
    </PageFrame>
  );
}

function OverviewFoot() {
  const { t } = useTranslation();
  const { data: settings } = useConsoleQuery('settings.get', {});
  if (settings === undefined) return null;
  const server = settings.scimUrl === null ? null : new URL(settings.scimUrl).host;
  return (
    <>
      <span>{server === null ? t('settings.notListening') : t('overview.foot', { server })}</span>
      <span>Rollcall {settings.version}</span>
    </>
  );
}
