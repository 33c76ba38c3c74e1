import { Suspense, lazy } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestBucket } from '#shared/console-api/provisioning-log.ts';
import { Panel } from '#renderer/ui/Panel.tsx';

const RequestsChart = lazy(() => import('./RequestsChart.tsx'));

/** Requests of the last 24 hours. The chart is loaded when there is something to draw. */
export function RequestsPanel({ requests }: { readonly requests: readonly RequestBucket[] | undefined }) {
  const { t } = useTranslation();
  const any = requests?.some(({ succeeded, failed }) => succeeded + failed > 0) ?? false;
  return (
    <Panel title={t('overview.requests')} note={t('overview.perHalfHour')} span={7}>
      <div className="chart">
        {any && requests !== undefined ? (
          <Suspense fallback={null}>
            <RequestsChart requests={requests} />
          </Suspense>
        ) : (
          requests !== undefined && <p className="quiet">{t('overview.noRequests')}</p>
        )}
      </div>
    </Panel>
  );
}
