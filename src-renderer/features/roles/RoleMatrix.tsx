import { Fragment, type CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { permissions, permissionSections, type Permission } from '#shared/console-api/permissions.ts';
import type { Role } from '#shared/console-api/roles.ts';
import { useMay } from '#renderer/console-client/access.ts';
import { PermissionMark } from './PermissionMark.tsx';
import { RoleHead } from './RoleHead.tsx';
import { useCellGrid } from './use-cell-grid.ts';
import { isShown, usePermissionToggle } from './use-permission-toggle.ts';

/** The first row of the grid is the heads' menus; permissions follow. */
const gridRow = (permission: Permission): number => permissions.indexOf(permission) + 1;

/** Who may do what. Head and first column stay while the rest scrolls. */
export function RoleMatrix({ roles }: { readonly roles: readonly Role[] }) {
  const { t } = useTranslation();
  const { pending, set } = usePermissionToggle();
  const edits = useMay('roles.edit');
  const { cell, container } = useCellGrid(permissions.length + 1, roles.length);
  return (
    <div className="matrix-scroll" data-region>
      <table
        {...container}
        className="matrix"
        // A table whose cells are controls with one tab stop is what a grid is.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role
        role="grid"
        aria-label={t('roles.title')}
        style={{ '--roles': roles.length } as CSSProperties}
      >
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">{t('roles.permissionColumn')}</span>
            </th>
            {roles.map((role, column) => (
              <RoleHead key={role.id} role={role} cell={cell(0, column)} />
            ))}
          </tr>
        </thead>
        <tbody>
          {permissionSections.map(({ page, permissions: ofPage }) => (
            <Fragment key={page}>
              <tr className="matrix-section">
                <th scope="rowgroup" colSpan={roles.length + 1}>
                  <span>{t(`roles.page.${page}`)}</span>
                </th>
              </tr>
              {ofPage.map((permission: Permission) => (
                <tr key={permission}>
                  <th scope="row">
                    <span className="matrix-permission">{t(`roles.permission.${permission}`)}</span>
                    <span className="mono quiet">{permission}</span>
                  </th>
                  {roles.map((role, column) => (
                    <td key={role.id} className={role.isDefault ? 'matrix-default' : undefined}>
                      <PermissionMark
                        label={t('roles.mark', {
                          permission: t(`roles.permission.${permission}`),
                          role: role.name,
                        })}
                        granted={role.isLocked || isShown(role, permission, pending)}
                        locked={role.isLocked || !edits}
                        cell={cell(gridRow(permission), column)}
                        onChange={(granted) => set({ roleId: role.id, permission, granted })}
                      />
                    </td>
                  ))}
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}
