import { notifications } from '@mantine/notifications';
import {
  IconBuilding,
  IconContrast,
  IconCopy,
  IconKey,
  IconMoon,
  IconPlus,
  IconShieldPlus,
  IconSun,
  IconUserPlus,
  IconApi,
  type TablerIcon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { TenantWithUrl } from '#shared/console-api/tenants.ts';
import { allows, useCaller } from '#renderer/console-client/access.ts';
import { useChooseTenant, useTenant } from '#renderer/console-client/console-context.ts';
import type { PaletteAction } from '#renderer/features/palette/Palette.tsx';
import { appearance, type Theme } from '#renderer/features/settings/appearance.ts';
import { openNewTenant } from '#renderer/features/tenants/tenants-view.ts';
import { goTo, setParams } from '#renderer/ui/hash-route.ts';
import { useOfferedPages } from './offered-pages.ts';

const icon = (Icon: TablerIcon) => <Icon size={16} stroke={1.7} aria-hidden />;
const themes: readonly (readonly [Theme, TablerIcon])[] = [
  ['light', IconSun],
  ['dark', IconMoon],
  ['contrast', IconContrast],
];

/** What the palette offers beside people: every page, the other tenants, and the commands. */
export function usePaletteActions(tenants: readonly TenantWithUrl[]): {
  readonly pages: readonly PaletteAction[];
  readonly tenants: readonly PaletteAction[];
  readonly commands: readonly PaletteAction[];
} {
  const { t } = useTranslation();
  const { id: shown, tenantUrl } = useTenant();
  const choose = useChooseTenant();
  const caller = useCaller();
  const pages = useOfferedPages();
  const copyTenantUrl = async (url: string): Promise<void> => {
    await navigator.clipboard.writeText(url);
    notifications.show({ message: t('palette.tenantUrlCopied') });
  };
  return {
    pages: pages.map(({ page, label, icon: Icon }) => ({
      id: page,
      label: t(`nav.${label}`),
      icon: icon(Icon),
      run: () => goTo(page),
    })),
    tenants: tenants
      .filter(({ id }) => id !== shown)
      .toSorted((a, b) => Number(a.archivedAt !== null) - Number(b.archivedAt !== null))
      .map(({ id, name, slug, archivedAt }) => ({
        id: `tenant-${id}`,
        label: name,
        note: archivedAt === null ? slug : t('tenants.archived'),
        icon: icon(IconBuilding),
        run: () => choose(id),
      })),
    commands: [
      ...(allows(caller, 'people.edit')
        ? [
            {
              id: 'new-person',
              label: t('editUser.new'),
              icon: icon(IconUserPlus),
              run: () => goTo('board', { dialog: 'new-person' }),
            },
          ]
        : []),
      ...(allows(caller, 'roles.edit')
        ? [
            {
              id: 'new-role',
              label: t('roles.new'),
              icon: icon(IconShieldPlus),
              run: () => goTo('roles', { dialog: 'new' }),
            },
          ]
        : []),
      ...(caller.administrator
        ? [{ id: 'new-tenant', label: t('tenants.new'), icon: icon(IconPlus), run: openNewTenant }]
        : []),
      ...(allows(caller, 'credentials.edit')
        ? [
            {
              id: 'create-token',
              label: t('tokens.create'),
              icon: icon(IconKey),
              run: () => setParams({ dialog: 'create-token' }),
            },
            {
              id: 'create-client',
              label: t('credentials.client.create'),
              icon: icon(IconApi),
              run: () => goTo('credentials', { dialog: 'create-client' }),
            },
          ]
        : []),
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
