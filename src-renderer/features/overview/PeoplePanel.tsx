import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { PeopleCounts } from '#shared/console-api/users.ts';
import { formatNumber } from '#renderer/ui/format.ts';
import { printHash } from '#renderer/ui/hash-route.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { StatusMark } from '#renderer/ui/StatusMark.tsx';

const states = ['active', 'disabled'] as const;

/** How many people there are, by status, as bars; each leads to the board. */
export function PeoplePanel({ people }: { readonly people: PeopleCounts | undefined }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('overview.people')} note={people === undefined ? undefined : formatNumber(people.users)} span={5}>
      <div className="bars">
        {people !== undefined &&
          states.map((state) => (
            <a key={state} className="bar-line" href={printHash('board', { status: state })}>
              <StatusMark tone={state}>{t(`status.${state}`)}</StatusMark>
              <span
                className={`bar bar-${state}`}
                style={{ '--part': part(people[state], people.users) } as CSSProperties}
              >
                {people[state] > 0 && <i />}
              </span>
              <span className="num">{formatNumber(people[state])}</span>
            </a>
          ))}
        {people !== undefined && (
          <a className="bar-line bar-total" href={printHash('groups')}>
            <span className="quiet">{t('groups.title')}</span>
            <span className="num">{formatNumber(people.groups)}</span>
          </a>
        )}
      </div>
    </Panel>
  );
}

const part = (count: number, all: number): string => `${all === 0 ? 0 : (count / all) * 100}%`;
