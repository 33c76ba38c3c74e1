import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserDetail } from '#shared/console-api/users.ts';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { focusOnMount } from '#renderer/ui/focus-on-mount.ts';
import { FormEnd } from '#renderer/ui/FormEnd.tsx';
import { changesOf, draftOf } from './person-draft.ts';
import { PersonForm } from './PersonForm.tsx';
import { usePersonForm } from './use-person-form.ts';

interface EditPersonProps {
  readonly detail: UserDetail;
  /** Saved or not, the profile is shown again. */
  readonly onDone: () => void;
}

/** Edit user, in the place of the profile. */
export function EditPerson({ detail, onDone }: EditPersonProps) {
  const { t } = useTranslation();
  const tenantId = useTenant().id;
  const cache = useQueryClient();
  const set = useConsoleMutation('users.set');
  const { id, displayName, origin } = detail.row;
  // As they were when editing began: a change that is pushed meanwhile is not undone by saving.
  const [before] = useState(() => draftOf(detail));
  const { form, showFault, focusFault } = usePersonForm(before, false);
  const [shownAtField, setShownAtField] = useState(false);
  const submit = form.onSubmit((draft) => {
    const changes = changesOf(before, draft);
    if (Object.keys(changes).length === 0) {
      onDone();
      return;
    }
    set.mutate(
      { tenantId, id, ...changes },
      {
        onError: (error) => setShownAtField(showFault(error)),
        onSuccess: (saved) => {
          cache.setQueryData(['users.get', { tenantId, id }], saved);
          notifications.show({ message: t('editUser.saved', { name: saved.row.displayName }) });
          onDone();
        },
      },
    );
  }, focusFault);
  return (
    <form onSubmit={submit} noValidate className="person-form">
      <h2 ref={focusOnMount} tabIndex={-1}>
        {t('editUser.title', { name: displayName })}
      </h2>
      <PersonForm form={form} edited={{ origin, roleSetByHand: detail.roleSetByHand }} />
      <div className="person-form-foot">
        {set.error !== null && !shownAtField && (
          <p role="alert" className="dialog-error">
            {set.error.message}
          </p>
        )}
        <FormEnd verb={t('editUser.save')} pending={set.isPending} onCancel={onDone} />
      </div>
    </form>
  );
}
