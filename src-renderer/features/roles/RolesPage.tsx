import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '#shared/console-api/roles.ts';
import { usePermitted } from '#renderer/console-client/access.ts';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleQuery } from '#renderer/console-client/queries.ts';
import { inColumnOrder } from '#renderer/console-client/tenant-roles.ts';
import { EmptyState } from '#renderer/ui/EmptyState.tsx';
import { ErrorState } from '#renderer/ui/ErrorState.tsx';
import { useHashRoute } from '#renderer/ui/hash-route.ts';
import { PageFrame } from '#renderer/ui/PageFrame.tsx';
import { SkeletonRows } from '#renderer/ui/Skeleton.tsx';
import { MatrixKeys } from './MatrixKeys.tsx';
import { RemoveRoleDialog } from './RemoveRoleDialog.tsx';
import { RoleDialog } from './RoleDialog.tsx';
import { RoleMatrix } from './RoleMatrix.tsx';
import './roles.css';
import { closeDialog, dialogOf, openDialog } from './roles-view.ts';

/** What each role may do, as a matrix: permissions are rows, roles are columns. */
export function RolesPage() {
  const { t } = useTranslation();
  const { data, error, retry } = useConsoleQuery('roles.list', { tenantId: useTenant().id });
  const roles = useMemo(() => (data === undefined ? null : inColumnOrder(data)), [data]);
  const edits = usePermitted('roles.edit');
  const byDefault = roles?.find(({ isDefault }) => isDefault);
  return (
    <PageFrame
      title={t('roles.title')}
      note={roles === null ? undefined : t('roles.count', { count: roles.length })}
      actions={
        <Button disabled={roles === null} {...edits} onClick={() => openDialog('new')}>
          {t('roles.new')}
        </Button>
      }
      foot={
        <>
          <span className="ellipsis">{byDefault === undefined ? '' : t('roles.foot', { role: byDefault.name })}</span>
          <MatrixKeys />
        </>
      }
    >
      {error !== null && (
        <div className="page-scroll">
          <ErrorState title={t('roles.failed')} detail={error.message} onRetry={retry} />
        </div>
      )}
      {error === null && roles === null && <SkeletonRows rows={14} rowHeight={40} />}
      {error === null && roles !== null && <Roles roles={roles} />}
    </PageFrame>
  );
}

function Roles({ roles }: { readonly roles: readonly Role[] }) {
  const { t } = useTranslation();
  const { params } = useHashRoute();
  const edits = usePermitted('roles.edit');
  const dialog = dialogOf(params, roles);
  return (
    <>
      {roles.length === 0 ? (
        <EmptyState
          title={t('roles.none')}
          action={
            <Button {...edits} onClick={() => openDialog('new')}>
              {t('roles.new')}
            </Button>
          }
        >
          {t('roles.noneText')}
        </EmptyState>
      ) : (
        <RoleMatrix roles={roles} />
      )}
      <RoleDialog dialog={dialog?.name === 'remove' ? null : dialog} roles={roles} onClose={closeDialog} />
      <RemoveRoleDialog role={dialog?.name === 'remove' ? dialog.role : null} roles={roles} onClose={closeDialog} />
    </>
  );
}
