import { Menu } from '@mantine/core';
import { IconCheck, IconChevronDown, IconPlus, IconSettings } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { TenantWithUrl } from '#shared/console-api/tenants.ts';
import { usePermitted } from '#renderer/console-client/access.ts';
import { useChooseTenant } from '#renderer/console-client/console-context.ts';
import { openNewTenant } from '#renderer/features/tenants/tenants-view.ts';
import { goTo } from '#renderer/ui/hash-route.ts';

interface TenantMenuProps {
  readonly tenant: TenantWithUrl;
  readonly tenants: readonly TenantWithUrl[];
}

/** Which tenant is shown, and the others; archived ones apart. */
export function TenantMenu({ tenant, tenants }: TenantMenuProps) {
  const { t } = useTranslation();
  const archived = tenants.filter(({ archivedAt }) => archivedAt !== null);
  const administers = usePermitted('administrator');
  return (
    <Menu position="bottom-start" shadow="md" width={280} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <button type="button" className="tenant-button" aria-label={t('title.tenant', { name: tenant.name })}>
          <span className="ellipsis">{tenant.name}</span>
          {tenant.archivedAt !== null && <span className="tag">{t('tenants.archived')}</span>}
          <IconChevronDown size={14} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown className="tenant-menu">
        <div className="tenant-menu-list">
          <TenantItems tenants={tenants.filter(({ archivedAt }) => archivedAt === null)} chosen={tenant.id} />
          {archived.length > 0 && <Menu.Label>{t('tenants.archived')}</Menu.Label>}
          <TenantItems tenants={archived} chosen={tenant.id} />
        </div>
        <Menu.Divider />
        <Menu.Item {...administers} leftSection={<IconPlus size={14} aria-hidden />} onClick={openNewTenant}>
          {t('tenants.new')}
        </Menu.Item>
        <Menu.Item leftSection={<IconSettings size={14} aria-hidden />} onClick={() => goTo('tenants')}>
          {t('tenants.manage')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

interface TenantItemsProps {
  readonly tenants: readonly TenantWithUrl[];
  readonly chosen: string;
}

function TenantItems({ tenants, chosen }: TenantItemsProps) {
  const choose = useChooseTenant();
  return tenants.map(({ id, name, slug }) => (
    <Menu.Item
      key={id}
      aria-current={id === chosen ? 'true' : undefined}
      data-autofocus={id === chosen || undefined}
      onClick={() => choose(id)}
      rightSection={
        id === chosen ? <IconCheck size={14} aria-hidden /> : <span className="tenant-slug mono">{slug}</span>
      }
    >
      {name}
    </Menu.Item>
  ));
}
