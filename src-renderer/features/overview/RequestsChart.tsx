import { AreaChart } from '@mantine/charts';
import { useTranslation } from 'react-i18next';
import type { RequestBucket } from '#shared/console-api/provisioning-log.ts';
import { formatHour, formatNumber } from '#renderer/ui/format.ts';

/** Requests per half hour, failed ones below. */
export default function RequestsChart({ requests }: { readonly requests: readonly RequestBucket[] }) {
  const { t } = useTranslation();
  const data = requests.map(({ start, succeeded, failed }) => ({ start: formatHour(start), succeeded, failed }));
  return (
    <AreaChart
      h={196}
      data={data}
      dataKey="start"
      type="stacked"
      curveType="monotone"
      withDots={false}
      strokeWidth={1.75}
      fillOpacity={0.16}
      gridAxis="x"
      tickLine="none"
      strokeDasharray="0"
      valueFormatter={formatNumber}
      xAxisProps={{ interval: 7, tickMargin: 8 }}
      yAxisProps={{ width: 44, tickCount: 4, allowDecimals: false }}
      areaChartProps={{ accessibilityLayer: true, title: t('overview.chartTitle') }}
      areaProps={{ isAnimationActive: false }}
      series={[
        { name: 'failed', label: t('overview.key.failed'), color: 'var(--bad)' },
        { name: 'succeeded', label: t('overview.succeeded'), color: 'var(--accent)' },
      ]}
    />
  );
}
