import { Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '#shared/console-api/roles.ts';
import { foldCase } from '#shared/lang/fold-case.ts';
import type { ConsoleCallError } from '#renderer/console-client/console-call-error.ts';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { FormEnd } from '#renderer/ui/FormEnd.tsx';
import { RequiredField } from '#renderer/ui/RequiredField.tsx';
import { nameOfCopy, type OpenDialog } from './roles-view.ts';

interface RoleDialogProps {
  /** `new`, `copy` or `edit`; null closes it. */
  readonly dialog: OpenDialog | null;
  readonly roles: readonly Role[];
  readonly onClose: () => void;
}

/** Name and description of a role that is made, copied or changed. */
export function RoleDialog({ dialog, roles, onClose }: RoleDialogProps) {
  const { t } = useTranslation();
  // What it was about stays while the dialog closes.
  const [last, setLast] = useState(dialog);
  if (dialog !== null && (dialog.name !== last?.name || dialog.role !== last.role)) setLast(dialog);
  const name = last?.role?.name ?? '';
  const titles = {
    new: t('roles.newTitle'),
    copy: t('roles.copyTitle', { name }),
    edit: t('roles.editTitle', { name }),
    remove: '',
  };
  return (
    <Dialog title={titles[last?.name ?? 'new']} opened={dialog !== null} onClose={onClose}>
      {last !== null && <RoleForm dialog={last} roles={roles} onClose={onClose} />}
    </Dialog>
  );
}

function RoleForm({ dialog: { name: kind, role }, roles, onClose }: RoleDialogProps & { readonly dialog: OpenDialog }) {
  const { t } = useTranslation();
  const tenantId = useTenant().id;
  const create = useConsoleMutation('roles.create');
  const set = useConsoleMutation('roles.set');
  const edited = kind === 'edit' ? role : null;
  const taken = roles.filter(({ id }) => id !== edited?.id).map(({ name }) => name);
  const form = useForm({
    initialValues: {
      name: kind === 'copy' ? nameOfCopy(t('roles.copyOf', { name: role?.name ?? '' }), taken) : (edited?.name ?? ''),
      description: role?.description ?? '',
    },
    validate: {
      name: (name) => {
        if (name.trim() === '') return t('roles.needsName');
        const same = taken.find((one) => foldCase(one) === foldCase(name.trim()));
        return same === undefined ? null : t('roles.nameTaken', { name: same });
      },
    },
  });
  // Another console may have taken the name in the meantime.
  const onError = ({ code, message }: ConsoleCallError): void => {
    if (code === 'conflict') form.setFieldError('name', message);
  };
  const done = (message: string): void => {
    notifications.show({ message });
    onClose();
  };
  const submit = form.onSubmit(({ name, description }) => {
    const words = { name: name.trim(), description: description.trim() };
    if (edited !== null) {
      set.mutate({ tenantId, id: edited.id, ...words }, { onError, onSuccess: () => done(t('roles.saved', words)) });
    } else {
      const permissions = role?.permissions ?? [];
      create.mutate({ tenantId, ...words, permissions }, { onError, onSuccess: () => done(t('roles.created', words)) });
    }
  });
  const error = create.error ?? set.error;
  return (
    <form onSubmit={submit} noValidate className="dialog-body">
      <RequiredField data-autofocus label={t('roles.name')} maxLength={60} {...form.getInputProps('name')} />
      <Textarea
        size="sm"
        rows={2}
        label={t('roles.description')}
        description={t('roles.descriptionHint')}
        maxLength={300}
        {...form.getInputProps('description')}
      />
      {kind === 'new' && <p className="quiet">{t('roles.newHint')}</p>}
      {error !== null && error.code !== 'conflict' && (
        <p role="alert" className="dialog-error">
          {error.message}
        </p>
      )}
      <FormEnd
        verb={t(edited === null ? 'roles.create' : 'roles.save')}
        pending={create.isPending || set.isPending}
        onCancel={onClose}
      />
    </form>
  );
}
