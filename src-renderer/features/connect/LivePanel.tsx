import { useTranslation } from 'react-i18next';
import type { ConnectState } from '#shared/console-api/connect.ts';
import { evidenceKinds } from '#shared/console-api/evidence-kinds.ts';
import { useMay } from '#renderer/console-client/access.ts';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleQuery } from '#renderer/console-client/queries.ts';
import { Ago } from '#renderer/ui/Ago.tsx';
import { printHash } from '#renderer/ui/hash-route.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { RequestSentence } from '#renderer/ui/RequestSentence.tsx';
import { StatusMark } from '#renderer/ui/StatusMark.tsx';
import { comesInCycles, type ProviderId } from './providers.ts';

const ofGroups: ReadonlySet<string> = new Set(['firstGroup', 'firstMember']);

interface LivePanelProps {
  readonly connect: ConnectState;
  readonly provider: ProviderId;
}

/** What has been seen so far: the newest request, who is here, and each first time. */
export function LivePanel({ connect, provider }: LivePanelProps) {
  const { t } = useTranslation();
  const seesLog = useMay('provisioningLog.view');
  const seesPeople = useMay('people.view');
  const seesGroups = useMay('groups.view');
  const { data: overview } = useConsoleQuery('overview.get', { tenantId: useTenant().id });
  const kinds = evidenceKinds.filter(
    (kind) =>
      (connect.groups !== null || !ofGroups.has(kind)) && (kind !== 'incrementalCycle' || comesInCycles(provider)),
  );
  return (
    <Panel title={t('connect.live.title')} span={5}>
      <div className="live-side">
        <p>
          {overview?.lastRequest == null ? (
            t('connect.live.noRequest')
          ) : (
            <>
              {t('connect.live.lastRequest')}{' '}
              <a
                href={seesLog ? printHash('provisioning-log', { entry: String(overview.lastRequest.seq) }) : undefined}
              >
                <RequestSentence facts={{ ...overview.lastRequest, detail: null }} t={t} />
              </a>
              , <Ago at={overview.lastRequest.activityDateTime} />.
            </>
          )}
        </p>
        <p className="live-counts">
          <a href={seesPeople ? printHash('board') : undefined}>
            {t('connect.live.people', { count: connect.users.total })}
          </a>
          {connect.groups !== null && (
            <a href={seesGroups ? printHash('groups') : undefined}>
              {t('connect.live.groups', { count: connect.groups.total })}
            </a>
          )}
        </p>
        <ul className="firsts">
          {kinds.map((kind) => {
            const evidence = connect.evidence[kind];
            return (
              <li key={kind}>
                <StatusMark tone={evidence === null ? 'disabled' : 'active'}>
                  {t(`connect.evidence.${kind}`)}
                </StatusMark>
                {evidence === null ? (
                  <span className="quiet">{t('connect.notSeen')}</span>
                ) : (
                  <First evidence={evidence} leads={seesLog} />
                )}
              </li>
            );
          })}
        </ul>
      </div>
    </Panel>
  );
}

interface FirstProps {
  readonly evidence: NonNullable<ConnectState['evidence']['firstUser']>;
  /** Whether to its entry in the log. */
  readonly leads: boolean;
}

function First({ evidence: { at, logSeq }, leads }: FirstProps) {
  if (logSeq === null || !leads) return <Ago at={at} />;
  return (
    <a href={printHash('provisioning-log', { entry: String(logSeq) })}>
      <Ago at={at} />
    </a>
  );
}
