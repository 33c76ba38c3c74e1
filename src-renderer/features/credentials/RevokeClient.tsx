import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { OAuthClient } from '#shared/console-api/oauth-clients.ts';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { Confirm } from '#renderer/ui/Confirm.tsx';
import { closeDialog } from './credentials-view.ts';
import { UsedBy } from './UsedBy.tsx';

/** Asks once, and names what stops. */
export function RevokeClient({ client: { id, label, use, activeAccessTokens } }: { readonly client: OAuthClient }) {
  const { t } = useTranslation();
  const tenantId = useTenant().id;
  const revoke = useConsoleMutation('oauthClients.revoke');
  const confirm = (): void =>
    revoke.mutate(
      { tenantId, id },
      {
        onSuccess: () => {
          notifications.show({ message: t('tokens.revoked', { label }) });
          closeDialog();
        },
      },
    );
  return (
    <Confirm
      verb={t('tokens.revoke')}
      pending={revoke.isPending}
      error={revoke.error?.message}
      onConfirm={confirm}
      onClose={closeDialog}
    >
      <UsedBy use={use} />
      <p>{t('credentials.client.revokeText', { count: activeAccessTokens })}</p>
      <p className="quiet">{t('credentials.revokeForGood')}</p>
    </Confirm>
  );
}
