import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OAuthClient } from '#shared/console-api/oauth-clients.ts';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { FormEnd } from '#renderer/ui/FormEnd.tsx';
import type { ClientDraft } from './client-draft.ts';
import { ClientConnection } from './ClientConnection.tsx';
import { closeDialog } from './credentials-view.ts';
import { SecretYears } from './SecretYears.tsx';

/** One more client secret beside those that hold. */
export function AddSecret({ client }: { readonly client: OAuthClient }) {
  const { t } = useTranslation();
  const tenantId = useTenant().id;
  const add = useConsoleMutation('oauthClients.addSecret');
  const [years, setYears] = useState<ClientDraft['secretYears']>('1');
  const [secret, setSecret] = useState<string | null>(null);
  if (secret !== null) return <ClientConnection client={client} clientSecret={secret} />;
  return (
    <form
      noValidate
      className="dialog-body"
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate(
          { tenantId, id: client.id, secretYears: Number(years) as 1 | 2 | 3 },
          { onSuccess: ({ clientSecret }) => setSecret(clientSecret) },
        );
      }}
    >
      <p>{t('credentials.client.addSecretText')}</p>
      <SecretYears value={years} onChange={setYears} />
      <FormEnd
        verb={t('credentials.addSecret')}
        pending={add.isPending}
        error={add.error?.message}
        onCancel={closeDialog}
      />
    </form>
  );
}
