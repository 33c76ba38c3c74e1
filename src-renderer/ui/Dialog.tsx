import { getDefaultZIndex, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { keepFocus } from './keep-focus.ts';
import { useEscape } from './use-escape.ts';

interface DialogProps {
  readonly title: string;
  readonly opened: boolean;
  readonly onClose: () => void;
  /** Whether a click beside it closes it; not while it shows what cannot be shown again. */
  readonly closeOnClickOutside?: boolean;
  /** For what does not fit into 480 px. */
  readonly wide?: boolean;
  /** For what asks something while another dialog is open. */
  readonly onTop?: boolean;
  readonly children: ReactNode;
}

/** Below what a select in a dialog unfolds. */
const aboveDialogs = getDefaultZIndex('modal') + 10;

/** A dialog of 480 px, or 760. What it holds is mounted while it is open and forgotten when it closes. */
export function Dialog({
  title,
  opened,
  onClose,
  closeOnClickOutside = true,
  wide = false,
  onTop = false,
  children,
}: DialogProps) {
  const { t } = useTranslation();
  useEscape(opened, onClose);
  return (
    <Modal
      ref={keepFocus}
      opened={opened}
      onClose={onClose}
      title={title}
      centered
      size={wide ? 760 : 480}
      zIndex={onTop ? aboveDialogs : getDefaultZIndex('modal')}
      closeOnEscape={false}
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
