import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Refusal } from './Refusal.tsx';

interface ConfirmProps {
  /** The verb: the same as on the button that led here. */
  readonly verb: string;
  readonly pending: boolean;
  /** Why it was refused. */
  readonly error: string | null | undefined;
  /** Whether it cannot be undone: Cancel has the focus then, and the verb has it otherwise. */
  readonly danger?: boolean;
  /** On the way back, where it is not Cancel. */
  readonly back?: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  /** What follows from it. */
  readonly children: ReactNode;
}

/** The question before something that is not undone with a click. */
export function Confirm({ verb, pending, error, danger = true, back, onConfirm, onClose, children }: ConfirmProps) {
  const { t } = useTranslation();
  return (
    <div className="dialog-body">
      {children}
      <div className="dialog-end">
        <Refusal error={error} />
        <div className="dialog-actions">
          <Button size="sm" variant="default" onClick={onClose} data-autofocus={danger || undefined}>
            {back ?? t('ui.cancel')}
          </Button>
          <Button
            size="sm"
            variant={danger ? 'danger' : 'filled'}
            onClick={onConfirm}
            loading={pending}
            data-autofocus={!danger || undefined}
          >
            {verb}
          </Button>
        </div>
      </div>
    </div>
  );
}
