import { useState, type SyntheticEvent } from 'react';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { VaultState } from '#shared/console-api/vault.ts';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { FormEnd } from '#renderer/ui/FormEnd.tsx';
import { PassphraseField } from '#renderer/ui/PassphraseField.tsx';
import { RecoveryKeyField } from '#renderer/ui/RecoveryKeyField.tsx';

interface RecoverVaultDialogProps {
  readonly opened: boolean;
  readonly vault: VaultState;
  readonly onClose: () => void;
}

/** The recovery key brings back a data key that the keychain, the key file or the passphrase does not give any more. */
export function RecoverVaultDialog({ opened, vault, onClose }: RecoverVaultDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('vault.recover')} opened={opened} onClose={onClose}>
      <RecoverForm vault={vault} onClose={onClose} />
    </Dialog>
  );
}

function RecoverForm({ vault, onClose }: Omit<RecoverVaultDialogProps, 'opened'>) {
  const { t } = useTranslation();
  const [recoveryKey, setRecoveryKey] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const needsPassphrase = vault.protection === 'passphrase';
  const recover = useConsoleMutation('vault.recover');
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    recover.mutate(needsPassphrase ? { recoveryKey, passphrase } : { recoveryKey }, {
      onSuccess: () => {
        notifications.show({ message: t('vault.recovered') });
        onClose();
      },
    });
  };
  return (
    <form className="dialog-body" onSubmit={submit}>
      <p>{t('vault.recoverText')}</p>
      <RecoveryKeyField value={recoveryKey} onChange={setRecoveryKey} error={recover.error?.message} />
      {needsPassphrase && (
        <PassphraseField
          label={t('vault.newPassphrase')}
          value={passphrase}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
        />
      )}
      <FormEnd
        verb={t('vault.recover')}
        pending={recover.isPending}
        disabled={recoveryKey.trim() === ''}
        onCancel={onClose}
      />
    </form>
  );
}
