import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** The end of a dialog that only tells something: one button, which has the focus. */
export function DoneEnd({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="dialog-actions">
      <Button size="sm" variant="default" onClick={onDone} data-autofocus>
        {t('ui.done')}
      </Button>
    </div>
  );
}
