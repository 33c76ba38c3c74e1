import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SignInAttempt } from '#shared/console-api/session.ts';
import { openProviderPage } from '#renderer/console-client/use-sign-in-attempt.ts';

interface WaitingForBrowserProps {
  readonly attempt: SignInAttempt;
  readonly onCancel: () => void;
}

/** Said while the person is at the identity provider, in another window. */
export function WaitingForBrowser({ attempt, onCancel }: WaitingForBrowserProps) {
  const { t } = useTranslation();
  return (
    <div className="sign-in-waiting">
      <p role="status">{t('signIn.waiting')}</p>
      <div className="dialog-actions">
        <Button size="sm" variant="default" onClick={onCancel}>
          {t('ui.cancel')}
        </Button>
        <Button size="sm" variant="default" onClick={() => openProviderPage(attempt)}>
          {t('signIn.openAgain')}
        </Button>
      </div>
    </div>
  );
}
