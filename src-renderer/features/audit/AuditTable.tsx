import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '#shared/console-api/audit.ts';
import { useConsoleQuery } from '#renderer/console-client/queries.ts';
import { formatDateTime } from '#renderer/ui/format.ts';
import { StatusMark, type StatusTone } from '#renderer/ui/StatusMark.tsx';
import { useActionLabel } from './use-action-label.ts';

interface AuditTableProps {
  readonly entries: readonly AuditEntry[];
  readonly onOpen: (entry: AuditEntry) => void;
}

const tones: Record<AuditEntry['outcome'], StatusTone> = { done: 'disabled', refused: 'failed', failed: 'failed' };

/** One line for each entry; its action opens what was before and after. */
export function AuditTable({ entries, onOpen }: AuditTableProps) {
  const { t } = useTranslation();
  const label = useActionLabel();
  const { data: tenants } = useConsoleQuery('tenants.list', {});
  const names = new Map(tenants?.map(({ id, name }) => [id, name]));
  return (
    <table className="audit" aria-label={t('audit.title')}>
      <thead>
        <tr>
          <th scope="col">{t('audit.column.at')}</th>
          <th scope="col">{t('audit.column.actor')}</th>
          <th scope="col">{t('audit.column.action')}</th>
          <th scope="col">{t('audit.column.target')}</th>
          <th scope="col">{t('audit.column.tenant')}</th>
          <th scope="col">{t('audit.column.outcome')}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.seq}>
            <td className="audit-at num">{formatDateTime(entry.at)}</td>
            <td className="ellipsis">
              {entry.actor.name === '' ? t(`audit.actor.${entry.actor.kind}`) : entry.actor.name}
            </td>
            <td className="ellipsis">
              <button type="button" className="audit-open ellipsis" onClick={() => onOpen(entry)}>
                {label(entry.action)}
              </button>
            </td>
            <td className="ellipsis" title={entry.target ?? undefined}>
              {entry.target ?? ''}
            </td>
            <td className="ellipsis">{entry.tenantId === null ? '' : (names.get(entry.tenantId) ?? entry.tenantId)}</td>
            <td>
              {entry.outcome === 'done' ? (
                <span className="quiet">{t('audit.outcome.done')}</span>
              ) : (
                <StatusMark tone={tones[entry.outcome]}>{t(`audit.outcome.${entry.outcome}`)}</StatusMark>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
