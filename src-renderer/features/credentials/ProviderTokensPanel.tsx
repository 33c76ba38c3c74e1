import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ProviderTokens } from '#shared/console-api/oauth-clients.ts';
import { usePermitted } from '#renderer/console-client/access.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { StatusMark } from '#renderer/ui/StatusMark.tsx';
import { openDialog } from './credentials-view.ts';

/** Whether tokens that Entra signs itself are taken, and what that means. */
export function ProviderTokensPanel({ providerTokens: { enabled } }: { readonly providerTokens: ProviderTokens }) {
  const { t } = useTranslation();
  const permitted = usePermitted('credentials.edit');
  return (
    <Panel
      title={t('credentials.provider.title')}
      note={
        <StatusMark tone={enabled ? 'active' : 'disabled'}>
          {t(enabled ? 'credentials.provider.on' : 'credentials.provider.off')}
        </StatusMark>
      }
      span={12}
    >
      <div className="provider-tokens">
        <p className="quiet">{t('credentials.provider.text')}</p>
        <Button {...permitted} variant="default" onClick={() => openDialog('provider-tokens')}>
          {t(enabled ? 'credentials.provider.change' : 'credentials.provider.turnOn')}
        </Button>
      </div>
    </Panel>
  );
}
