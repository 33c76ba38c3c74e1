import { useTranslation } from 'react-i18next';
import type { TenantWithUrl } from '#shared/console-api/tenants.ts';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { useHashRoute } from '#renderer/ui/hash-route.ts';
import { ArchiveTenant } from './ArchiveTenant.tsx';
import { ChangeProfile } from './ChangeProfile.tsx';
import { DeleteTenant } from './DeleteTenant.tsx';
import { DuplicateTenant } from './DuplicateTenant.tsx';
import { RenameTenant } from './RenameTenant.tsx';
import { closeDialog, dialogOf, isArchived, type DialogName } from './tenants-view.ts';

interface TenantDialogsProps {
  readonly tenant: TenantWithUrl;
  readonly tenants: readonly TenantWithUrl[];
}

/** What is asked before a tenant is changed; one at a time, named by the URL. */
export function TenantDialogs({ tenant, tenants }: TenantDialogsProps) {
  const { t } = useTranslation();
  const { params } = useHashRoute();
  const opened = dialogOf(params);
  const { name } = tenant;
  const titleOf: Record<DialogName, string> = {
    rename: t('tenants.renameTitle', { name }),
    duplicate: t('tenants.duplicateTitle', { name }),
    profile: t('tenants.changeProfileTitle', { name }),
    archive: t(isArchived(tenant) ? 'tenants.unarchiveTitle' : 'tenants.archiveTitle', { name }),
    delete: t('tenants.deleteTitle', { name }),
  };
  return (
    <Dialog
      title={opened === null ? '' : titleOf[opened]}
      opened={opened !== null}
      onClose={closeDialog}
      wide={opened === 'profile'}
    >
      {opened === 'rename' && <RenameTenant tenant={tenant} />}
      {opened === 'duplicate' && <DuplicateTenant tenant={tenant} tenants={tenants} />}
      {opened === 'profile' && <ChangeProfile tenant={tenant} />}
      {opened === 'archive' && <ArchiveTenant tenant={tenant} />}
      {opened === 'delete' && <DeleteTenant tenant={tenant} isLast={tenants.length === 1} />}
    </Dialog>
  );
}
