import { useTranslation } from 'react-i18next';

/** The one cell of a row whose page is on its way. */
export function SkeletonCell({ columns }: { readonly columns: number }) {
  const { t } = useTranslation();
  return (
    <div role="gridcell" aria-colspan={columns} aria-label={t('ui.loading')}>
      <span className="skeleton" />
    </div>
  );
}
