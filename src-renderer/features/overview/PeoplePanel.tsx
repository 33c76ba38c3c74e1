import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { PeopleCounts } from '#shared/console-api/users.ts';
import { useMay } from '#renderer/console-client/access.ts';
import { useTenantProfile } from '#renderer/console-client/tenant-profiles.ts';
import { formatNumber } from '#renderer/ui/format.ts';
import { printHash } from '#renderer/ui/hash-route.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { StatusMark } from '#renderer/ui/StatusMark.tsx';

const states = ['active', 'disabled'] as const;

interface PeoplePanelProps {
  readonly people: PeopleCounts | undefined;
  readonly span: 5 | 12;
}

/** How many people there are, by status, as bars; each leads to the board, for who may see it. */
export function PeoplePanel({ people, span }: PeoplePanelProps) {
  const { t } = useTranslation();
  const seesPeople = useMay('people.view');
  const seesGroups = useMay('groups.view');
  const { groups } = useTenantProfile();
  return (
    <Panel
      title={t('overview.people')}
      note={people === undefined ? undefined : formatNumber(people.users)}
      span={span}
    >
      <div className="bars">
        {people !== undefined &&
          states.map((state) => (
            <a key={state} className="bar-line" href={seesPeople ? printHash('board', { status: state }) : undefined}>
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
        {people !== undefined && groups !== 'none' && (
          <a className="bar-line bar-total" href={seesGroups ? printHash('groups') : undefined}>
            <span className="quiet">{t('groups.title')}</span>
            <span className="num">{formatNumber(people.groups)}</span>
          </a>
        )}
      </div>
    </Panel>
  );
}

const part = (count: number, all: number): string => `${all === 0 ? 0 : (count / all) * 100}%`;
