import { useTranslation } from 'react-i18next';
import { printHash } from '#renderer/ui/hash-route.ts';
import { useRovingLinks } from '#renderer/ui/roving-links.ts';
import { shortUri, type Served, type Shown } from './schemas-view.ts';

interface ServedListProps {
  readonly served: Served;
  readonly shown: Shown | null;
}

interface Item {
  readonly key: string;
  readonly href: string;
  readonly name: string;
  readonly sub: string;
  readonly custom: boolean;
  readonly current: boolean;
}

/** Resource types, then schemas, as links. One tab stop: arrows go from one to the next. */
export function ServedList({ served, shown }: ServedListProps) {
  const { t } = useTranslation();
  const { ref, onKeyDown } = useRovingLinks();
  const types = served.types.map((type): Item => ({
    key: type.name,
    href: printHash('schemas', { type: type.name }),
    name: type.name,
    sub: type.endpoint,
    custom: type.origin === 'custom',
    current: shown?.kind === 'type' && shown.type === type,
  }));
  const schemas = served.schemas.map((one): Item => ({
    key: one.schema.id,
    href: printHash('schemas', { schema: one.schema.id }),
    name: one.schema.name,
    sub: shortUri(one.schema.id),
    custom: one.origin === 'custom',
    current: shown?.kind === 'schema' && shown.served === one,
  }));
  const stop = [...types, ...schemas].find(({ current }) => current) ?? types[0];
  const onlyBuiltIn = [...types, ...schemas].every(({ custom }) => !custom);
  return (
    // The arrows only move between the links in it, each of which stays a link.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <nav ref={ref} className="served-list" aria-label={t('schemas.title')} data-region onKeyDown={onKeyDown}>
      <ServedItems title={t('schemas.types')} items={types} stop={stop?.href} />
      <ServedItems title={t('schemas.title')} items={schemas} stop={stop?.href} />
      {onlyBuiltIn && <p className="served-none quiet">{t('schemas.onlyBuiltIn')}</p>}
    </nav>
  );
}

interface ServedItemsProps {
  readonly title: string;
  readonly items: readonly Item[];
  /** The link that Tab leads to. */
  readonly stop: string | undefined;
}

function ServedItems({ title, items, stop }: ServedItemsProps) {
  const { t } = useTranslation();
  return (
    <>
      <h2>{title}</h2>
      <ul>
        {items.map(({ key, href, name, sub, custom, current }) => (
          <li key={key}>
            <a
              className="served-item"
              href={href}
              aria-current={current ? 'true' : undefined}
              tabIndex={href === stop ? 0 : -1}
            >
              <b className="ellipsis">{name}</b>
              {custom && <span className="tag">{t('schemas.origin.custom')}</span>}
              <span className="ellipsis mono" title={sub}>
                {sub}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
