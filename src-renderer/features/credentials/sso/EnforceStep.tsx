import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useConsole } from '#renderer/console-client/console-context.ts';
import { Confirm } from '#renderer/ui/Confirm.tsx';

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
    <Confirm
      verb={t('sso.enforce.verb')}
      danger={false}
      pending={enforce.isPending}
      error={enforce.error?.message}
      back={t('sso.back')}
      onConfirm={() => enforce.mutate()}
      onClose={onBack}
    >
      <p>{t('sso.enforce.text')}</p>
      <ul className="sso-changes">
        {changes.map((change) => (
          <li key={change}>{t(`sso.enforce.${change}`)}</li>
        ))}
      </ul>
    </Confirm>
  );
}
