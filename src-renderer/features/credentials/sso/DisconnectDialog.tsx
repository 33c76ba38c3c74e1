import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConsole } from '#renderer/console-client/console-context.ts';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { Confirm } from '#renderer/ui/Confirm.tsx';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { RecoveryKeyField } from '#renderer/ui/RecoveryKeyField.tsx';

interface DisconnectDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Asks for a fresh sign-in, or takes the recovery key instead. */
export function DisconnectDialog({ opened, onClose }: DisconnectDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('sso.disconnect')} opened={opened} onClose={onClose}>
      <Disconnect onClose={onClose} />
    </Dialog>
  );
}

function Disconnect({ onClose }: Pick<DisconnectDialogProps, 'onClose'>) {
  const { t } = useTranslation();
  const client = useConsole();
  const [byKey, setByKey] = useState(false);
  const [recoveryKey, setRecoveryKey] = useState('');
  const disconnect = useConsoleMutation('sso.disconnect');
  const confirm = (): void =>
    disconnect.mutate(byKey ? { recoveryKey } : {}, {
      onSuccess: () => {
        notifications.show({ message: t('sso.disconnected') });
        onClose();
        client.signIn.setState(null, true);
      },
    });
  return (
    <Confirm
      verb={t('sso.disconnect')}
      pending={disconnect.isPending}
      error={disconnect.error?.message ?? null}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>{t('sso.disconnectText')}</p>
      {byKey ? (
        <RecoveryKeyField value={recoveryKey} onChange={setRecoveryKey} takesFocus />
      ) : (
        <p className="sso-or">
          <span>{t('sso.disconnectFresh')}</span>
          <Button variant="subtle" onClick={() => setByKey(true)}>
            {t('sso.disconnectByKey')}
          </Button>
        </p>
      )}
    </Confirm>
  );
}
