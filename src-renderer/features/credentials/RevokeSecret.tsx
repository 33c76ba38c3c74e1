import { notifications } from '@mantine/notifications';
import { Trans, useTranslation } from 'react-i18next';
import type { ClientSecret, OAuthClient } from '#shared/console-api/oauth-clients.ts';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { Ago } from '#renderer/ui/Ago.tsx';
import { Confirm } from '#renderer/ui/Confirm.tsx';
import { closeDialog } from './credentials-view.ts';

interface RevokeSecretProps {
  readonly client: OAuthClient;
  readonly secret: ClientSecret;
}

/** Asks once, and says what ends and whether another secret of the client goes on. */
export function RevokeSecret({ client, secret }: RevokeSecretProps) {
  const { id, hint, lastUsedAt, activeAccessTokens } = secret;
  const { t } = useTranslation();
  const tenantId = useTenant().id;
  const revoke = useConsoleMutation('oauthClients.revokeSecret');
  const others = client.secrets.filter((one) => one.id !== id && one.state === 'active').length;
  const confirm = (): void =>
    revoke.mutate(
      { tenantId, id: client.id, secretId: id },
      {
        onSuccess: () => {
          notifications.show({ message: t('credentials.secretRevoked', { label: client.label, hint }) });
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
      <p>
        {lastUsedAt === null ? (
          t('credentials.usedByNobody')
        ) : (
          <Trans i18nKey="credentials.client.secretUsed" components={{ ago: <Ago at={lastUsedAt} /> }} />
        )}
      </p>
      <p>
        {t(others === 0 ? 'credentials.client.lastSecretText' : 'credentials.client.otherSecretText', {
          label: client.label,
          count: others,
        })}
      </p>
      <p>{t('credentials.client.secretEnds', { count: activeAccessTokens })}</p>
      <p className="quiet">{t('credentials.revokeForGood')}</p>
    </Confirm>
  );
}
