import { useTranslation } from 'react-i18next';
import type { ServedResourceType } from '#shared/console-api/resource-types.ts';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { ResourceTypeEditor } from './ResourceTypeEditor.tsx';
import type { Served } from './schemas-view.ts';

interface ResourceTypeDialogProps {
  readonly opened: boolean;
  /** The resource type that is replaced; null makes a new one. */
  readonly edited: ServedResourceType | null;
  readonly served: Served;
  readonly onClose: () => void;
}

/** A resource type to make or to replace, by a form or as JSON. */
export function ResourceTypeDialog({ opened, edited, served, onClose }: ResourceTypeDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      title={edited === null ? t('schemas.addTypeTitle') : t('schemas.editTitle', { name: edited.name })}
      opened={opened}
      onClose={onClose}
      closeOnClickOutside={false}
      wide
    >
      <ResourceTypeEditor edited={edited} served={served} onClose={onClose} />
    </Dialog>
  );
}
