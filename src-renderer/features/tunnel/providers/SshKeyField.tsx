import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { authorizedKeysLine } from '#shared/tunnel/ssh-server.ts';
import { CopyButton } from '#renderer/ui/CopyButton.tsx';
import { storedOf } from '../draft.ts';
import type { TunnelForm } from '../use-tunnel-form.ts';
import { SecretField } from './SecretField.tsx';
import type { SshKeyMaking } from './use-ssh-key.ts';

interface SshKeyFieldProps {
  readonly tunnel: TunnelForm;
  readonly sshKey: SshKeyMaking;
}

/** What Rollcall signs in with: a key made here, or one that is pasted. */
export function SshKeyField({ tunnel: { form, configs }, sshKey }: SshKeyFieldProps) {
  const { t } = useTranslation();
  const saved = storedOf(configs, 'ssh')?.hasPrivateKey ?? false;
  const { publicKey, pending, error, make } = sshKey;
  const { remoteHost, remotePort } = form.values;
  const line =
    publicKey === null ? null : authorizedKeysLine(publicKey, { host: remoteHost, port: Number(remotePort) });
  return (
    <div className="tunnel-part">
      <div className="tunnel-part-head">
        <b>{t('tunnel.ssh.key')}</b>
        <span className="quiet">
          {line !== null ? t('tunnel.ssh.keyLine') : t(saved ? 'tunnel.ssh.keySaved' : 'tunnel.ssh.keyNone')}
        </span>
        <Button variant="default" loading={pending} onClick={() => void make()}>
          {t(saved || publicKey !== null ? 'tunnel.ssh.keyReplace' : 'tunnel.ssh.keyMake')}
        </Button>
      </div>
      {error !== null && (
        <p role="alert" className="dialog-error">
          {error}
        </p>
      )}
      {line !== null && (
        <div className="tunnel-snippet">
          <pre className="mono tunnel-wrap">{line}</pre>
          <CopyButton value={line} what={t('tunnel.ssh.snippet.authorizedKeys')} />
        </div>
      )}
      <details className="tunnel-details">
        <summary>{t('tunnel.ssh.keyPaste')}</summary>
        <SecretField
          form={form}
          name="privateKey"
          label={t('tunnel.ssh.key')}
          hint={t('tunnel.ssh.keyPasteHint')}
          saved={saved}
        />
      </details>
    </div>
  );
}
