import { memo } from 'react';
import type { LogRow as Entry } from '#shared/console-api/provisioning-log.ts';
import { attributeLabel } from '#renderer/ui/attribute-label.ts';
import { formatClock, formatMilliseconds } from '#renderer/ui/format.ts';
import { RequestSentence } from '#renderer/ui/RequestSentence.tsx';
import type { Translate } from '#renderer/ui/translate.ts';
import { lineStyle } from '#renderer/ui/VirtualTable.tsx';
import { NoteMark } from './NoteMark.tsx';
import { RequestPath } from './RequestPath.tsx';
import { ResultCode, resultClass } from './ResultCode.tsx';

interface LogRowProps {
  readonly entry: Entry;
  readonly index: number;
  readonly id: string;
  readonly start: number;
  readonly current: boolean;
  /** Path and duration leave the row while the details are open. */
  readonly brief: boolean;
  readonly t: Translate;
}

const slowMs = 120;
const longestBar = 44;

/** A request in the log. */
export const LogRow = memo(function LogRow({ entry, index, id, start, current, brief, t }: LogRowProps) {
  const duration = entry.durationInMilliseconds;
  return (
    <div
      role="row"
      id={id}
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={current}
      className={`grid-row grid-line log-row log-${resultClass(entry)}${current ? ' current' : ''}`}
      style={lineStyle(start)}
    >
      <span role="gridcell" className="mono num when">
        {formatClock(entry.activityDateTime)}
      </span>
      <span role="gridcell">
        <ResultCode entry={entry} t={t} />
      </span>
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
            <RequestPath method={entry.method} path={entry.path} />
          </span>
          <span role="gridcell" className="log-duration">
            <i
              className={duration > slowMs ? 'slow' : ''}
              style={{ width: Math.min(longestBar, Math.max(2, duration / 4)) }}
              aria-hidden
            />
            <span className="mono num">{formatMilliseconds(duration)}</span>
          </span>
        </>
      )}
    </div>
  );
});
