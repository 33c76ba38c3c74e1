import { useTranslation } from 'react-i18next';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { CreateKey } from './CreateKey.tsx';

interface CreateKeyDialogProps {
  readonly opened: boolean;
  readonly replaces: boolean;
  readonly onClose: () => void;
}

/** A recovery key, on demand. */
export function CreateKeyDialog({ opened, replaces, onClose }: CreateKeyDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      title={t(replaces ? 'recoveryKey.replace' : 'recoveryKey.create')}
      opened={opened}
      onClose={onClose}
      closeOnClickOutside={false}
    >
      <CreateKey replaces={replaces} onDone={onClose} onCancel={onClose} />
    </Dialog>
  );
}
