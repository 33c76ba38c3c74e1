import { Button, PasswordInput } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { Dialog } from '#renderer/ui/Dialog.tsx';

interface UnlockVaultDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** The passphrase, once for each start of Rollcall. */
export function UnlockVaultDialog({ opened, onClose }: UnlockVaultDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('vault.unlock')} opened={opened} onClose={onClose}>
      <UnlockForm onClose={onClose} />
    </Dialog>
  );
}

function UnlockForm({ onClose }: Pick<UnlockVaultDialogProps, 'onClose'>) {
  const { t } = useTranslation();
  const [passphrase, setPassphrase] = useState('');
  const unlock = useConsoleMutation('vault.unlock');
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    unlock.mutate({ passphrase }, { onSuccess: onClose });
  };
  return (
    <form className="dialog-body" onSubmit={submit}>
      <p>{t('vault.unlockText')}</p>
      <PasswordInput
        size="sm"
        label={t('signIn.confirm.passphrase')}
        value={passphrase}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
        error={unlock.error?.message}
        visibilityToggleButtonProps={{ 'aria-label': t('ui.reveal') }}
        autoComplete="off"
        data-autofocus
      />
      <div className="dialog-actions">
        <Button size="sm" variant="default" onClick={onClose}>
          {t('ui.cancel')}
        </Button>
        <Button size="sm" type="submit" disabled={passphrase === ''} loading={unlock.isPending}>
          {t('vault.unlock')}
        </Button>
      </div>
    </form>
  );
}
