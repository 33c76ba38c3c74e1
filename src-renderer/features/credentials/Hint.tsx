import { useTranslation } from 'react-i18next';

/** How a secret ends, which is all that is shown of it. */
export function Hint({ children }: { readonly children: string }) {
  const { t } = useTranslation();
  return (
    <span className="mono">
      <span className="visually-hidden">{t('credentials.endsIn')} </span>
      <span aria-hidden>…</span>
      {children}
    </span>
  );
}
