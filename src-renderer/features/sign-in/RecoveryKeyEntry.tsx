import { Button, TextInput } from '@mantine/core';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useConsole } from '#renderer/console-client/console-context.ts';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';

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
      <TextInput
        size="sm"
        label={t('signIn.recovery.key')}
        description={t('signIn.recovery.form')}
        value={key}
        onChange={(event) => setKey(event.currentTarget.value)}
        error={unlock.error?.message}
        classNames={{ input: 'mono' }}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
      />
      <div className="dialog-actions">
        <Button size="sm" variant="default" onClick={onCancel}>
          {t('ui.cancel')}
        </Button>
        <Button size="sm" type="submit" disabled={key.trim() === ''} loading={unlock.isPending}>
          {t('signIn.recovery.unlock')}
        </Button>
      </div>
    </form>
  );
}
