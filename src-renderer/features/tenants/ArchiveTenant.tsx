import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { TenantWithUrl } from '#shared/console-api/tenants.ts';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { closeDialog, isArchived } from './tenants-view.ts';

/** Archives a tenant, or takes it out again; either way everything in it stays. */
export function ArchiveTenant({ tenant }: { readonly tenant: TenantWithUrl }) {
  const { t } = useTranslation();
  const archive = useConsoleMutation('tenants.archive');
  const archived = isArchived(tenant);
  const confirm = (): void =>
    archive.mutate(
      { tenantId: tenant.id, archived: !archived },
      {
        onSuccess: ({ name }) => {
          notifications.show({ message: t(archived ? 'tenants.unarchivedOne' : 'tenants.archivedOne', { name }) });
          closeDialog();
        },
      },
    );
  return (
    <div className="dialog-body">
      <p>{t(archived ? 'tenants.unarchiveText' : 'tenants.archiveText')}</p>
      {archive.error !== null && (
        <p role="alert" className="dialog-error">
          {archive.error.message}
        </p>
      )}
      <div className="dialog-actions">
        <Button size="sm" variant="default" onClick={closeDialog} data-autofocus>
          {t('ui.cancel')}
        </Button>
        <Button size="sm" variant={archived ? 'filled' : 'danger'} onClick={confirm} loading={archive.isPending}>
          {t(archived ? 'tenants.unarchive' : 'tenants.archive')}
        </Button>
      </div>
    </div>
  );
}
