import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { Confirm } from '#renderer/ui/Confirm.tsx';
import { closeDialog } from './credentials-view.ts';

interface RemoveCredentialProps {
  readonly method: 'tokens.remove' | 'oauthClients.remove';
  readonly id: string;
  readonly label: string;
}

/** Takes what works no more out of the list. */
export function RemoveCredential({ method, id, label }: RemoveCredentialProps) {
  const { t } = useTranslation();
  const tenantId = useTenant().id;
  const remove = useConsoleMutation(method);
  const confirm = (): void =>
    remove.mutate(
      { tenantId, id },
      {
        onSuccess: () => {
          notifications.show({ message: t('credentials.deleted', { label }) });
          closeDialog();
        },
      },
    );
  return (
    <Confirm
      verb={t('credentials.delete')}
      pending={remove.isPending}
      error={remove.error?.message}
      onConfirm={confirm}
      onClose={closeDialog}
    >
      <p>{t('credentials.deleteText')}</p>
    </Confirm>
  );
}
