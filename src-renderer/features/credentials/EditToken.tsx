import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { Token } from '#shared/console-api/tokens.ts';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { focusFault } from '#renderer/ui/focus-fault.ts';
import { FormEnd } from '#renderer/ui/FormEnd.tsx';
import { closeDialog } from './credentials-view.ts';
import { draftOf, tokenInput } from './token-draft.ts';
import { TokenFields } from './TokenFields.tsx';
import { useTokenForm } from './use-token-form.ts';

/** Everything of a token but its secret can be changed, also how long it holds. */
export function EditToken({ token }: { readonly token: Token }) {
  const { t } = useTranslation();
  const tenantId = useTenant().id;
  const set = useConsoleMutation('tokens.set');
  const tokenForm = useTokenForm(draftOf(token));
  const submit = tokenForm.form.onSubmit(
    (draft) =>
      set.mutate(
        { tenantId, id: token.id, ...tokenInput(draft) },
        {
          onSuccess: ({ label }) => {
            notifications.show({ message: t('credentials.saved', { label }) });
            closeDialog();
          },
        },
      ),
    focusFault(tokenForm.form),
  );
  return (
    <form onSubmit={submit} noValidate className="dialog-body">
      <TokenFields form={tokenForm} kept={token.expiresAt} />
      <FormEnd verb={t('credentials.save')} pending={set.isPending} error={set.error?.message} onCancel={closeDialog} />
    </form>
  );
}
