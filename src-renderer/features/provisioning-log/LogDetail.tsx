import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogDetail as Detail } from '#shared/console-api/provisioning-log.ts';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleQuery } from '#renderer/console-client/queries.ts';
import { readablePath } from '#renderer/ui/attribute-label.ts';
import { CopyButton } from '#renderer/ui/CopyButton.tsx';
import { ErrorState } from '#renderer/ui/ErrorState.tsx';
import { formatBytes, formatClock, formatMilliseconds } from '#renderer/ui/format.ts';
import { printHash } from '#renderer/ui/hash-route.ts';
import { Json, printJson } from '#renderer/ui/Json.tsx';
import { PropertyDiff } from '#renderer/ui/PropertyDiff.tsx';
import { RequestSentence } from '#renderer/ui/RequestSentence.tsx';
import { SkeletonRows } from '#renderer/ui/Skeleton.tsx';
import { RefusalChecks } from './RefusalChecks.tsx';
import { ResultCode } from './ResultCode.tsx';

interface LogDetailProps {
  readonly seq: number;
  readonly onClose: () => void;
}

/** One request: what it did, what it changed, what was sent and answered. */
export function LogDetail({ seq, onClose }: LogDetailProps) {
  const { t } = useTranslation();
  const { data, error, retry } = useConsoleQuery('provisioningLog.get', { tenantId: useTenant().id, seq });
  return (
    <div className="log-detail">
      <ActionIcon className="log-close" aria-label={t('ui.close')} onClick={onClose}>
        <IconX size={16} aria-hidden />
      </ActionIcon>
      {error !== null && <ErrorState title={t('log.detailFailed')} detail={error.message} onRetry={retry} />}
      {error === null && data === undefined && <SkeletonRows rows={8} rowHeight={36} />}
      {error === null && data !== undefined && <DetailSections entry={data} />}
    </div>
  );
}

function nothingModified({ source, status }: Detail) {
  if (source === 'console') return 'log.nothingModifiedHere' as const;
  return status < 400 ? ('log.nothingModified' as const) : ('log.nothingModifiedRefused' as const);
}

function DetailSections({ entry }: { readonly entry: Detail }) {
  const { t } = useTranslation();
  const isRequest = entry.source === 'client';
  const refused = entry.status >= 400 && entry.detail !== null;
  return (
    <>
      <header>
        <h2 className="log-sentence">
          <RequestSentence facts={refused ? { ...entry, detail: null } : entry} t={t} />
        </h2>
        {isRequest ? (
          <p className="quiet num">
            <ResultCode entry={entry} t={t} />{' '}
            {t('log.resultLine', {
              duration: formatMilliseconds(entry.durationInMilliseconds),
              time: formatClock(entry.activityDateTime),
            })}
          </p>
        ) : (
          <p className="quiet num">{t('log.changedHereAt', { time: formatClock(entry.activityDateTime) })}</p>
        )}
      </header>
      {refused && (
        <div className={`log-reason log-reason-${entry.status >= 500 ? 'failed' : 'refused'}`}>
          {entry.scimType !== null && <b className="mono">{entry.scimType}</b>}
          <span>{entry.detail}</span>
        </div>
      )}
      {entry.authentication !== null && entry.authentication.length > 0 && (
        <Section title={t('log.whyRefused')}>
          <RefusalChecks checks={entry.authentication} status={entry.status} />
        </Section>
      )}
      {isRequest && (
        <div className="log-request mono">
          <span className={`method method-${entry.method.toLowerCase()}`}>{entry.method}</span>
          <span title={entry.path}>{readablePath(entry.path)}</span>
        </div>
      )}
      {entry.notes.length > 0 && (
        <Section title={t('log.noteCount', { count: entry.notes.length })}>
          <p className="quiet">{t(entry.status < 400 ? 'log.notesText' : 'log.notesTextRefused')}</p>
          <ul className="log-notes">
            {entry.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={t('log.modified')}>
        {entry.modifiedProperties.length === 0 ? (
          <p className="quiet">{t(nothingModified(entry))}</p>
        ) : (
          <PropertyDiff properties={entry.modifiedProperties} />
        )}
      </Section>
      <Body title={t('log.requestBody')} text={entry.requestBody} />
      <Body
        title={t('log.responseBody')}
        text={entry.responseBody}
        note={
          entry.responseBody !== null && entry.responseBytes > new Blob([entry.responseBody]).size
            ? t('log.responseCut', { size: formatBytes(entry.responseBytes) })
            : undefined
        }
      />
      <Section title={t(isRequest ? 'log.caller' : 'log.about')}>
        <dl className="key-values">
          {isRequest && (
            <>
              <dt>{t('log.token')}</dt>
              <dd>{entry.tokenLabel ?? t('log.noToken')}</dd>
              <dt>{t('log.address')}</dt>
              <dd className="mono">{entry.clientAddress}</dd>
            </>
          )}
          {entry.userAgent !== null && (
            <>
              <dt>{t('log.userAgent')}</dt>
              <dd>{entry.userAgent}</dd>
            </>
          )}
          {entry.resourceType === 'User' && entry.resourceId !== null && entry.status < 400 && (
            <>
              <dt>{t('log.profile')}</dt>
              <dd>
                <a href={printHash('board', { person: entry.resourceId })}>{entry.targetName ?? entry.resourceId}</a>
              </dd>
            </>
          )}
        </dl>
      </Section>
    </>
  );
}

interface SectionProps {
  readonly title: string;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

const Section = ({ title, action, children }: SectionProps) => (
  <section className="log-section">
    <h3>
      {title}
      {action}
    </h3>
    {children}
  </section>
);

interface BodyProps {
  readonly title: string;
  readonly text: string | null;
  readonly note?: string | undefined;
}

function Body({ title, text, note }: BodyProps) {
  if (text === null || text === '') return null;
  return (
    <Section title={title} action={<CopyButton value={printJson(text)} what={title} />}>
      <Json text={text} label={title} />
      {note !== undefined && <p className="quiet">{note}</p>}
    </Section>
  );
}
