import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { TenantWithUrl } from '#shared/console-api/tenants.ts';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { Confirm } from '#renderer/ui/Confirm.tsx';
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
    <Confirm
      verb={t(archived ? 'tenants.unarchive' : 'tenants.archive')}
      danger={!archived}
      pending={archive.isPending}
      error={archive.error?.message}
      onConfirm={confirm}
      onClose={closeDialog}
    >
      <p>{t(archived ? 'tenants.unarchiveText' : 'tenants.archiveText')}</p>
    </Confirm>
  );
}
