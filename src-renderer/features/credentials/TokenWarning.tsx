import { useTranslation } from 'react-i18next';
import { Confirm } from '#renderer/ui/Confirm.tsx';

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
    <Confirm
      verb={t('tokens.submit')}
      danger={false}
      pending={pending}
      error={error}
      back={t('tokens.back')}
      onConfirm={onSubmit}
      onClose={onBack}
    >
      <p className="warning-note">{t('tokens.warning')}</p>
      <p>{t('tokens.warningAdvice')}</p>
    </Confirm>
  );
}
