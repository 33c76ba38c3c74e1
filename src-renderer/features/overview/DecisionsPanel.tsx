import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Reminder } from '#shared/console-api/credentials.ts';
import type { Overview } from '#shared/console-api/overview.ts';
import { goTo, printHash } from '#renderer/ui/hash-route.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { SkeletonRows } from '#renderer/ui/Skeleton.tsx';
import { StatusMark } from '#renderer/ui/StatusMark.tsx';
import { sayDays } from '#renderer/ui/whole-days.ts';
import { settledAt, toneOf } from './decisions.ts';

interface DecisionsPanelProps {
  readonly overview: Overview | undefined;
  readonly span: 5 | 12;
}

/** What of the credentials waits for the admin, most urgent first; each row has the one button that settles it. */
export function DecisionsPanel({ overview, span }: DecisionsPanelProps) {
  const { t } = useTranslation();
  return (
    <Panel
      title={t('overview.decisions.title')}
      note={<a href={printHash('credentials')}>{t('overview.decisions.all')}</a>}
      span={span}
    >
      {overview === undefined ? (
        <SkeletonRows rows={2} rowHeight={44} />
      ) : (
        <Decisions reminders={overview.reminders} activeTokens={overview.activeTokens} />
      )}
    </Panel>
  );
}

interface DecisionsProps {
  readonly reminders: readonly Reminder[];
  readonly activeTokens: number;
}

function Decisions({ reminders, activeTokens }: DecisionsProps) {
  const { t } = useTranslation();
  if (reminders.length === 0) {
    return (
      <p className="quiet">
        {t('overview.decisions.none')} {t('overview.decisions.tokens', { count: activeTokens })}
      </p>
    );
  }
  return (
    <ul className="decisions">
      {reminders.map((reminder) => (
        <Decision key={`${reminder.kind} ${reminder.id ?? ''}`} reminder={reminder} />
      ))}
    </ul>
  );
}

function Decision({ reminder }: { readonly reminder: Reminder }) {
  const { t } = useTranslation();
  const { kind, label, days } = reminder;
  const title = t(`overview.decisions.kind.${kind}`, { label, when: sayDays(days, t) });
  const verb = t(`overview.decisions.verb.${kind}`);
  return (
    <li>
      <StatusMark tone={toneOf(kind)}>
        <b className="decision-title">{title}</b>
      </StatusMark>
      <span className="decision-text">{t(`overview.decisions.text.${kind}`)}</span>
      <Button variant="default" aria-label={`${verb}: ${title}`} onClick={() => goTo(...settledAt(reminder))}>
        {verb}
      </Button>
    </li>
  );
}
