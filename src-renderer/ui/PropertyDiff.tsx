import { useTranslation } from 'react-i18next';
import { withoutUri } from './attribute-label.ts';

interface ChangedProperty {
  readonly displayName: string;
  readonly oldValue: string | null;
  readonly newValue: string | null;
}

/** Attribute, before, after. */
export function PropertyDiff({ properties }: { readonly properties: readonly ChangedProperty[] }) {
  const { t } = useTranslation();
  return (
    <table className="diff">
      <thead>
        <tr>
          <th scope="col">{t('ui.diffAttribute')}</th>
          <th scope="col">{t('ui.diffBefore')}</th>
          <th scope="col">{t('ui.diffAfter')}</th>
        </tr>
      </thead>
      <tbody>
        {properties.map(({ displayName, oldValue, newValue }) => (
          <tr key={`${displayName} ${oldValue ?? ''} ${newValue ?? ''}`}>
            <td className="mono" title={displayName}>
              {withoutUri(displayName)}
            </td>
            <td className={oldValue === null ? 'diff-none' : 'diff-from'}>{oldValue ?? t('ui.notSet')}</td>
            <td className={newValue === null ? 'diff-none' : 'diff-to'}>{newValue ?? t('ui.removed')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
