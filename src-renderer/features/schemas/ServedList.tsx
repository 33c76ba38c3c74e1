import { useTranslation } from 'react-i18next';
import { printHash } from '#renderer/ui/hash-route.ts';
import { LinkList, type LinkListItem } from '#renderer/ui/LinkList.tsx';
import { shortUri, type Served, type Shown } from './schemas-view.ts';

interface ServedListProps {
  readonly served: Served;
  readonly shown: Shown | null;
}

/** Resource types, then schemas. */
export function ServedList({ served, shown }: ServedListProps) {
  const { t } = useTranslation();
  const custom = t('schemas.origin.custom');
  const types = served.types.map((type): LinkListItem => ({
    href: printHash('schemas', { type: type.name }),
    name: type.name,
    tag: type.origin === 'custom' ? custom : undefined,
    sub: type.endpoint,
    current: shown?.kind === 'type' && shown.type === type,
  }));
  const schemas = served.schemas.map((one): LinkListItem => ({
    href: printHash('schemas', { schema: one.schema.id }),
    name: one.schema.name,
    tag: one.origin === 'custom' ? custom : undefined,
    sub: shortUri(one.schema.id),
    current: shown?.kind === 'schema' && shown.served === one,
  }));
  const onlyBuiltIn = [...served.types, ...served.schemas].every(({ origin }) => origin === 'built-in');
  return (
    <LinkList
      label={t('schemas.title')}
      sections={[
        { title: t('schemas.types'), items: types },
        { title: t('schemas.title'), items: schemas },
      ]}
      note={onlyBuiltIn ? t('schemas.onlyBuiltIn') : undefined}
    />
  );
}
