import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProfileAttributes } from '#shared/tenant-profiles/index.ts';

interface ProfileAttributeTableProps {
  readonly of: 'users' | 'groups';
  readonly attributes: ProfileAttributes | 'none';
}

/** The attribute table of a tutorial. What is not ticked stays quiet. */
export function ProfileAttributeTable({ of, attributes }: ProfileAttributeTableProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <section className="profile-attributes" aria-labelledby={id}>
      <h3 id={id}>
        {t(`profiles.attributesOf.${of}`)}
        {typeof attributes !== 'string' && <span className="tab-count num">{attributes.length}</span>}
      </h3>
      {typeof attributes === 'string' ? (
        <p className="quiet">{t(`profiles.scope.${attributes}Text`)}</p>
      ) : (
        <table className="picker">
          <thead>
            <tr>
              <th scope="col">{t('profiles.column.attribute')}</th>
              <th scope="col">{t('profiles.column.type')}</th>
              <th scope="col">{t('profiles.column.filterable')}</th>
              <th scope="col">{t('profiles.column.required')}</th>
            </tr>
          </thead>
          <tbody>
            {attributes.map(({ path, type, filterable, required }) => (
              <tr key={path}>
                <th scope="row" className="mono">
                  {path}
                </th>
                <td>{t(`profiles.type.${type}`)}</td>
                <Flag on={filterable} />
                <Flag on={required} />
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Flag({ on }: { readonly on: boolean }) {
  const { t } = useTranslation();
  return <td className={on ? undefined : 'quiet'}>{t(on ? 'profiles.yes' : 'profiles.no')}</td>;
}
