import { useTranslation } from 'react-i18next';
import type { CredentialUse } from '#shared/console-api/credentials.ts';
import { Ago } from '#renderer/ui/Ago.tsx';
import { formatDateTime, formatHour } from '#renderer/ui/format.ts';

/** When it was used last, in which cycle, from where and by which client. */
export function LastUse({ use }: { readonly use: CredentialUse | null }) {
  const { t } = useTranslation();
  if (use === null) return <td className="quiet">{t('credentials.neverUsed')}</td>;
  const { at, firstAt, address, userAgent, cycleStartedAt, cycles } = use;
  const from = userAgent === null ? address : `${address}, ${userAgent}`;
  return (
    <td>
      <span className="credential-line">
        <Ago at={at} />
        <span
          className="quiet"
          title={t('credentials.cycleTitle', {
            at: formatDateTime(cycleStartedAt),
            first: formatDateTime(firstAt),
            count: cycles,
          })}
        >
          {t('credentials.cycle', { time: formatHour(cycleStartedAt) })}
        </span>
      </span>
      <span className="credential-sub ellipsis" title={from}>
        {from}
      </span>
    </td>
  );
}
