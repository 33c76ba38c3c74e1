import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConsole, useTenant } from '#renderer/console-client/console-context.ts';
import { Confirm } from '#renderer/ui/Confirm.tsx';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { DoneEnd } from '#renderer/ui/DoneEnd.tsx';
import { formatNumber } from '#renderer/ui/format.ts';
import { resourceTypeDocument } from './documents.ts';
import { coreOf, extendedBy, findType, show, type Served, type Shown } from './schemas-view.ts';

interface RemoveDialogProps {
  /** What is to be removed; null closes it. */
  readonly shown: Shown | null;
  readonly served: Served;
  readonly onClose: () => void;
}

/** Asks once, and names what uses it; says what has to go first where it cannot be removed. */
export function RemoveDialog({ shown, served, onClose }: RemoveDialogProps) {
  const { t } = useTranslation();
  // What it was about stays while the dialog closes.
  const [last, setLast] = useState(shown);
  if (shown !== null && shown !== last) setLast(shown);
  return (
    <Dialog title={t('schemas.removeTitle', { name: nameOf(last) })} opened={shown !== null} onClose={onClose}>
      {last !== null && <RemoveBody shown={last} served={served} onClose={onClose} />}
    </Dialog>
  );
}

function nameOf(shown: Shown | null): string {
  if (shown === null) return '';
  return shown.kind === 'type' ? shown.type.name : shown.served.schema.name;
}

function RemoveBody({ shown, served, onClose }: Omit<RemoveDialogProps, 'shown'> & { readonly shown: Shown }) {
  const { t } = useTranslation();
  const client = useConsole();
  const tenantId = useTenant().id;
  const remove = useMutation({
    mutationFn: async (): Promise<unknown> => {
      if (shown.kind === 'type') return client.call('resourceTypes.remove', { tenantId, name: shown.type.name });
      const { id } = shown.served.schema;
      for (const { resourceType } of extendedBy(shown.served)) {
        const type = findType(served, resourceType);
        if (type === undefined) continue;
        const document = resourceTypeDocument(type);
        const schemaExtensions = document.schemaExtensions.filter(({ schema }) => schema !== id);
        // Each change is made on what the one before left.
        // oxlint-disable-next-line no-await-in-loop
        await client.call('resourceTypes.save', { tenantId, resourceType: { ...document, schemaExtensions } });
      }
      return client.call('schemas.remove', { tenantId, id });
    },
    onSuccess: () => {
      notifications.show({ message: t('schemas.removed', { name: nameOf(shown) }) });
      show({});
    },
  });
  const obstacle = obstacleOf();
  if (obstacle !== null) {
    return (
      <div className="dialog-body">
        <p>{obstacle}</p>
        <DoneEnd onDone={onClose} />
      </div>
    );
  }
  return (
    <Confirm
      verb={t('schemas.remove')}
      pending={remove.isPending}
      error={remove.error?.message}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <p>{consequence()}</p>
    </Confirm>
  );

  function obstacleOf(): string | null {
    if (shown.kind === 'type') {
      const { resources: count } = shown.type;
      if (count === 0) return null;
      return t('schemas.removeTypeFirst', { count, type: shown.type.name, resources: formatNumber(count) });
    }
    const cores = coreOf(shown.served).map(({ resourceType }) => resourceType);
    return cores.length === 0 ? null : t('schemas.removeCoreFirst', { types: cores });
  }

  function consequence(): string {
    if (shown.kind === 'type') return t('schemas.removeTypeText', { endpoint: shown.type.endpoint });
    const types = extendedBy(shown.served).map(({ resourceType }) => resourceType);
    return types.length === 0 ? t('schemas.removeText') : t('schemas.removeUsedText', { types });
  }
}
