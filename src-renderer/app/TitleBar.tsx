import { ActionIcon, Tooltip } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconContrast, IconMoon, IconSearch, IconSun } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { TenantWithUrl } from '#shared/console-api/tenants.ts';
import { appearance, type Theme } from '#renderer/features/settings/appearance.ts';
import { TunnelBadge } from '#renderer/features/tunnel/TunnelBadge.tsx';
import { Mark } from '#renderer/ui/Mark.tsx';
import { AccountMenu } from './AccountMenu.tsx';
import { TenantMenu } from './TenantMenu.tsx';

interface TitleBarProps {
  readonly theme: Theme;
  readonly tenant: TenantWithUrl;
  readonly tenants: readonly TenantWithUrl[];
}

const paletteKey = navigator.userAgent.includes('Mac OS') ? '⌘ K' : 'Ctrl K';
const nextTheme: Record<Theme, Theme> = { light: 'dark', dark: 'contrast', contrast: 'light' };
const icons: Record<Theme, typeof IconSun> = { light: IconSun, dark: IconMoon, contrast: IconContrast };

/** Brand, tenant, palette, theme; the window is moved by it. */
export function TitleBar({ theme, tenant, tenants }: TitleBarProps) {
  const { t } = useTranslation();
  const Icon = icons[theme];
  return (
    <header className="title" data-region>
      <div className="brand">
        <Mark />
        <span className="brand-name">Rollcall</span>
        <TenantMenu tenant={tenant} tenants={tenants} />
      </div>
      <button type="button" className="palette-button" onClick={spotlight.open}>
        <IconSearch size={14} aria-hidden />
        <span className="ellipsis">{t('palette.button')}</span>
        <kbd>{paletteKey}</kbd>
      </button>
      <div className="title-end">
        <TunnelBadge />
        <AccountMenu />
        <Tooltip label={t('title.theme')}>
          <ActionIcon aria-label={t('title.theme')} onClick={() => appearance.setState(nextTheme[theme], true)}>
            <Icon size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </div>
    </header>
  );
}
