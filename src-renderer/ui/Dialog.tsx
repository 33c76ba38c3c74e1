import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface DialogProps {
  readonly title: string;
  readonly opened: boolean;
  readonly onClose: () => void;
  /** Whether a click beside it closes it; not while it shows what cannot be shown again. */
  readonly closeOnClickOutside?: boolean;
  /** For what does not fit into 480 px. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** A dialog of 480 px, or 760. What it holds is mounted while it is open and forgotten when it closes. */
export function Dialog({ title, opened, onClose, closeOnClickOutside = true, wide = false, children }: DialogProps) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      centered
      size={wide ? 760 : 480}
      closeOnClickOutside={closeOnClickOutside}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
      // Its <header> would be a second banner beside the title bar.
      attributes={{ header: { role: 'presentation' } }}
      overlayProps={{ backgroundOpacity: 0.3 }}
    >
      {children}
    </Modal>
  );
}
