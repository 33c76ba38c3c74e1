import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Refusal } from './Refusal.tsx';

interface FormEndProps {
  /** On the button that submits. */
  readonly verb: string;
  readonly pending: boolean;
  /** Why it was refused, where no field says so. */
  readonly error?: string | null | undefined;
  /** What it does cannot be undone. */
  readonly danger?: boolean;
  /** There is nothing to submit yet. */
  readonly disabled?: boolean;
  /** On the way back, where it is not Cancel. */
  readonly back?: string;
  readonly onCancel: () => void;
}

/** The end of a dialog's form: what was refused, Cancel, and the verb that submits it. */
export function FormEnd({ verb, pending, error, danger = false, disabled = false, back, onCancel }: FormEndProps) {
  const { t } = useTranslation();
  return (
    <div className="dialog-end">
      <Refusal error={error} />
      <div className="dialog-actions">
        <Button size="sm" variant="default" onClick={onCancel}>
          {back ?? t('ui.cancel')}
        </Button>
        <Button size="sm" type="submit" variant={danger ? 'danger' : 'filled'} disabled={disabled} loading={pending}>
          {verb}
        </Button>
      </div>
    </div>
  );
}
