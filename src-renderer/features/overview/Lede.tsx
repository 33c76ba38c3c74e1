import { Trans, useTranslation } from 'react-i18next';
import type { Overview } from '#shared/console-api/overview.ts';
import type { RequestBucket } from '#shared/console-api/provisioning-log.ts';
import { useMay } from '#renderer/console-client/access.ts';
import { Ago } from '#renderer/ui/Ago.tsx';
import { printHash } from '#renderer/ui/hash-route.ts';
import { RequestSentence } from '#renderer/ui/RequestSentence.tsx';
import { Tally, type TallyStroke } from '#renderer/ui/Tally.tsx';

/** A half hour as a tally stroke. */
export function strokeOf({ succeeded, failed }: RequestBucket): TallyStroke {
  if (succeeded + failed === 0) return 'quiet';
  if (failed === 0) return 'clean';
  return succeeded === 0 ? 'failed' : 'partly';
}

/** How it stands, in one sentence; then the newest request, and the last day as tally marks, for who may see requests. */
export function Lede({ overview }: { readonly overview: Overview }) {
  const { t } = useTranslation();
  const seesRequests = useMay('provisioningLog.view');
  return (
    <section className="panel span-12 lede" aria-labelledby="lede">
      <div>
        <h2 id="lede">{headline()}</h2>
        {seesRequests && <NewestRequest of={overview} />}
      </div>
      {seesRequests && <LastDay requests={overview.requests} />}
    </section>
  );

  function headline(): string {
    const { people, lastRequest } = overview;
    if (people.users === 0) return t(seesRequests && lastRequest === null ? 'overview.noRequest' : 'overview.nobody');
    if (people.disabled === 0) return t('overview.allActive', { count: people.users });
    return t('overview.someActive', { count: people.users, some: people.active });
  }
}

function NewestRequest({ of: { lastRequest } }: { readonly of: Overview }) {
  const { t } = useTranslation();
  if (lastRequest === null) return <p>{t('overview.noRequestText')}</p>;
  return (
    <p>
      {t('overview.lastRequest')}{' '}
      <a href={printHash('provisioning-log', { entry: String(lastRequest.seq) })}>
        <RequestSentence facts={{ ...lastRequest, detail: null }} t={t} />
      </a>
      , <Ago at={lastRequest.activityDateTime} />.
    </p>
  );
}

function LastDay({ requests }: { readonly requests: readonly RequestBucket[] }) {
  const { t } = useTranslation();
  const strokes = requests.map(strokeOf);
  const failed = requests.reduce((sum, bucket) => sum + bucket.failed, 0);
  const total = requests.reduce((sum, bucket) => sum + bucket.failed + bucket.succeeded, 0);
  return (
    <>
      {failed > 0 && (
        <p>
          <Trans i18nKey="overview.refused" values={{ count: failed, total }} components={{ a: <LogLink /> }} />
        </p>
      )}
      <div className="lede-tally">
        <span className="quiet">{t('overview.tally')}</span>
        <Tally
          strokes={strokes}
          label={t('overview.tallyLabel', {
            clean: strokes.filter((stroke) => stroke === 'clean').length,
            bad: strokes.filter((stroke) => stroke === 'partly' || stroke === 'failed').length,
            quiet: strokes.filter((stroke) => stroke === 'quiet').length,
          })}
        />
        <span className="lede-key" aria-hidden>
          <span className="key-clean">{t('overview.key.clean')}</span>
          <span className="key-partly">{t('overview.key.partly')}</span>
          <span className="key-failed">{t('overview.key.failed')}</span>
        </span>
      </div>
    </>
  );
}

const LogLink = ({ children }: { readonly children?: React.ReactNode }) => (
  <a href={printHash('provisioning-log', { result: 'failed' })}>{children}</a>
);
