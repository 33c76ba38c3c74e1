import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { TunnelState } from '#shared/console-api/tunnel.ts';
import { useConsole } from '#renderer/console-client/console-context.ts';
import { consoleQuery } from '#renderer/console-client/queries.ts';
import { formatClock } from '#renderer/ui/format.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { isRunning } from './tunnel-view.ts';

/** A provider's lines are no events, since it writes them at any rate: while one runs they are asked for. */
const everyMs = 2_000;
/** Within this of its end, the list follows what comes. */
const nearEnd = 24;

/** The tail of what the provider printed. */
export function LogPanel({ state }: { readonly state: TunnelState }) {
  const { t } = useTranslation();
  const { data: lines, error } = useQuery({
    ...consoleQuery(useConsole(), 'tunnel.log', { afterSeq: 0 }),
    refetchInterval: isRunning(state) && state !== 'up' ? everyMs : false,
  });
  const list = useRef<HTMLOListElement>(null);
  const follows = useRef(true);
  const newest = lines?.at(-1)?.seq;
  useEffect(() => {
    if (newest === undefined || !follows.current || list.current === null) return;
    list.current.scrollTop = list.current.scrollHeight;
  }, [newest]);
  return (
    <Panel
      title={t('tunnel.log.title')}
      note={lines === undefined ? undefined : t('tunnel.log.lines', { count: lines.length })}
      span={7}
    >
      {error !== null && lines === undefined && (
        <p role="alert" className="dialog-error">
          {t('tunnel.log.failed')}: {error.message}
        </p>
      )}
      {lines?.length === 0 && <p className="quiet">{t('tunnel.log.none')}</p>}
      {lines !== undefined && lines.length > 0 && (
        <ol
          ref={list}
          className="tunnel-log mono"
          aria-label={t('tunnel.log.label')}
          // The keyboard scrolls only what has the focus.
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
          onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
            follows.current = scrollHeight - scrollTop - clientHeight < nearEnd;
          }}
        >
          {lines.map(({ seq, at, text }) => (
            <li key={seq}>
              <time dateTime={at}>{formatClock(at)}</time> <span>{text}</span>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}
