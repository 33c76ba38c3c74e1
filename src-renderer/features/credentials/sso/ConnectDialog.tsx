import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SsoState } from '#shared/console-api/sso.ts';
import { assertNever } from '#shared/lang/assert-never.ts';
import { useConsoleQuery } from '#renderer/console-client/queries.ts';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { CreateKey } from '../recovery-key/CreateKey.tsx';
import { ConnectForm } from './ConnectForm.tsx';
import { EnforceStep } from './EnforceStep.tsx';
import { TestStep } from './TestStep.tsx';

interface ConnectDialogProps {
  readonly opened: boolean;
  readonly state: SsoState;
  readonly onClose: () => void;
}

/** Connect Single Sign-On: set up, test, keep the recovery key, turn on. */
export function ConnectDialog({ opened, state, onClose }: ConnectDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('sso.connect')} opened={opened} onClose={onClose} closeOnClickOutside={false}>
      <Steps state={state} onClose={onClose} />
    </Dialog>
  );
}

type Step = 'set-up' | 'test' | 'recovery-key' | 'enforce';

function Steps({ state, onClose }: Omit<ConnectDialogProps, 'opened'>) {
  const { data: recoveryKey } = useConsoleQuery('recoveryKey.get', {});
  const [step, setStep] = useState<Step>('set-up');
  switch (step) {
    case 'set-up':
      return <ConnectForm state={state} onSaved={() => setStep('test')} onCancel={onClose} />;
    case 'test':
      return (
        <TestStep
          state={state}
          // The key is kept before the door can close, not after.
          onNext={() => setStep(recoveryKey?.exists === true ? 'enforce' : 'recovery-key')}
          onBack={() => setStep('set-up')}
        />
      );
    case 'recovery-key':
      return <CreateKey replaces={false} onDone={() => setStep('enforce')} onCancel={() => setStep('test')} />;
    case 'enforce':
      return <EnforceStep onBack={() => setStep('test')} onDone={onClose} />;
    default:
      return assertNever(step, 'step of Connect Single Sign-On');
  }
}
