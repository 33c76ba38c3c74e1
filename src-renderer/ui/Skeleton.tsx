import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';

/** Rows in their final geometry, seen only when the answer takes longer than 150 ms. */
export function SkeletonRows({ rows, rowHeight }: { readonly rows: number; readonly rowHeight: number }) {
  const { t } = useTranslation();
  return (
    <div className="skeleton-rows" style={{ '--row': `${rowHeight}px` } as CSSProperties}>
      <span className="visually-hidden" role="status">
        {t('ui.loading')}
      </span>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="skeleton-row">
          <span className="skeleton" />
        </div>
      ))}
    </div>
  );
}
