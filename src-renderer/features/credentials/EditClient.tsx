import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { OAuthClient } from '#shared/console-api/oauth-clients.ts';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { focusFault } from '#renderer/ui/focus-fault.ts';
import { FormEnd } from '#renderer/ui/FormEnd.tsx';
import { clientDraftOf, clientInput } from './client-draft.ts';
import { ClientFields } from './ClientFields.tsx';
import { closeDialog } from './credentials-view.ts';
import { useClientForm } from './use-client-form.ts';

/** Everything of an OAuth client but its identifier and secrets can be changed. */
export function EditClient({ client }: { readonly client: OAuthClient }) {
  const { t } = useTranslation();
  const tenantId = useTenant().id;
  const set = useConsoleMutation('oauthClients.set');
  const form = useClientForm(clientDraftOf(client));
  const submit = form.onSubmit(
    (draft) =>
      set.mutate(
        { tenantId, id: client.id, ...clientInput(draft) },
        {
          onSuccess: ({ label }) => {
            notifications.show({ message: t('credentials.saved', { label }) });
            closeDialog();
          },
        },
      ),
    focusFault(form),
  );
  return (
    <form onSubmit={submit} noValidate className="dialog-body">
      <ClientFields form={form} />
      <FormEnd verb={t('credentials.save')} pending={set.isPending} error={set.error?.message} onCancel={closeDialog} />
    </form>
  );
}
