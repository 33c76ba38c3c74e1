import { useTranslation } from 'react-i18next';
import type { Change } from '#shared/console-api/provisioning-log.ts';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleQuery } from '#renderer/console-client/queries.ts';
import { Ago } from '#renderer/ui/Ago.tsx';
import { ErrorState } from '#renderer/ui/ErrorState.tsx';
import { printHash } from '#renderer/ui/hash-route.ts';
import { PropertyDiff } from '#renderer/ui/PropertyDiff.tsx';
import { SkeletonRows } from '#renderer/ui/Skeleton.tsx';

/** Every change of a person, newest first, with before and after. */
export function ProfileHistory({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { data, error, retry } = useConsoleQuery('users.history', { tenantId: useTenant().id, id });
  if (error !== null) {
    return <ErrorState title={t('board.profile.historyFailed')} detail={error.message} onRetry={retry} />;
  }
  if (data === undefined) return <SkeletonRows rows={4} rowHeight={64} />;
  if (data.length === 0) return <p className="quiet">{t('board.profile.noHistory')}</p>;
  return (
    <ol className="history">
      {data.map((change) => (
        <li key={change.seq}>
          <HistoryEntry change={change} />
        </li>
      ))}
    </ol>
  );
}

function HistoryEntry({ change }: { readonly change: Change }) {
  const { t } = useTranslation();
  return (
    <>
      <div className="history-head">
        <h3>{t(`board.action.${change.action}`)}</h3>
        <span className="quiet">
          <Ago at={change.at} />
        </span>
        {change.source === 'console' && <span className="tag">{t('editUser.changedHere')}</span>}
        <a href={printHash('provisioning-log', { entry: String(change.logSeq) })}>
          {t(change.source === 'console' ? 'editUser.entry' : 'board.profile.request')}
        </a>
      </div>
      {change.modifiedProperties.length > 0 && <PropertyDiff properties={change.modifiedProperties} />}
    </>
  );
}
