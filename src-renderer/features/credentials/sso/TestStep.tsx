import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SsoState } from '#shared/console-api/sso.ts';
import { useTestSignIn } from './use-test-sign-in.ts';
import { Refusal } from '#renderer/ui/Refusal.tsx';

interface TestStepProps {
  readonly state: SsoState;
  readonly onNext: () => void;
  readonly onBack: () => void;
}

/** Second step: somebody signs in before anything is enforced, and is an administrator from then on. */
export function TestStep({ state, onNext, onBack }: TestStepProps) {
  const { t } = useTranslation();
  const { attempt, identity, error, start, cancel } = useTestSignIn();
  const tested = identity !== null || state.state === 'tested';
  const who = identity?.name ?? state.testedBy ?? '';
  return (
    <div className="dialog-body">
      {tested ? <p role="status">{t('sso.test.passed', { name: who })}</p> : <p>{t('sso.test.text')}</p>}
      {identity !== null && (
        <dl className="key-values">
          <div className="sso-fact">
            <dt>{t('sso.test.subject')}</dt>
            <dd className="mono">{identity.subject}</dd>
          </div>
          <div className="sso-fact">
            <dt>{t('sso.test.appRoles')}</dt>
            <dd>{identity.appRoles.length === 0 ? t('sso.test.noAppRoles') : identity.appRoles.join(', ')}</dd>
          </div>
        </dl>
      )}
      <Refusal error={error} />
      {attempt === null ? (
        <div className="dialog-actions">
          <Button size="sm" variant="default" onClick={onBack}>
            {t('sso.back')}
          </Button>
          <Button
            // Another one than that which had the focus: after the test it goes to Go on.
            key={tested ? 'again' : 'start'}
            size="sm"
            variant={tested ? 'default' : 'filled'}
            onClick={start}
            data-autofocus={!tested || undefined}
          >
            {t(tested ? 'sso.test.again' : 'sso.test.start')}
          </Button>
          {tested && (
            <Button size="sm" onClick={onNext} data-autofocus>
              {t('sso.next')}
            </Button>
          )}
        </div>
      ) : (
        <>
          <p role="status">{t('signIn.waiting')}</p>
          <div className="dialog-actions">
            <Button size="sm" variant="default" onClick={cancel}>
              {t('ui.cancel')}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}
