import { Trans, useTranslation } from 'react-i18next';
import type { OAuthClient } from '#shared/console-api/oauth-clients.ts';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { clipboardSeconds } from '#renderer/ui/clipboard.ts';
import { CopyField } from '#renderer/ui/CopyField.tsx';
import { DoneEnd } from '#renderer/ui/DoneEnd.tsx';
import { Term } from '#renderer/ui/Term.tsx';
import { closeDialog } from './credentials-view.ts';

interface ClientConnectionProps {
  readonly client: OAuthClient;
  /** Only of a client or secret that was just made; null: there is none to show. */
  readonly clientSecret?: string | null;
}

/** What is pasted into the identity provider, in Entra's order and words. */
export function ClientConnection({ client: { id, kind, tokenEndpoint }, clientSecret = null }: ClientConnectionProps) {
  const { t } = useTranslation();
  const { tenantUrl } = useTenant();
  return (
    <div className="dialog-body client-connection">
      <p>
        <Trans
          i18nKey={kind === 'secret' ? 'credentials.client.pasteSecret' : 'credentials.client.pasteFederated'}
          components={{ b: <Term /> }}
        />
      </p>
      {tenantUrl === null ? (
        <p className="quiet">{t('connect.noListener')}</p>
      ) : (
        <CopyField label={t('connect.field.tenantUrl')} value={tenantUrl} />
      )}
      {tokenEndpoint !== null && <CopyField label={t('credentials.field.tokenEndpoint')} value={tokenEndpoint} />}
      <CopyField label={t('credentials.field.clientIdentifier')} value={id} />
      {clientSecret !== null && (
        <>
          <CopyField label={t('credentials.field.clientSecret')} value={clientSecret} secret />
          <p className="warning-note">{t('credentials.client.secretOnce')}</p>
          <p className="quiet">{t('ui.clipboardCleared', { seconds: clipboardSeconds })}</p>
        </>
      )}
      <DoneEnd onDone={closeDialog} />
    </div>
  );
}
