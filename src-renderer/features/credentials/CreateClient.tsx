import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OAuthClient } from '#shared/console-api/oauth-clients.ts';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { focusFault } from '#renderer/ui/focus-fault.ts';
import { FormEnd } from '#renderer/ui/FormEnd.tsx';
import { Segments } from '#renderer/ui/Segments.tsx';
import { clientInput, newClient } from './client-draft.ts';
import { ClientConnection } from './ClientConnection.tsx';
import { ClientFields } from './ClientFields.tsx';
import { closeDialog } from './credentials-view.ts';
import { SecretYears } from './SecretYears.tsx';
import { useClientForm } from './use-client-form.ts';

const kinds: readonly OAuthClient['kind'][] = ['secret', 'federated'];

/** A new OAuth client; then everything that is pasted into the identity provider, the secret this once. */
export function CreateClient() {
  const { t } = useTranslation();
  const { id: tenantId, idpTenantId } = useTenant();
  const create = useConsoleMutation('oauthClients.create');
  const [made, setMade] = useState<{ readonly client: OAuthClient; readonly clientSecret: string | null } | null>(null);
  const form = useClientForm(newClient('Microsoft Entra ID', idpTenantId ?? ''));
  if (made !== null) return <ClientConnection {...made} />;
  const submit = form.onSubmit(
    (draft) =>
      create.mutate(
        {
          tenantId,
          ...clientInput(draft),
          ...(draft.kind === 'secret' ? { secretYears: Number(draft.secretYears) as 1 | 2 | 3 } : {}),
        },
        { onSuccess: ({ client, clientSecret }) => setMade({ client, clientSecret }) },
      ),
    focusFault(form),
  );
  const { kind } = form.values;
  return (
    <form onSubmit={submit} noValidate className="dialog-body">
      <div className="credential-choice">
        <Segments
          label={t('credentials.client.kind')}
          value={kind}
          onChange={(value) => form.setFieldValue('kind', value)}
          options={kinds.map((value) => ({ value, label: t(`credentials.client.kindOf.${value}`) }))}
        />
        <span className="quiet">{t(`credentials.client.kindText.${kind}`)}</span>
      </div>
      <ClientFields form={form} />
      {kind === 'secret' && (
        <SecretYears value={form.values.secretYears} onChange={(years) => form.setFieldValue('secretYears', years)} />
      )}
      <FormEnd
        verb={t('credentials.client.create')}
        pending={create.isPending}
        error={create.error?.message}
        onCancel={closeDialog}
      />
    </form>
  );
}
