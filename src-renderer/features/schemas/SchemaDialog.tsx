import { useTranslation } from 'react-i18next';
import type { SchemaDefinition } from '#shared/console-api/schemas.ts';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { SchemaEditor } from './SchemaEditor.tsx';
import type { Served } from './schemas-view.ts';

interface SchemaDialogProps {
  readonly opened: boolean;
  /** The schema that is replaced; null makes a new one. */
  readonly edited: SchemaDefinition | null;
  readonly served: Served;
  readonly onClose: () => void;
}

/** A schema to make or to replace, by a form or as JSON. */
export function SchemaDialog({ opened, edited, served, onClose }: SchemaDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      title={edited === null ? t('schemas.addSchemaTitle') : t('schemas.editTitle', { name: edited.name })}
      opened={opened}
      onClose={onClose}
      closeOnClickOutside={false}
      wide
    >
      <SchemaEditor edited={edited} served={served} onClose={onClose} />
    </Dialog>
  );
}
