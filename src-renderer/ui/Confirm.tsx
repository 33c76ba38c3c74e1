import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface ConfirmProps {
  /** The verb: the same as on the button that led here. */
  readonly verb: string;
  readonly pending: boolean;
  /** Why it was refused. */
  readonly error: string | null;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  /** What follows from it. */
  readonly children: ReactNode;
}

/** The question before something that cannot be undone; Cancel has the focus. */
export function Confirm({ verb, pending, error, onConfirm, onClose, children }: ConfirmProps) {
  const { t } = useTranslation();
  return (
    <div className="dialog-body">
      {children}
      {error !== null && (
        <p role="alert" className="dialog-error">
          {error}
        </p>
      )}
      <div className="dialog-actions">
        <Button size="sm" variant="default" onClick={onClose} data-autofocus>
          {t('ui.cancel')}
        </Button>
        <Button size="sm" variant="danger" onClick={onConfirm} loading={pending}>
          {verb}
        </Button>
      </div>
    </div>
  );
}
