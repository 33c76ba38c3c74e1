import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { foldCase } from '#shared/lang/fold-case.ts';
import { CheckMark } from '#renderer/ui/CheckMark.tsx';
import { SearchField } from '#renderer/ui/SearchField.tsx';
import { AddAttribute } from './AddAttribute.tsx';
import type { AttributeChoice } from './profile-draft.ts';

interface AttributePickerProps {
  readonly label: string;
  /** The path that cannot be left out. */
  readonly always: string;
  readonly attributes: readonly AttributeChoice[];
  readonly onChange: (attributes: readonly AttributeChoice[]) => void;
}

/** Attributes to tick, found by a part of their path; plain table rows, because there are about a hundred. */
export function AttributePicker({ label, always, attributes, onChange }: AttributePickerProps) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const wanted = foldCase(search.trim());
  const found = attributes.filter(({ path }) => foldCase(path).includes(wanted));
  const change = (path: string, part: Partial<AttributeChoice>): void =>
    onChange(attributes.map((attribute) => (attribute.path === path ? { ...attribute, ...part } : attribute)));
  return (
    <>
      <div className="picker-head">
        <SearchField
          label={t('profiles.searchAttributes')}
          placeholder={t('profiles.searchPlaceholder')}
          value={search}
          onSearch={setSearch}
        />
        <span className="quiet num" role="status">
          {t('profiles.chosenOf', {
            count: attributes.filter(({ chosen }) => chosen).length,
            total: attributes.length,
          })}
        </span>
      </div>
      <div className="picker-frame">
        <table className="picker" aria-label={label}>
          <thead>
            <tr>
              <th scope="col">{t('profiles.column.chosen')}</th>
              <th scope="col">{t('profiles.column.attribute')}</th>
              <th scope="col">{t('profiles.column.type')}</th>
              <th scope="col">{t('profiles.column.filterable')}</th>
              <th scope="col">{t('profiles.column.required')}</th>
            </tr>
          </thead>
          <tbody>
            {found.map((attribute) => (
              <PickerRow
                key={attribute.path}
                attribute={attribute}
                locked={foldCase(attribute.path) === foldCase(always)}
                onChange={change}
              />
            ))}
          </tbody>
        </table>
        {found.length === 0 && <p className="picker-none quiet">{t('profiles.noAttribute')}</p>}
      </div>
      <AddAttribute attributes={attributes} onAdd={(added) => onChange([added, ...attributes])} />
    </>
  );
}

interface PickerRowProps {
  readonly attribute: AttributeChoice;
  readonly locked: boolean;
  readonly onChange: (path: string, part: Partial<AttributeChoice>) => void;
}

function PickerRow({ attribute, locked, onChange }: PickerRowProps) {
  const { t } = useTranslation();
  const { path, type, chosen, filterable, required } = attribute;
  return (
    <tr className={chosen ? 'picked' : undefined}>
      <td>
        <CheckMark
          label={t('profiles.choose', { path })}
          checked={chosen}
          disabled={locked}
          onChange={(checked) => onChange(path, { chosen: checked })}
        />
      </td>
      <th scope="row" className="mono">
        {path}
      </th>
      <td>{t(`profiles.type.${type}`)}</td>
      <td>
        <CheckMark
          label={t('profiles.filterableOf', { path })}
          checked={chosen && filterable}
          disabled={!chosen}
          onChange={(checked) => onChange(path, { filterable: checked })}
        />
      </td>
      <td>
        <CheckMark
          label={t('profiles.requiredOf', { path })}
          checked={chosen && required}
          disabled={!chosen}
          onChange={(checked) => onChange(path, { required: checked })}
        />
      </td>
    </tr>
  );
}
