import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Segments } from '#renderer/ui/Segments.tsx';
import type { TunnelDraft } from '../draft.ts';
import { sshServices, type SshServiceId } from '../ssh-services.ts';
import type { TunnelForm } from '../use-tunnel-form.ts';
import { HostKeyField } from './HostKeyField.tsx';
import { SshKeyField } from './SshKeyField.tsx';
import type { SshKeyMaking } from './use-ssh-key.ts';

const own = { host: '', port: '22', user: '', remoteHost: '127.0.0.1', remotePort: '18080' } as const;

interface SshFieldsProps {
  readonly tunnel: TunnelForm;
  readonly sshKey: SshKeyMaking;
}

/** An SSH server that forwards a port back: one's own, whose proxy ends TLS, or a service that prints a URL. */
export function SshFields({ tunnel, sshKey }: SshFieldsProps) {
  const { t } = useTranslation();
  const { form } = tunnel;
  const { service } = form.values;
  const chosen = sshServices.find(({ id }) => id === service);
  const choose = (id: SshServiceId): void => {
    const { host, port, user, remoteHost, remotePort } = sshServices.find((one) => one.id === id) ?? own;
    form.setValues({ service: id, host, port, user, remoteHost, remotePort, hostKey: null });
  };
  /** What is pinned is the key of one server. */
  const moved = (name: 'host' | 'port') => (event: React.ChangeEvent<HTMLInputElement>) =>
    form.setValues({ [name]: event.currentTarget.value, hostKey: null });
  const text = (name: keyof TunnelDraft, label: string) =>
    ({
      size: 'sm',
      name,
      label,
      maxLength: 253,
      spellCheck: false,
      autoComplete: 'off',
      classNames: { input: 'mono' },
      ...form.getInputProps(name),
    }) as const;
  return (
    <div className="tunnel-fields">
      <Segments
        label={t('tunnel.ssh.service')}
        value={service}
        onChange={choose}
        options={[
          { value: 'own', label: t('tunnel.ssh.own') },
          ...sshServices.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      {chosen !== undefined && <p className="tunnel-warn">{t('tunnel.ssh.serviceText', { service: chosen.name })}</p>}
      <div className="tunnel-row">
        <TextInput {...text('host', t('tunnel.ssh.host'))} onChange={moved('host')} />
        <TextInput {...text('port', t('tunnel.ssh.port'))} onChange={moved('port')} inputMode="numeric" />
        <TextInput {...text('user', t('tunnel.ssh.user'))} />
      </div>
      {chosen === undefined && (
        <>
          <div className="tunnel-row">
            <TextInput
              {...text('sshUrl', t('tunnel.form.publicUrl'))}
              description={t('tunnel.ssh.publicUrlHint')}
              placeholder="https://scim.example.com"
            />
          </div>
          <div className="tunnel-row tunnel-row-bind">
            <TextInput {...text('remoteHost', t('tunnel.ssh.remoteHost'))} />
            <TextInput {...text('remotePort', t('tunnel.ssh.remotePort'))} inputMode="numeric" />
          </div>
        </>
      )}
      <HostKeyField form={form} />
      {chosen === undefined && <SshKeyField tunnel={tunnel} sshKey={sshKey} />}
    </div>
  );
}
