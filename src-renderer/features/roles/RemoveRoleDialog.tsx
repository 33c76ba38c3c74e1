import { Button, Select } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '#shared/console-api/roles.ts';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { Dialog } from '#renderer/ui/Dialog.tsx';

interface RemoveRoleDialogProps {
  /** Null closes it. */
  readonly role: Role | null;
  readonly roles: readonly Role[];
  readonly onClose: () => void;
}

/** Says how many have the role and asks where they go; of the default role, what has to be done first. */
export function RemoveRoleDialog({ role, roles, onClose }: RemoveRoleDialogProps) {
  const { t } = useTranslation();
  // What it was about stays while the dialog closes.
  const [last, setLast] = useState(role);
  if (role !== null && role !== last) setLast(role);
  return (
    <Dialog title={t('roles.removeTitle', { name: last?.name ?? '' })} opened={role !== null} onClose={onClose}>
      {last !== null && <RemoveBody role={last} roles={roles} onClose={onClose} />}
    </Dialog>
  );
}

function RemoveBody({ role, roles, onClose }: RemoveRoleDialogProps & { readonly role: Role }) {
  const { t } = useTranslation();
  const tenantId = useTenant().id;
  const remove = useConsoleMutation('roles.remove');
  const others = roles.filter(({ id }) => id !== role.id);
  const first = others.find(({ isDefault }) => isDefault) ?? others[0];
  const [chosen, setChosen] = useState<string | null>(null);
  // The default role may become another one, and the chosen one may go, while this is open.
  const target = others.find(({ id }) => id === chosen) ?? first;
  const removable = !role.isDefault && target !== undefined;
  const confirm = (): void => {
    if (target === undefined) return;
    remove.mutate(
      { tenantId, id: role.id, moveTo: target.id },
      {
        onSuccess: ({ moved: count }) => {
          const facts = { name: role.name, count, to: target.name };
          notifications.show({ message: t(count === 0 ? 'roles.removed' : 'roles.removedMoved', facts) });
          onClose();
        },
      },
    );
  };
  return (
    <div className="dialog-body">
      {!removable && <p>{t('roles.removeDefaultFirst')}</p>}
      {removable && role.people === 0 && <p>{t('roles.removeUnused')}</p>}
      {removable && role.people > 0 && (
        <>
          <p>{t('roles.removeText', { count: role.people })}</p>
          <Select
            size="sm"
            label={t('roles.moveTo')}
            allowDeselect={false}
            data={others.map(({ id, name }) => ({ value: id, label: name }))}
            value={target.id}
            onChange={setChosen}
          />
          {target.isLocked && <p className="roles-warning">{t('roles.moveToLocked', { role: target.name })}</p>}
        </>
      )}
      {remove.error !== null && (
        <p role="alert" className="dialog-error">
          {remove.error.message}
        </p>
      )}
      <div className="dialog-actions">
        <Button size="sm" variant="default" onClick={onClose} data-autofocus>
          {t(removable ? 'ui.cancel' : 'ui.done')}
        </Button>
        {removable && (
          <Button size="sm" variant="danger" onClick={confirm} loading={remove.isPending}>
            {t('roles.remove')}
          </Button>
        )}
      </div>
    </div>
  );
}
