import { Select } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '#shared/console-api/roles.ts';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { Confirm } from '#renderer/ui/Confirm.tsx';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { DoneEnd } from '#renderer/ui/DoneEnd.tsx';

interface RemoveRoleDialogProps {
  /** Null closes it. */
  readonly role: Role | null;
  readonly roles: readonly Role[];
  readonly onClose: () => void;
}

/** Says how many have the role and asks where they go; of the default role, what has to be done first. */
export function RemoveRoleDialog({ role, roles, onClose }: RemoveRoleDialogProps) {
  const { t } = useTranslation();
  const tenantId = useTenant().id;
  // Here, not in what the dialog holds: that the role is gone, which closes it, is heard before the answer.
  const remove = useConsoleMutation('roles.remove');
  // What it was about stays while the dialog closes.
  const [last, setLast] = useState(role);
  if (role !== null && role !== last) setLast(role);
  const close = (): void => {
    remove.reset();
    onClose();
  };
  const confirm = ({ id, name }: Role, target: Role): void =>
    remove.mutate(
      { tenantId, id, moveTo: target.id },
      {
        onSuccess: ({ moved: count }) => {
          const facts = { name, count, to: target.name };
          notifications.show({ message: t(count === 0 ? 'roles.removed' : 'roles.removedMoved', facts) });
          onClose();
        },
      },
    );
  return (
    <Dialog title={t('roles.removeTitle', { name: last?.name ?? '' })} opened={role !== null} onClose={close}>
      {last !== null && (
        <RemoveBody
          role={last}
          roles={roles}
          pending={remove.isPending}
          error={remove.error?.message ?? null}
          onConfirm={confirm}
          onClose={close}
        />
      )}
    </Dialog>
  );
}

interface RemoveBodyProps {
  readonly role: Role;
  readonly roles: readonly Role[];
  readonly pending: boolean;
  readonly error: string | null;
  readonly onConfirm: (role: Role, target: Role) => void;
  readonly onClose: () => void;
}

function RemoveBody({ role, roles, pending, error, onConfirm, onClose }: RemoveBodyProps) {
  const { t } = useTranslation();
  const others = roles.filter(({ id }) => id !== role.id);
  const first = others.find(({ isDefault }) => isDefault) ?? others[0];
  const [chosen, setChosen] = useState<string | null>(null);
  // The default role may become another one, and the chosen one may go, while this is open.
  const target = others.find(({ id }) => id === chosen) ?? first;
  if (role.isDefault || target === undefined) {
    return (
      <div className="dialog-body">
        <p>{t('roles.removeDefaultFirst')}</p>
        <DoneEnd onDone={onClose} />
      </div>
    );
  }
  return (
    <Confirm
      verb={t('roles.remove')}
      pending={pending}
      error={error}
      onConfirm={() => onConfirm(role, target)}
      onClose={onClose}
    >
      {role.people === 0 ? (
        <p>{t('roles.removeUnused')}</p>
      ) : (
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
    </Confirm>
  );
}
