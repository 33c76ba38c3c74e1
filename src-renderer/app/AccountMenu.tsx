import { Menu } from '@mantine/core';
import { IconChevronDown, IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCaller } from '#renderer/console-client/access.ts';
import { useConsole } from '#renderer/console-client/console-context.ts';

/** Who is signed in, and the way to lock; nothing while single sign-on is off. */
export function AccountMenu() {
  const { t } = useTranslation();
  const client = useConsole();
  const { kind, name, administrator, roleName } = useCaller();
  if (kind === 'local') return null;
  const lock = async (): Promise<void> => {
    try {
      await client.call('session.lock', {});
    } finally {
      // Also when Rollcall did not answer: this tab forgets who it was in any case.
      client.signIn.setState(null, true);
    }
  };
  return (
    <Menu position="bottom-end" shadow="md" width={240} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <button type="button" className="tenant-button" aria-label={t('account.menu', { name })}>
          <span className="ellipsis">{name}</span>
          <IconChevronDown size={14} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{administrator ? t('account.administrator') : (roleName ?? t('account.noRole'))}</Menu.Label>
        <Menu.Item leftSection={<IconLock size={14} aria-hidden />} onClick={() => void lock()}>
          {t('account.lock')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
