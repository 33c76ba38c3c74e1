import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { ServedProfile } from '#shared/console-api/profiles.ts';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
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
  const used = tenants > 0;
  return (
    <div className="dialog-body">
      <p>{used ? t('profiles.removeFirst', { count: tenants }) : t('profiles.removeText')}</p>
      {remove.error !== null && (
        <p role="alert" className="dialog-error">
          {remove.error.message}
        </p>
      )}
      <div className="dialog-actions">
        <Button size="sm" variant="default" onClick={closeDialog} data-autofocus>
          {t(used ? 'ui.done' : 'ui.cancel')}
        </Button>
        {!used && (
          <Button size="sm" variant="danger" onClick={confirm} loading={remove.isPending}>
            {t('profiles.remove')}
          </Button>
        )}
      </div>
    </div>
  );
}
