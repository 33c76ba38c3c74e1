import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TunnelProviderId } from '#shared/console-api/tunnel.ts';
import { usePermitted } from '#renderer/console-client/access.ts';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { networksOf, wrongNetwork } from '#renderer/ui/networks.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { isNamedByProvider } from './provider-facts.ts';

interface NetworksPanelProps {
  readonly allowed: readonly string[];
  readonly provider: TunnelProviderId;
}

/** From where requests may come through the tunnel; it can be changed while one runs. */
export function NetworksPanel({ allowed, provider }: NetworksPanelProps) {
  const { t } = useTranslation();
  const permitted = usePermitted('tunnel.edit');
  const [typed, setTyped] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string>();
  const configure = useConsoleMutation('tunnel.configure');
  const told = allowed.join('\n');
  const text = typed ?? told;
  // What was saved stays in the field until Rollcall tells of it, or the old networks would stand there for a moment.
  const [known, setKnown] = useState(told);
  if (told !== known) {
    setKnown(told);
    if (configure.isSuccess) setTyped(null);
  }
  return (
    <Panel title={t('tunnel.networks.title')} span={5}>
      <form
        noValidate
        className="tunnel-from"
        onSubmit={(event) => {
          event.preventDefault();
          const network = wrongNetwork(text);
          setWrong(network);
          if (network !== undefined) return;
          configure.mutate({ allowedNetworks: networksOf(text) });
        }}
      >
        <Textarea
          size="sm"
          rows={3}
          label={t('tunnel.networks.label')}
          description={t('tunnel.networks.hint')}
          spellCheck={false}
          autoComplete="off"
          classNames={{ input: 'mono' }}
          value={text}
          error={wrong === undefined ? configure.error?.message : t('tunnel.networks.wrong', { network: wrong })}
          {...permitted}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setWrong(undefined);
            configure.reset();
          }}
        />
        <p className="quiet">
          {t('tunnel.networks.text')}{' '}
          {t(isNamedByProvider(provider) ? 'tunnel.networks.local' : 'tunnel.networks.unnamed')}
        </p>
        <div className="tunnel-save">
          <Button type="submit" variant="default" loading={configure.isPending} {...permitted}>
            {t('tunnel.networks.save')}
          </Button>
          <span role="status" className="quiet">
            {configure.isSuccess && t('tunnel.networks.saved')}
          </span>
        </div>
      </form>
    </Panel>
  );
}
