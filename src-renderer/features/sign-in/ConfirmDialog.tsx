import { useEffect, useRef, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '#shared/console-api/session.ts';
import { useConsole } from '#renderer/console-client/console-context.ts';
import { useConsoleMutation, useConsoleQuery } from '#renderer/console-client/queries.ts';
import { Confirm } from '#renderer/ui/Confirm.tsx';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { FormEnd } from '#renderer/ui/FormEnd.tsx';
import { PassphraseField } from '#renderer/ui/PassphraseField.tsx';
import './sign-in.css';
import { useSignIn } from './use-sign-in.ts';
import { WaitingForBrowser } from './WaitingForBrowser.tsx';

type Settle = (confirmed: boolean) => void;

/** Opens by itself when a call answers that who sits here has to show who they are; the call is then made once more. */
export function ConfirmDialog() {
  const { t } = useTranslation();
  const { confirm } = useConsole();
  const [settle, setSettle] = useState<Settle | null>(null);
  const waiting = useRef<Settle | null>(null);
  useEffect(() => {
    const ask = (): Promise<boolean> =>
      new Promise((resolve) => {
        waiting.current?.(false);
        waiting.current = resolve;
        setSettle(() => resolve);
      });
    confirm.setState({ ask }, true);
    return () => {
      waiting.current?.(false);
      confirm.setState(null, true);
    };
  }, [confirm]);
  const end = (confirmed: boolean): void => {
    settle?.(confirmed);
    waiting.current = null;
    setSettle(null);
  };
  return (
    <Dialog title={t('signIn.confirm.title')} opened={settle !== null} onClose={() => end(false)} onTop>
      <ConfirmForm onEnd={end} />
    </Dialog>
  );
}

function ConfirmForm({ onEnd }: { readonly onEnd: Settle }) {
  const { data: session } = useConsoleQuery('session.get', {});
  if (session === undefined) return null;
  return session.reauthentication === 'signIn' ? (
    <ConfirmBySignIn session={session} onEnd={onEnd} />
  ) : (
    <ConfirmBySecret by={session.reauthentication === 'passphrase' ? 'passphrase' : 'recoveryKey'} onEnd={onEnd} />
  );
}

function ConfirmBySignIn({ session, onEnd }: { readonly session: Session; readonly onEnd: Settle }) {
  const { t } = useTranslation();
  const { attempt, error, start, cancel } = useSignIn();
  const provider = session.provider ?? t('signIn.provider');
  const begin = async (): Promise<void> => {
    if (await start({ again: true })) onEnd(true);
  };
  const text = <p>{t('signIn.confirm.bySignIn', { provider })}</p>;
  if (attempt !== null) {
    return (
      <div className="dialog-body">
        {text}
        <WaitingForBrowser attempt={attempt} onCancel={cancel} />
      </div>
    );
  }
  return (
    <Confirm
      verb={t('signIn.with', { provider })}
      danger={false}
      pending={false}
      error={error}
      onConfirm={() => void begin()}
      onClose={() => onEnd(false)}
    >
      {text}
    </Confirm>
  );
}

function ConfirmBySecret({ by, onEnd }: { readonly by: 'passphrase' | 'recoveryKey'; readonly onEnd: Settle }) {
  const { t } = useTranslation();
  const [secret, setSecret] = useState('');
  const confirm = useConsoleMutation('session.confirm');
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    confirm.mutate({ [by]: secret }, { onSuccess: () => onEnd(true) });
  };
  return (
    <form className="dialog-body" onSubmit={submit}>
      <p>{t(`signIn.confirm.${by}Text`)}</p>
      <PassphraseField
        data-autofocus
        label={t(`signIn.confirm.${by}`)}
        value={secret}
        onChange={(event) => setSecret(event.currentTarget.value)}
        error={confirm.error?.message}
      />
      <FormEnd
        verb={t('signIn.confirm.go')}
        pending={confirm.isPending}
        disabled={secret === ''}
        onCancel={() => onEnd(false)}
      />
    </form>
  );
}
