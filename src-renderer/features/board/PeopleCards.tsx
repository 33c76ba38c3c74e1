import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useRoleNames } from '#renderer/console-client/tenant-roles.ts';
import type { PeopleProps } from './people.ts';
import { UserCard } from './UserCard.tsx';
import { usePeople } from './use-people.ts';

const narrowest = 264;
const gap = 12;
const rowHeight = 136 + gap;

/** How many cards fit beside each other. */
const lanesIn = (width: number): number => Math.max(1, Math.floor((width - 40 + gap) / (narrowest + gap)));

/** People as cards. Fewer rows are drawn ahead than in the table: cards are dearer. */
export function PeopleCards({ instead, ...props }: PeopleProps & { readonly instead: ReactNode }) {
  const { t } = useTranslation();
  const { count } = props;
  const roles = useRoleNames();
  const [lanes, setLanes] = useState(4);
  const { grid, at } = usePeople(props, { id: 'card', rowHeight, lanes, overscan: 2 });
  const { ref, virtualizer } = grid;
  useEffect(() => {
    const { current } = ref;
    if (current === null) return undefined;
    const observer = new ResizeObserver(() => setLanes(lanesIn(current.clientWidth)));
    observer.observe(current);
    return () => observer.disconnect();
  }, [ref]);
  return (
    <div className="grid-frame" data-region>
      <div
        {...grid.container}
        className="grid"
        role="listbox"
        aria-label={t('board.title')}
        aria-busy={count.stale}
        data-grid
      >
        <div className="cards" role="presentation" style={{ height: virtualizer.getTotalSize() + 16 }}>
          {grid.lines.map((line) => (
            <div
              key={line.index}
              className="cards-line"
              role="presentation"
              style={{
                transform: `translateY(${line.start + 4}px)`,
                gridTemplateColumns: `repeat(${lanes}, minmax(0, 1fr))`,
              }}
            >
              {Array.from({ length: Math.min(lanes, count.total - line.index * lanes) }, (_, lane) => {
                const index = line.index * lanes + lane;
                const user = at(index);
                return (
                  <UserCard
                    key={index}
                    user={user}
                    role={roles.get(user?.roleId ?? '')}
                    index={index}
                    id={grid.rowId(index)}
                    current={grid.current === index}
                    t={t}
                  />
                );
              })}
            </div>
          ))}
        </div>
      </div>
      {instead !== null && <div className="grid-instead cards-instead">{instead}</div>}
    </div>
  );
}
