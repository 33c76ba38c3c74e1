import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { FormEnd } from '#renderer/ui/FormEnd.tsx';
import { PassphraseField } from '#renderer/ui/PassphraseField.tsx';

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
      <PassphraseField
        data-autofocus
        label={t('signIn.confirm.passphrase')}
        value={passphrase}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
        error={unlock.error?.message}
      />
      <FormEnd verb={t('vault.unlock')} pending={unlock.isPending} disabled={passphrase === ''} onCancel={onClose} />
    </form>
  );
}
