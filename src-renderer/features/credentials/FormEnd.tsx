import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface FormEndProps {
  readonly verb: string;
  readonly pending: boolean;
  /** Why it was refused. */
  readonly error: string | null;
  readonly onCancel: () => void;
}

/** The end of a dialog's form: what was refused, Cancel, and the verb that submits it. */
export function FormEnd({ verb, pending, error, onCancel }: FormEndProps) {
  const { t } = useTranslation();
  return (
    <>
      {error !== null && (
        <p role="alert" className="dialog-error">
          {error}
        </p>
      )}
      <div className="dialog-actions">
        <Button size="sm" variant="default" onClick={onCancel}>
          {t('ui.cancel')}
        </Button>
        <Button size="sm" type="submit" loading={pending}>
          {verb}
        </Button>
      </div>
    </>
  );
}
