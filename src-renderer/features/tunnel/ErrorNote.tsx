import { useTranslation } from 'react-i18next';
import type { TunnelError } from '#shared/console-api/tunnel.ts';

/** What went wrong, what to do about it, and whether Rollcall does it by itself. */
export function ErrorNote({ error: { code, message, action, retryable } }: { readonly error: TunnelError }) {
  const { t } = useTranslation();
  return (
    <div className="tunnel-error" role="alert">
      <p>
        <b>{message}</b>
      </p>
      <p>{action}</p>
      <p className="quiet">
        {retryable && `${t('tunnel.error.retries')} `}
        <span className="mono">{t('tunnel.error.code', { code })}</span>
      </p>
    </div>
  );
}
