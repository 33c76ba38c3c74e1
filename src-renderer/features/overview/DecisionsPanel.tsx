import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Reminder } from '#shared/console-api/credentials.ts';
import type { Overview } from '#shared/console-api/overview.ts';
import { useMay } from '#renderer/console-client/access.ts';
import { goTo, printHash } from '#renderer/ui/hash-route.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { SkeletonRows } from '#renderer/ui/Skeleton.tsx';
import { StatusMark } from '#renderer/ui/StatusMark.tsx';
import { settledAt, toneOf } from './decisions.ts';

/** What of the credentials waits for the admin, most urgent first; each row has the one button that settles it. */
export function DecisionsPanel({ overview }: { readonly overview: Overview | undefined }) {
  const { t } = useTranslation();
  const seesCredentials = useMay('credentials.view');
  return (
    <Panel
      title={t('overview.decisions.title')}
      note={seesCredentials ? <a href={printHash('credentials')}>{t('overview.decisions.all')}</a> : undefined}
      span={5}
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
  const title = t(`overview.decisions.kind.${kind}`, { label, when: when() });
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

  function when(): string {
    if (days === 0) return t('overview.decisions.when.today');
    if (days < 0) return t('overview.decisions.when.ago', { count: -days });
    return t('overview.decisions.when.in', { count: days });
  }
}
