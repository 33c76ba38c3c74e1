import { Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCircleCheckFilled, IconCopy, IconDots, IconPencil, IconTrash, IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Role } from '#shared/console-api/roles.ts';
import { usePermitted } from '#renderer/console-client/access.ts';
import { useTenant } from '#renderer/console-client/console-context.ts';
import { useConsoleMutation } from '#renderer/console-client/queries.ts';
import { goTo } from '#renderer/ui/hash-route.ts';
import { openDialog } from './roles-view.ts';
import type { CellGrid } from './use-cell-grid.ts';

interface RoleHeadProps {
  readonly role: Role;
  readonly cell: ReturnType<CellGrid['cell']>;
}

/** A role's column head: whether new people get it, its name, what it is for, and what can be done with it. */
export function RoleHead({ role, cell }: RoleHeadProps) {
  const { t } = useTranslation();
  return (
    <th scope="col" className={role.isDefault ? 'matrix-head matrix-default' : 'matrix-head'} aria-label={role.name}>
      <span className="matrix-flag">
        {role.isDefault && (
          <>
            <IconCircleCheckFilled size={14} aria-hidden /> {t('roles.default')}
          </>
        )}
      </span>
      <span className="matrix-name">
        <b title={role.name}>{role.name}</b>
        <RoleMenu role={role} cell={cell} />
      </span>
      <span className="matrix-description" title={role.description}>
        {role.description}
      </span>
      <span className="matrix-people num">{t('roles.people', { count: role.people })}</span>
    </th>
  );
}

function RoleMenu({ role, cell }: RoleHeadProps) {
  const { t } = useTranslation();
  const tenantId = useTenant().id;
  const setDefault = useConsoleMutation('roles.setDefault');
  const edits = usePermitted('roles.edit');
  const makeDefault = (): void =>
    setDefault.mutate(
      { tenantId, id: role.id },
      {
        onSuccess: ({ name }) => notifications.show({ message: t('roles.foot', { role: name }) }),
        onError: ({ message }) => notifications.show({ title: t('roles.notChanged', { name: role.name }), message }),
      },
    );
  const icon = { size: 14, stroke: 1.7, 'aria-hidden': true } as const;
  return (
    <Menu position="bottom-end" shadow="md" width={200} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <button {...cell} type="button" className="matrix-menu" aria-label={t('roles.menu', { name: role.name })}>
          <IconDots size={16} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {!role.isLocked && (
          <Menu.Item {...edits} leftSection={<IconPencil {...icon} />} onClick={() => openDialog('edit', role)}>
            {t('roles.edit')}
          </Menu.Item>
        )}
        <Menu.Item {...edits} leftSection={<IconCopy {...icon} />} onClick={() => openDialog('copy', role)}>
          {t('roles.copy')}
        </Menu.Item>
        {!role.isDefault && !role.isLocked && (
          <Menu.Item {...edits} leftSection={<IconCircleCheckFilled {...icon} />} onClick={makeDefault}>
            {t('roles.makeDefault')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconUsers {...icon} />} onClick={() => goTo('board', { role: role.id })}>
          {t('roles.showPeople')}
        </Menu.Item>
        {!role.isLocked && (
          <>
            <Menu.Divider />
            <Menu.Item
              {...edits}
              className="matrix-remove"
              leftSection={<IconTrash {...icon} />}
              onClick={() => openDialog('remove', role)}
            >
              {t('roles.remove')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
