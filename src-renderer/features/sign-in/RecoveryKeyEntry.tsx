import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useConsole } from '#renderer/console-client/console-context.ts';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { FormEnd } from '#renderer/ui/FormEnd.tsx';
import { RecoveryKeyField } from '#renderer/ui/RecoveryKeyField.tsx';

/** The way back in: the key disconnects single sign-on, and the console is the local admin's again. */
export function RecoveryKeyEntry({ onCancel }: { readonly onCancel: () => void }) {
  const { t } = useTranslation();
  const client = useConsole();
  const [key, setKey] = useState('');
  const unlock = useConsoleMutation('recoveryKey.unlock');
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    unlock.mutate({ key }, { onSuccess: () => client.signIn.setState(null, true) });
  };
  return (
    <form className="dialog-body" onSubmit={submit}>
      <h2>{t('signIn.recovery.title')}</h2>
      <p>{t('signIn.recovery.text')}</p>
      <RecoveryKeyField value={key} onChange={setKey} error={unlock.error?.message} takesFocus />
      <FormEnd
        verb={t('signIn.recovery.unlock')}
        pending={unlock.isPending}
        disabled={key.trim() === ''}
        onCancel={onCancel}
      />
    </form>
  );
}
