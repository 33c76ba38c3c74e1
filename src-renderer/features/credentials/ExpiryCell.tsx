import { useTranslation } from 'react-i18next';
import type { CredentialState } from '#shared/console-api/credentials.ts';
import { formatDate } from '#renderer/ui/format.ts';
import { useNow } from '#renderer/ui/now.ts';
import { daysUntil, sayDays } from '#renderer/ui/whole-days.ts';
import { isSoon } from './expiry.ts';

interface ExpiryCellProps {
  readonly state: CredentialState;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
}

/** Until when it holds or held; when that is near, how far away it is. */
export function ExpiryCell({ state, expiresAt, revokedAt }: ExpiryCellProps) {
  const { t } = useTranslation();
  const now = useNow();
  if (state === 'revoked' && revokedAt !== null) {
    return <td className="quiet">{t('credentials.revokedOn', { date: formatDate(revokedAt) })}</td>;
  }
  if (expiresAt === null) return <td className="quiet">{t('credentials.never')}</td>;
  return (
    <td>
      <time dateTime={expiresAt}>{formatDate(expiresAt)}</time>
      {isSoon(expiresAt, now) && <span className="credential-sub">{sayDays(daysUntil(expiresAt, now), t)}</span>}
    </td>
  );
}
