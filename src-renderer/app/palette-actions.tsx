import { notifications } from '@mantine/notifications';
import { IconContrast, IconCopy, IconKey, IconMoon, IconSun, type TablerIcon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useTenant } from '#renderer/console-client/console-context.ts';
import type { PaletteAction } from '#renderer/features/palette/Palette.tsx';
import { appearance, type Theme } from '#renderer/features/settings/appearance.ts';
import { goTo } from '#renderer/ui/hash-route.ts';
import { routes } from './routes.ts';

const icon = (Icon: TablerIcon) => <Icon size={16} stroke={1.7} aria-hidden />;
const themes: readonly (readonly [Theme, TablerIcon])[] = [
  ['light', IconSun],
  ['dark', IconMoon],
  ['contrast', IconContrast],
];

/** What the palette offers beside people: every page, and the commands. */
export function usePaletteActions(): {
  readonly pages: readonly PaletteAction[];
  readonly commands: readonly PaletteAction[];
} {
  const { t } = useTranslation();
  const { tenantUrl } = useTenant();
  const copyTenantUrl = async (url: string): Promise<void> => {
    await navigator.clipboard.writeText(url);
    notifications.show({ message: t('palette.tenantUrlCopied') });
  };
  return {
    pages: routes.map(({ page, label, icon: Icon }) => ({
      id: page,
      label: t(`nav.${label}`),
      icon: icon(Icon),
      run: () => goTo(page),
    })),
    commands: [
      {
        id: 'create-token',
        label: t('tokens.create'),
        icon: icon(IconKey),
        run: () => goTo('overview', { dialog: 'create-token' }),
      },
      ...(tenantUrl === null
        ? []
        : [
            {
              id: 'copy-tenant-url',
              label: t('palette.copyTenantUrl'),
              icon: icon(IconCopy),
              run: () => void copyTenantUrl(tenantUrl),
            },
          ]),
      ...themes.map(([theme, Icon]) => ({
        id: `theme-${theme}`,
        label: t('palette.changeTheme', { theme: t(`settings.theme.${theme}`) }),
        icon: icon(Icon),
        run: () => appearance.setState(theme, true),
      })),
    ],
  };
}
