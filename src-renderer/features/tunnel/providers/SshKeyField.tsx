import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
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
  const saved = sshKey.publicKey !== null || (storedOf(configs, 'ssh')?.hasPrivateKey ?? false);
  const { pending, error, make } = sshKey;
  return (
    <div className="tunnel-part">
      <div className="tunnel-part-head">
        <b>{t('tunnel.ssh.key')}</b>
        <span className="quiet">{t(saved ? 'tunnel.ssh.keySaved' : 'tunnel.ssh.keyNone')}</span>
        <Button variant="default" loading={pending} onClick={() => void make()}>
          {t(saved ? 'tunnel.ssh.keyReplace' : 'tunnel.ssh.keyMake')}
        </Button>
      </div>
      {error !== null && (
        <p role="alert" className="dialog-error">
          {error}
        </p>
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
