import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TunnelProviderId } from '#shared/console-api/tunnel.ts';
import { assertNever } from '#shared/lang/assert-never.ts';
import { usePermitted } from '#renderer/console-client/access.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import type { TunnelForm } from '../use-tunnel-form.ts';
import { CloudflaredField } from './CloudflaredField.tsx';
import { NamedFields } from './NamedFields.tsx';
import { NgrokFields } from './NgrokFields.tsx';
import { OwnUrlFields } from './OwnUrlFields.tsx';
import { ProviderCards } from './ProviderCards.tsx';
import { ServerSnippets } from './ServerSnippets.tsx';
import { SshFields } from './SshFields.tsx';
import { useSshKey, type SshKeyMaking } from './use-ssh-key.ts';

interface ProviderPanelProps {
  readonly tunnel: TunnelForm;
  readonly running: boolean;
  readonly people: number | undefined;
}

/** Who carries the tunnel, and what that one needs to know. */
export function ProviderPanel({ tunnel, running, people }: ProviderPanelProps) {
  const { t } = useTranslation();
  const { form } = tunnel;
  const permitted = usePermitted('tunnel.edit');
  const { provider, service } = form.values;
  const sshKey = useSshKey(tunnel);
  return (
    <Panel
      title={t('tunnel.provider.label')}
      note={t(running ? 'tunnel.form.running' : 'tunnel.provider.note')}
      span={7}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void tunnel.save();
        }}
      >
        <fieldset className="tunnel-form" {...permitted} disabled={running || permitted.disabled === true}>
          <legend className="visually-hidden">{t('tunnel.provider.label')}</legend>
          <ProviderCards
            value={provider}
            service={service}
            people={people}
            running={running}
            onChange={(chosen) => form.setFieldValue('provider', chosen)}
          />
          <Fields provider={provider} tunnel={tunnel} sshKey={sshKey} />
          {!running && (
            <div className="tunnel-save">
              <Button type="submit" variant="default" loading={tunnel.pending === 'save'}>
                {t('tunnel.form.save')}
              </Button>
              <span role="status" className="quiet">
                {tunnel.saved && t('tunnel.form.saved')}
              </span>
            </div>
          )}
        </fieldset>
      </form>
      {provider === 'ssh' && service === 'own' && <ServerSnippets draft={form.values} publicKey={sshKey.publicKey} />}
    </Panel>
  );
}

interface FieldsProps {
  readonly provider: TunnelProviderId;
  readonly tunnel: TunnelForm;
  readonly sshKey: SshKeyMaking;
}

function Fields({ provider, tunnel, sshKey }: FieldsProps) {
  const { t } = useTranslation();
  switch (provider) {
    case 'cloudflare-quick':
      return (
        <div className="tunnel-fields">
          <p className="quiet">{t('tunnel.form.quickText')}</p>
          <CloudflaredField form={tunnel.form} />
        </div>
      );
    case 'cloudflare-named':
      return <NamedFields tunnel={tunnel} />;
    case 'ngrok':
      return <NgrokFields tunnel={tunnel} />;
    case 'ssh':
      return <SshFields tunnel={tunnel} sshKey={sshKey} />;
    case 'own-url':
      return <OwnUrlFields form={tunnel.form} />;
    default:
      return assertNever(provider, 'provider');
  }
}
