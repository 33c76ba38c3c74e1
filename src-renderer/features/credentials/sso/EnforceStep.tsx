import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useConsole } from '#renderer/console-client/console-context.ts';

interface EnforceStepProps {
  readonly onBack: () => void;
  readonly onDone: () => void;
}

const changes = ['everybody', 'roles', 'cli', 'provisioning'] as const;

/** Last step: says what will change, and turns it on. */
export function EnforceStep({ onBack, onDone }: EnforceStepProps) {
  const { t } = useTranslation();
  const client = useConsole();
  const enforce = useMutation({
    // Not in a callback of the call: the console asks for a sign-in as soon as it hears of it, and this dialog is gone then.
    mutationFn: async () => {
      const { signIn } = await client.call('sso.enforce', {});
      client.signIn.setState(signIn, true);
      notifications.show({ message: t('sso.enforced') });
      onDone();
    },
    gcTime: 0,
  });
  return (
    <div className="dialog-body">
      <p>{t('sso.enforce.text')}</p>
      <ul className="sso-changes">
        {changes.map((change) => (
          <li key={change}>{t(`sso.enforce.${change}`)}</li>
        ))}
      </ul>
      {enforce.error !== null && (
        <p role="alert" className="dialog-error">
          {enforce.error.message}
        </p>
      )}
      <div className="dialog-actions">
        <Button size="sm" variant="default" onClick={onBack}>
          {t('sso.back')}
        </Button>
        <Button size="sm" onClick={() => enforce.mutate()} loading={enforce.isPending}>
          {t('sso.enforce.verb')}
        </Button>
      </div>
    </div>
  );
}
