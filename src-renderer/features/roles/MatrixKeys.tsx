import { useTranslation } from 'react-i18next';

/** What the keyboard does in the matrix above; sighted help, the roles say the same. */
export function MatrixKeys() {
  const { t } = useTranslation();
  return (
    <span className="key-hints" aria-hidden>
      <kbd>←</kbd> <kbd>↑</kbd> <kbd>↓</kbd> <kbd>→</kbd> {t('ui.keyMove')} <kbd>{t('roles.keySpace')}</kbd>{' '}
      {t('roles.keyTick')}
    </span>
  );
}
