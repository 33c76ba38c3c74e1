import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { ServedProfile } from '#shared/console-api/profiles.ts';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { Confirm } from '#renderer/ui/Confirm.tsx';
import { DoneEnd } from '#renderer/ui/DoneEnd.tsx';
import { closeDialog, showProfile } from './profiles-view.ts';

/** Asks once; a profile that tenants have stays, and it says so. */
export function RemoveProfile({ served: { profile, tenants } }: { readonly served: ServedProfile }) {
  const { t } = useTranslation();
  const remove = useConsoleMutation('profiles.remove');
  const confirm = (): void =>
    remove.mutate(
      { id: profile.id },
      {
        onSuccess: () => {
          notifications.show({ message: t('profiles.removed', { name: profile.name }) });
          showProfile(null);
        },
      },
    );
  if (tenants > 0) {
    return (
      <div className="dialog-body">
        <p>{t('profiles.removeFirst', { count: tenants })}</p>
        <DoneEnd onDone={closeDialog} />
      </div>
    );
  }
  return (
    <Confirm
      verb={t('profiles.remove')}
      pending={remove.isPending}
      error={remove.error?.message}
      onConfirm={confirm}
      onClose={closeDialog}
    >
      <p>{t('profiles.removeText')}</p>
    </Confirm>
  );
}
