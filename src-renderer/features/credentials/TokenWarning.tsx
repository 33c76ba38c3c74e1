import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { focusOnMount } from '#renderer/ui/focus-on-mount.ts';

interface TokenWarningProps {
  readonly pending: boolean;
  readonly error: string | null;
  readonly onBack: () => void;
  readonly onSubmit: () => void;
}

/** Before a token is made that is shown once: what that means, and a last way back. */
export function TokenWarning({ pending, error, onBack, onSubmit }: TokenWarningProps) {
  const { t } = useTranslation();
  return (
    <div className="dialog-body">
      <p className="warning-note">{t('tokens.warning')}</p>
      <p>{t('tokens.warningAdvice')}</p>
      {error !== null && (
        <p role="alert" className="dialog-error">
          {error}
        </p>
      )}
      <div className="dialog-actions">
        <Button size="sm" variant="default" onClick={onBack}>
          {t('tokens.back')}
        </Button>
        <Button size="sm" ref={focusOnMount} onClick={onSubmit} loading={pending}>
          {t('tokens.submit')}
        </Button>
      </div>
    </div>
  );
}
