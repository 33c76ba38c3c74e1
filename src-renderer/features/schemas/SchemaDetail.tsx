import { useTranslation } from 'react-i18next';
import type { ServedSchema } from '#shared/console-api/schemas.ts';
import { printHash } from '#renderer/ui/hash-route.ts';
import { saveJson } from '#renderer/ui/save-json.ts';
import { AttributeTable } from './AttributeTable.tsx';
import { DetailHead } from './DetailHead.tsx';
import { fileName, schemaDocument } from './documents.ts';

/** One schema: who uses it, and its attributes with their characteristics. */
export function SchemaDetail({ served }: { readonly served: ServedSchema }) {
  const { t } = useTranslation();
  const { schema, usedBy, origin } = served;
  return (
    <>
      <DetailHead
        name={schema.name}
        custom={origin === 'custom'}
        description={schema.description}
        known={{ label: t('schemas.uri'), value: schema.id }}
        onDownload={() => saveJson(fileName(schema.name, 'schema'), schemaDocument(schema))}
      />
      <p className="served-use">
        {usedBy.length === 0 ? (
          <span className="quiet">{t('schemas.unused')}</span>
        ) : (
          <>
            <span className="quiet">{t('schemas.usedBy')}</span>
            {usedBy.map((use) => (
              <span key={use.resourceType}>
                <a href={printHash('schemas', { type: use.resourceType })}>{use.resourceType}</a>{' '}
                <span className="quiet">
                  {use.as === 'core'
                    ? t('schemas.asCore')
                    : t(use.required ? 'schemas.asRequiredExtension' : 'schemas.asExtension')}
                </span>
              </span>
            ))}
          </>
        )}
      </p>
      <AttributeTable attributes={schema.attributes} label={t('schemas.attributesOf', { name: schema.name })} />
    </>
  );
}
