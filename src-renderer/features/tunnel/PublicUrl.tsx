import { useTranslation } from 'react-i18next';
import type { TunnelStatus } from '#shared/console-api/tunnel.ts';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { QrCode } from '#renderer/ui/QrCode.tsx';
import { CopyTenantUrl } from './CopyTenantUrl.tsx';
import { seenByOf, urlKindOf } from './provider-facts.ts';
import { publicTenantUrl } from './tunnel-view.ts';

/** The Tenant URL as Entra must be given it, to copy and to scan, and who reads what passes. */
export function PublicUrl({ status, url }: { readonly status: TunnelStatus; readonly url: string }) {
  const { t } = useTranslation();
  const tenantUrl = publicTenantUrl(url, useTenant().slug);
  return (
    <div className="tunnel-url">
      <div>
        <div className="field">
          <span className="field-label">{t('tunnel.url.tenant')}</span>
          <span className="value mono" title={tenantUrl}>
            <span className="ellipsis">{tenantUrl}</span>
          </span>
          <CopyTenantUrl tenantUrl={tenantUrl} filled={status.publishedUrl !== url} />
        </div>
        <dl className="key-values">
          <dt>{t('tunnel.fact.seenBy')}</dt>
          <dd>{t(`tunnel.seenBy.${seenByOf(status)}`)}</dd>
          <dt>{t('tunnel.fact.url')}</dt>
          <dd className={status.urlStable ? undefined : 'tunnel-warn'}>{t(`tunnel.urlKind.${urlKindOf(status)}`)}</dd>
        </dl>
        <p className="quiet">{t('tunnel.url.published')}</p>
      </div>
      <QrCode text={tenantUrl} label={t('tunnel.url.qr')} size={132} />
    </div>
  );
}
