import { Button } from '@mantine/core';
import { Trans, useTranslation } from 'react-i18next';
import type { TunnelStatus } from '#shared/console-api/tunnel.ts';
import { usePermitted } from '#renderer/console-client/access.ts';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { Term } from '#renderer/ui/Term.tsx';

/** Entra was given a URL that is no longer the live one. */
export function StaleBanner({ status: { url, publishedUrl } }: { readonly status: TunnelStatus }) {
  const { t } = useTranslation();
  const permitted = usePermitted('tunnel.edit');
  const publish = useConsoleMutation('tunnel.publish');
  return (
    <div className="span-12 tunnel-stale" role="alert">
      <div>
        <b>{t('tunnel.stale.title')}</b>
        <p>
          <Trans
            i18nKey="tunnel.stale.text"
            values={{ published: publishedUrl, live: url }}
            components={{ c: <code className="mono" />, t: <Term /> }}
          />
        </p>
        {publish.error !== null && <p className="dialog-error">{publish.error.message}</p>}
      </div>
      <Button variant="default" loading={publish.isPending} {...permitted} onClick={() => publish.mutate({})}>
        {t('tunnel.stale.done')}
      </Button>
    </div>
  );
}
