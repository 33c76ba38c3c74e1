import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconDownload } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '#shared/console-api/audit.ts';
import { usePermitted } from '#renderer/console-client/access.ts';
import { useConsole } from '#renderer/console-client/console-context.ts';
import { EmptyState } from '#renderer/ui/EmptyState.tsx';
import { ErrorState } from '#renderer/ui/ErrorState.tsx';
import { clearParams, setParams, useHashRoute } from '#renderer/ui/hash-route.ts';
import { PageFrame } from '#renderer/ui/PageFrame.tsx';
import { saveJson } from '#renderer/ui/save-json.ts';
import { SearchField } from '#renderer/ui/SearchField.tsx';
import { Segments } from '#renderer/ui/Segments.tsx';
import { SkeletonRows } from '#renderer/ui/Skeleton.tsx';
import './audit.css';
import { auditFilter, outcomes, type AuditFilter } from './audit-view.ts';
import { AuditTable } from './AuditTable.tsx';
import { EntryDialog } from './EntryDialog.tsx';
import { useAuditEntries } from './use-audit-entries.ts';
import { VerifyButton } from './VerifyButton.tsx';

/** Who did what in this console: to credentials, single sign-on, tenants, roles, exports. */
export function AuditPage() {
  const { t } = useTranslation();
  const { params } = useHashRoute();
  const filter = useMemo(() => auditFilter(params), [params]);
  const found = useAuditEntries(filter);
  const [open, setOpen] = useState<AuditEntry | null>(null);
  return (
    <PageFrame
      title={t('audit.title')}
      parent={{ label: t('settings.title'), page: 'settings' }}
      note={found.entries === undefined ? undefined : t('audit.count', { count: found.total })}
      actions={
        <>
          <VerifyButton />
          <ExportButton />
        </>
      }
      filters={<Filters filter={filter} />}
      foot={<span>{t('audit.foot')}</span>}
    >
      <div className="page-scroll">
        <Found {...found} filtered={filter.search !== '' || filter.outcome !== 'any'} onOpen={setOpen} />
      </div>
      <EntryDialog entry={open} onClose={() => setOpen(null)} />
    </PageFrame>
  );
}

interface FoundProps extends ReturnType<typeof useAuditEntries> {
  readonly filtered: boolean;
  readonly onOpen: (entry: AuditEntry) => void;
}

function Found({ entries, error, retry, more, loadingMore, filtered, onOpen }: FoundProps) {
  const { t } = useTranslation();
  if (error !== null) return <ErrorState title={t('audit.failed')} detail={error.message} onRetry={retry} />;
  if (entries === undefined) return <SkeletonRows rows={12} rowHeight={36} />;
  if (entries.length === 0) {
    return filtered ? (
      <EmptyState
        title={t('audit.noMatch')}
        action={
          <Button variant="default" onClick={clearParams}>
            {t('ui.clearFilters')}
          </Button>
        }
      />
    ) : (
      <EmptyState title={t('audit.none')}>{t('audit.noneText')}</EmptyState>
    );
  }
  return (
    <>
      <AuditTable entries={entries} onOpen={onOpen} />
      {more !== undefined && (
        <div className="audit-more">
          <Button variant="default" loading={loadingMore} onClick={more}>
            {t('audit.older')}
          </Button>
        </div>
      )}
    </>
  );
}

function Filters({ filter }: { readonly filter: AuditFilter }) {
  const { t } = useTranslation();
  return (
    <>
      <SearchField
        label={t('audit.search')}
        placeholder={t('audit.searchPlaceholder')}
        value={filter.search}
        onSearch={(q) => setParams({ q })}
      />
      <Segments
        label={t('audit.outcome.label')}
        value={filter.outcome}
        onChange={(value) => setParams({ outcome: value === 'any' ? null : value })}
        options={outcomes.map((value) => ({ value, label: t(`audit.outcome.${value}`) }))}
      />
    </>
  );
}

function ExportButton() {
  const { t } = useTranslation();
  const client = useConsole();
  const permitted = usePermitted('audit.export');
  const { mutate, isPending, error } = useMutation({
    mutationFn: async () => {
      const { fileName, document } = await client.call('audit.export', {});
      saveJson(fileName, document);
    },
    gcTime: 0,
  });
  return (
    <>
      {error !== null && (
        <span role="alert" className="dialog-error">
          {error.message}
        </span>
      )}
      <Button
        variant="default"
        leftSection={<IconDownload size={14} aria-hidden />}
        loading={isPending}
        {...permitted}
        onClick={() => mutate()}
      >
        {t('audit.export')}
      </Button>
    </>
  );
}
