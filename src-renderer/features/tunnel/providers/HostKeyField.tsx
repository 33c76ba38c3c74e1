import { Button } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { Trans, useTranslation } from 'react-i18next';
import type { HostKey } from '#shared/console-api/tunnel-config.ts';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import type { TunnelDraft } from '../draft.ts';

/** The one key that the server may have: read once, compared by a person, and pinned from then on. */
export function HostKeyField({ form }: { readonly form: UseFormReturnType<TunnelDraft> }) {
  const { t } = useTranslation();
  const reading = useConsoleMutation('tunnel.readHostKey');
  const { host, port, hostKey } = form.values;
  const asked = reading.variables;
  const isAboutThis = asked?.host === host.trim() && asked.port === Number(port);
  const found = isAboutThis ? (reading.data ?? null) : null;
  const error = isAboutThis ? reading.error : null;
  const fault = form.errors['hostKey'];
  const confirm = (key: HostKey): void => {
    form.setFieldValue('hostKey', key);
    form.clearFieldError('hostKey');
    reading.reset();
  };
  return (
    <div className="tunnel-part">
      <div className="tunnel-part-head">
        <b>{t('tunnel.ssh.hostKey')}</b>
        <span className="quiet">
          {found === null && t(hostKey === null ? 'tunnel.ssh.hostKeyNone' : 'tunnel.ssh.hostKeyPinned')}
        </span>
        <Button
          name="hostKey"
          variant="default"
          disabled={host.trim() === ''}
          loading={reading.isPending}
          onClick={() => reading.mutate({ host: host.trim(), port: Number(port) })}
        >
          {t('tunnel.ssh.hostKeyRead')}
        </Button>
      </div>
      {found === null && hostKey !== null && <Fingerprint hostKey={hostKey} />}
      {found !== null && (
        <div className="tunnel-compare">
          <Fingerprint hostKey={found} />
          <p>
            <Trans i18nKey="tunnel.ssh.hostKeyCompare" components={{ c: <code className="mono" /> }} />
          </p>
          <Button variant="default" onClick={() => confirm(found)}>
            {t('tunnel.ssh.hostKeyConfirm')}
          </Button>
        </div>
      )}
      {(error !== null || (fault !== undefined && found === null)) && (
        <p role="alert" className="dialog-error">
          {error?.message ?? fault}
        </p>
      )}
    </div>
  );
}

const Fingerprint = ({ hostKey: { type, fingerprint } }: { readonly hostKey: HostKey }) => (
  <code className="mono tunnel-anywhere">
    {type} {fingerprint}
  </code>
);
