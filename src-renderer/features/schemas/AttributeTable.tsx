import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { SchemaAttribute } from '#shared/console-api/schemas.ts';

interface AttributeTableProps {
  readonly attributes: readonly SchemaAttribute[];
  readonly label: string;
}

type Described = Omit<SchemaAttribute, 'subAttributes'>;

/** Attributes and sub-attributes with their characteristics (RFC 7643 §7). What is the default stays quiet. */
export function AttributeTable({ attributes, label }: AttributeTableProps) {
  const { t } = useTranslation();
  return (
    <div className="attributes-frame">
      <table className="attributes" aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{t('schemas.column.attribute')}</th>
            <th scope="col">{t('schemas.column.type')}</th>
            <th scope="col">{t('schemas.column.multiValued')}</th>
            <th scope="col">{t('schemas.column.required')}</th>
            <th scope="col">{t('schemas.column.uniqueness')}</th>
            <th scope="col">{t('schemas.column.mutability')}</th>
            <th scope="col">{t('schemas.column.returned')}</th>
          </tr>
        </thead>
        <tbody>
          {attributes.map((attribute) => (
            <Fragment key={attribute.name}>
              <AttributeRow attribute={attribute} parent={null} />
              {attribute.subAttributes?.map((sub) => (
                <AttributeRow key={sub.name} attribute={sub} parent={attribute.name} />
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface AttributeRowProps {
  readonly attribute: Described;
  /** The complex attribute it is a part of. */
  readonly parent: string | null;
}

function AttributeRow({ attribute, parent }: AttributeRowProps) {
  const { t } = useTranslation();
  const { name, type, caseExact, multiValued, required, uniqueness, mutability, returned, description } = attribute;
  const values = attribute.canonicalValues ?? attribute.referenceTypes;
  return (
    <tr className={parent === null ? undefined : 'sub-attribute'}>
      <th scope="row" className="mono" title={description}>
        {parent !== null && <span className="quiet">{parent}.</span>}
        {name}
      </th>
      <td>
        {type}
        {caseExact && type === 'string' && <span className="quiet">, {t('schemas.caseExact')}</span>}
        {values !== undefined && <span className="attribute-values quiet">{values.join(', ')}</span>}
      </td>
      <Flag on={multiValued} />
      <Flag on={required} />
      <Word word={t(`schemas.uniqueness.${uniqueness}`)} usual={uniqueness === 'none'} />
      <Word word={t(`schemas.mutability.${mutability}`)} usual={mutability === 'readWrite'} />
      <Word word={t(`schemas.returned.${returned}`)} usual={returned === 'default'} />
    </tr>
  );
}

function Flag({ on }: { readonly on: boolean }) {
  const { t } = useTranslation();
  return <Word word={t(on ? 'schemas.yes' : 'schemas.no')} usual={!on} />;
}

const Word = ({ word, usual }: { readonly word: string; readonly usual: boolean }) => (
  <td className={usual ? 'quiet' : undefined}>{word}</td>
);
