import { useRovingLinks } from './roving-links.ts';

export interface LinkListItem {
  readonly href: string;
  readonly name: string;
  /** A word that sets it apart from the others. */
  readonly tag?: string | undefined;
  /** Below the name, as code. */
  readonly sub: string;
  readonly current: boolean;
}

interface LinkListProps {
  readonly label: string;
  /** Those without items are left out. */
  readonly sections: readonly { readonly title: string; readonly items: readonly LinkListItem[] }[];
  /** Below the last one. */
  readonly note?: string | undefined;
}

/** What there is to choose from beside what was chosen. One tab stop: arrows go from one link to the next. */
export function LinkList({ label, sections, note }: LinkListProps) {
  const { ref, onKeyDown } = useRovingLinks();
  const shown = sections.filter(({ items }) => items.length > 0);
  const all = shown.flatMap(({ items }) => items);
  const stop = all.find(({ current }) => current) ?? all[0];
  return (
    // The arrows only move between the links in it, each of which stays a link.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <nav ref={ref} className="side-list" aria-label={label} data-region onKeyDown={onKeyDown}>
      {shown.map(({ title, items }) => (
        <section key={title}>
          <h2>{title}</h2>
          <ul>
            {items.map((item) => (
              <li key={item.href}>
                <LinkLine item={item} isStop={item === stop} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      {note !== undefined && <p className="side-none quiet">{note}</p>}
    </nav>
  );
}

const LinkLine = ({ item, isStop }: { readonly item: LinkListItem; readonly isStop: boolean }) => (
  <a className="side-item" href={item.href} aria-current={item.current ? 'true' : undefined} tabIndex={isStop ? 0 : -1}>
    <b className="ellipsis">{item.name}</b>
    {item.tag !== undefined && <span className="tag">{item.tag}</span>}
    <span className="ellipsis mono" title={item.sub}>
      {item.sub}
    </span>
  </a>
);
