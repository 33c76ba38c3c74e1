import { Trans, useTranslation } from 'react-i18next';
import type { TunnelStatus } from '#shared/console-api/tunnel.ts';
import { assertNever } from '#shared/lang/assert-never.ts';
import { Ago } from '#renderer/ui/Ago.tsx';
import { formatMilliseconds } from '#renderer/ui/format.ts';
import { useNow } from '#renderer/ui/now.ts';
import { ErrorNote } from './ErrorNote.tsx';
import { PublicUrl } from './PublicUrl.tsx';
import { urlKindOf } from './provider-facts.ts';
import { formatMoment, isRunning } from './tunnel-view.ts';
import { useShownState } from './use-shown-state.ts';

/** How it stands in one sentence, what is known beside it, and the URL. */
export function StatusPanel({ status }: { readonly status: TunnelStatus }) {
  const { t } = useTranslation();
  const now = useNow();
  const { state, since, url, lastError, probe, reconnects, autoStopAt, publishedUrl } = status;
  const shown = useShownState(state);
  const hasFailed = state === 'failed' || state === 'down';
  const kind = status.provider === null ? null : urlKindOf(status);
  const provider = status.provider === null ? null : t(`tunnel.provider.${status.provider}.name`);
  return (
    <section className="panel span-12 tunnel-status" aria-labelledby="tunnel-status">
      <div>
        <h2 id="tunnel-status">{t(`tunnel.sentence.${shown}`, { time: formatMoment(since, now) })}</h2>
        {shown === 'unknown' && <p>{t('tunnel.more.unknown')}</p>}
        {/* What went wrong says more, and whether it is tried again. */}
        {shown !== 'unknown' && (lastError === null || !hasFailed) && <p>{more()}</p>}
        {!isRunning(state) && publishedUrl !== null && (
          <p>
            {t('tunnel.more.publishedNobody', { url: publishedUrl })}{' '}
            {(kind === 'changes' || kind === 'service') && t('tunnel.more.changes')}
          </p>
        )}
      </div>
      {lastError !== null && state !== 'up' && <ErrorNote error={lastError} />}
      {url !== null && <PublicUrl status={status} url={url} />}
      {(probe !== null || reconnects > 0 || autoStopAt !== null) && (
        <p className="tunnel-facts">
          {probe !== null && <Probe probe={probe} />}
          {reconnects > 0 && <span>{t('tunnel.reconnects', { count: reconnects })}</span>}
          {autoStopAt !== null && <span>{t('tunnel.stopsAt', { time: formatMoment(autoStopAt, now) })}</span>}
        </p>
      )}
    </section>
  );

  function more(): string {
    switch (state) {
      case 'stopped':
        if (status.provider === 'own-url') return t('tunnel.more.ownStopped');
        return provider === null ? t('tunnel.more.choose') : t('tunnel.more.willCarry', { provider });
      case 'starting':
        return t('tunnel.more.starting', { provider });
      case 'connecting':
      case 'down':
      case 'stopping':
        return t(`tunnel.more.${state}`);
      case 'up':
      case 'failed':
        return t('tunnel.more.carried', { provider });
      default:
        return assertNever(state, 'state');
    }
  }
}

function Probe({ probe }: { readonly probe: NonNullable<TunnelStatus['probe']> }) {
  const { at, ok, ms, status } = probe;
  return (
    <span className={ok ? undefined : 'tunnel-bad'}>
      <Trans
        i18nKey={`tunnel.probe.${ok ? 'ok' : status === null ? 'silent' : 'failed'}`}
        values={{ ms: formatMilliseconds(ms), status }}
        components={{ ago: <Ago at={at} /> }}
      />
    </span>
  );
}
