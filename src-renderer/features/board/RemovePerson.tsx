import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { UserRow } from '#shared/console-api/users.ts';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { focusOnMount } from '#renderer/ui/focus-on-mount.ts';
import { Refusal } from '#renderer/ui/Refusal.tsx';

interface RemovePersonProps {
  readonly row: UserRow;
  /** Back to the profile. */
  readonly onCancel: () => void;
  readonly onRemoved: () => void;
}

/** Asks once, in the place of the profile, and names what follows: a provider makes whom it still has assigned again. */
export function RemovePerson({ row: { id, displayName, origin }, onCancel, onRemoved }: RemovePersonProps) {
  const { t } = useTranslation();
  const tenantId = useTenant().id;
  const remove = useConsoleMutation('users.remove');
  const confirm = (): void =>
    remove.mutate(
      { tenantId, id },
      {
        onSuccess: () => {
          notifications.show({ message: t('editUser.removed', { name: displayName }) });
          onRemoved();
        },
      },
    );
  return (
    <div className="person-form">
      <h2>{t('editUser.removeTitle', { name: displayName })}</h2>
      <p>{t(origin === 'local' ? 'editUser.removeLocal' : 'editUser.removeProvisioned')}</p>
      <Refusal error={remove.error?.message} />
      <div className="dialog-actions">
        <Button size="sm" variant="default" ref={focusOnMount} onClick={onCancel}>
          {t('ui.cancel')}
        </Button>
        <Button size="sm" variant="danger" onClick={confirm} loading={remove.isPending}>
          {t('editUser.remove')}
        </Button>
      </div>
    </div>
  );
}
