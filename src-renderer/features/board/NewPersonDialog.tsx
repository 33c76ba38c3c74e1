import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { FormEnd } from '#renderer/ui/FormEnd.tsx';
import { setParams } from '#renderer/ui/hash-route.ts';
import { changesOf, emptyDraft } from './person-draft.ts';
import { PersonForm } from './PersonForm.tsx';
import { usePersonForm } from './use-person-form.ts';

const close = (): void => setParams({ dialog: null });

/** Somebody whom no identity provider has sent. Open while the URL says `dialog=new-person`. */
export function NewPersonDialog({ opened }: { readonly opened: boolean }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('editUser.new')} opened={opened} onClose={close} closeOnClickOutside={false}>
      <NewPersonForm />
    </Dialog>
  );
}

function NewPersonForm() {
  const { t } = useTranslation();
  const tenantId = useTenant().id;
  const create = useConsoleMutation('users.create');
  const { form, showFault, focusFault } = usePersonForm(emptyDraft, true);
  const [shownAtField, setShownAtField] = useState(false);
  const submit = form.onSubmit((draft) => {
    create.mutate(
      { tenantId, ...changesOf(emptyDraft, draft), userName: draft.userName.trim() },
      {
        onError: (error) => setShownAtField(showFault(error)),
        onSuccess: ({ row: { id, displayName } }) => {
          notifications.show({ message: t('editUser.created', { name: displayName }) });
          setParams({ dialog: null, person: id });
        },
      },
    );
  }, focusFault);
  return (
    <form onSubmit={submit} noValidate className="dialog-body">
      <p className="quiet">{t('editUser.newText')}</p>
      <PersonForm form={form} />
      {create.error !== null && !shownAtField && (
        <p role="alert" className="dialog-error">
          {create.error.message}
        </p>
      )}
      <FormEnd verb={t('editUser.create')} pending={create.isPending} onCancel={close} />
    </form>
  );
}
