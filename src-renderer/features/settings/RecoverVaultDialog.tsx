import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { VaultState } from '#shared/console-api/vault.ts';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { Dialog } from '#renderer/ui/Dialog.tsx';

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
      <TextInput
        size="sm"
        label={t('recoveryKey.title')}
        description={t('signIn.recovery.form')}
        classNames={{ input: 'mono' }}
        value={recoveryKey}
        onChange={(event) => setRecoveryKey(event.currentTarget.value)}
        error={recover.error?.message}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
      />
      {needsPassphrase && (
        <PasswordInput
          size="sm"
          label={t('vault.newPassphrase')}
          value={passphrase}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': t('ui.reveal') }}
          autoComplete="off"
        />
      )}
      <div className="dialog-actions">
        <Button size="sm" variant="default" onClick={onClose}>
          {t('ui.cancel')}
        </Button>
        <Button size="sm" type="submit" disabled={recoveryKey.trim() === ''} loading={recover.isPending}>
          {t('vault.recover')}
        </Button>
      </div>
    </form>
  );
}
