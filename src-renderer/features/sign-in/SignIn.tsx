import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '#shared/console-api/session.ts';
import { RecoveryKeyEntry } from './RecoveryKeyEntry.tsx';
import './sign-in.css';
import { useSignIn } from './use-sign-in.ts';
import { WaitingForBrowser } from './WaitingForBrowser.tsx';
import { Refusal } from '#renderer/ui/Refusal.tsx';

/** What there is to do while single sign-on is enforced and nobody is signed in here. */
export function SignIn({ session }: { readonly session: Session }) {
  const { t } = useTranslation();
  const { attempt, error, start, cancel } = useSignIn();
  const [lockedOut, setLockedOut] = useState(false);
  const provider = session.provider ?? t('signIn.provider');
  return (
    <div className="sign-in">
      <p>{t('signIn.text', { provider })}</p>
      <Refusal error={error} />
      {attempt === null ? (
        <Button size="sm" variant={lockedOut ? 'default' : 'filled'} onClick={() => void start()} data-autofocus>
          {t('signIn.with', { provider })}
        </Button>
      ) : (
        <WaitingForBrowser attempt={attempt} onCancel={cancel} />
      )}
      {session.recoveryKeyExists && (
        <section className="sign-in-recovery" aria-label={t('signIn.recovery.title')}>
          {lockedOut ? (
            <RecoveryKeyEntry onCancel={() => setLockedOut(false)} />
          ) : (
            <Button variant="subtle" onClick={() => setLockedOut(true)}>
              {t('signIn.recovery.open')}
            </Button>
          )}
        </section>
      )}
    </div>
  );
}
