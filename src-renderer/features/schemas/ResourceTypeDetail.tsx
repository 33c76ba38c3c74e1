import { useTranslation } from 'react-i18next';
import type { ServedResourceType } from '#shared/console-api/resource-types.ts';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { formatNumber } from '#renderer/ui/format.ts';
import { printHash } from '#renderer/ui/hash-route.ts';
import { saveJson } from '#renderer/ui/save-json.ts';
import { DetailHead } from './DetailHead.tsx';
import { fileName, resourceTypeDocument } from './documents.ts';
import { Extensions } from './Extensions.tsx';
import { findSchema, type Served } from './schemas-view.ts';

interface ResourceTypeDetailProps {
  readonly type: ServedResourceType;
  readonly served: Served;
}

/** One resource type: where it is served, what it is made of, what extends it. */
export function ResourceTypeDetail({ type, served }: ResourceTypeDetailProps) {
  const { t } = useTranslation();
  const { tenantUrl } = useTenant();
  return (
    <>
      <DetailHead
        name={type.name}
        custom={type.origin === 'custom'}
        description={type.description}
        known={{ label: t('schemas.address'), value: `${tenantUrl ?? ''}${type.endpoint}` }}
        onDownload={() => saveJson(fileName(type.name, 'resource-type'), resourceTypeDocument(type))}
      />
      <dl className="key-values">
        <dt>{t('schemas.coreSchema')}</dt>
        <dd>
          <a href={printHash('schemas', { schema: type.schema })}>
            {findSchema(served, type.schema)?.schema.name ?? type.schema}
          </a>
        </dd>
        <dt>{t('schemas.resources')}</dt>
        <dd className="num">{formatNumber(type.resources)}</dd>
      </dl>
      <Extensions type={type} served={served} />
    </>
  );
}
