import { useTranslation } from 'react-i18next';

/** What the keyboard does in the grid above; sighted help, the roles say the same. */
export function KeyHints() {
  const { t } = useTranslation();
  return (
    <span className="key-hints" aria-hidden>
      <kbd>↑</kbd> <kbd>↓</kbd> {t('ui.keyMove')} <kbd>Enter</kbd> {t('ui.keyOpen')} <kbd>/</kbd> {t('ui.keySearch')}
    </span>
  );
}
