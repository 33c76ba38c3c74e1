import { memo } from 'react';
import type { LogRow as Entry } from '#shared/console-api/provisioning-log.ts';
import { attributeLabel } from '#renderer/ui/attribute-label.ts';
import { formatClock, formatMilliseconds } from '#renderer/ui/format.ts';
import { GridRow, type RowPlace } from '#renderer/ui/GridRow.tsx';
import { RequestSentence } from '#renderer/ui/RequestSentence.tsx';
import type { Translate } from '#renderer/ui/translate.ts';
import { NoteMark } from './NoteMark.tsx';
import { RequestPath } from './RequestPath.tsx';
import { ResultCode, resultClass } from './ResultCode.tsx';

interface LogRowProps extends RowPlace {
  readonly entry: Entry;
  /** Path and duration leave the row while the details are open. */
  readonly brief: boolean;
  readonly t: Translate;
}

const slowMs = 120;
const longestBar = 44;

/** A request in the log, or a change that was made here, which has nothing of a request. */
export const LogRow = memo(function LogRow({ entry, brief, t, ...place }: LogRowProps) {
  const duration = entry.durationInMilliseconds;
  const isRequest = entry.source === 'client';
  return (
    <GridRow {...place} className={`log-row log-${resultClass(entry)}`}>
      <span role="gridcell" className="mono num when">
        {formatClock(entry.activityDateTime)}
      </span>
      <span role="gridcell">{isRequest && <ResultCode entry={entry} t={t} />}</span>
      <span role="gridcell" className="log-what">
        <span className="ellipsis">
          <RequestSentence facts={entry} t={t} />
        </span>
        {entry.noteCount > 0 && <NoteMark count={entry.noteCount} t={t} />}
      </span>
      <span role="gridcell" className="ellipsis when">
        {entry.changedAttributes.map(attributeLabel).join(', ')}
      </span>
      {!brief && (
        <>
          <span role="gridcell" className="ellipsis mono">
            {isRequest ? (
              <RequestPath method={entry.method} path={entry.path} />
            ) : (
              <span className="tag">{t('log.changedHere')}</span>
            )}
          </span>
          <span role="gridcell" className="log-duration">
            {isRequest && (
              <>
                <i
                  className={duration > slowMs ? 'slow' : ''}
                  style={{ width: Math.min(longestBar, Math.max(2, duration / 4)) }}
                  aria-hidden
                />
                <span className="mono num">{formatMilliseconds(duration)}</span>
              </>
            )}
          </span>
        </>
      )}
    </GridRow>
  );
});
