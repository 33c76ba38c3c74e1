import { useState } from 'react';
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
  // Once it is made there is one: what the dialog was opened for stays until it is closed.
  const [replacing, setReplacing] = useState(replaces);
  if (!opened && replacing !== replaces) setReplacing(replaces);
  return (
    <Dialog
      title={t(replacing ? 'recoveryKey.replace' : 'recoveryKey.create')}
      opened={opened}
      onClose={onClose}
      closeOnClickOutside={false}
    >
      <CreateKey replaces={replacing} onDone={onClose} onCancel={onClose} />
    </Dialog>
  );
}
