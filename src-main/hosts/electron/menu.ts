import { Menu, shell, type MenuItemConstructorOptions } from 'electron';
import type { TFunction } from 'i18next';
import type { Core } from '../../application/core.ts';
import { openExternalLink } from './external-links.ts';

const entraDocs = 'https://learn.microsoft.com/entra/identity/app-provisioning/use-scim-to-provision-users-and-groups';

/** A small menu: standard roles, whose labels the system translates, and two ways out of the window. */
export function setMenu(t: TFunction, dataFolder: string, core: Core): void {
  const openDataFolder = (): void => {
    shell.openPath(dataFolder).catch((error: unknown) => console.error(error));
  };
  const template: MenuItemConstructorOptions[] = [
    ...(process.platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
    {
      label: t('file'),
      submenu: [
        { id: 'open-data-folder', label: t('openDataFolder'), click: openDataFolder },
        { type: 'separator' },
        { role: process.platform === 'darwin' ? 'close' : 'quit' },
      ],
    },
    {
      label: t('edit'),
      submenu: [
        { role: 'undo' },
        { role: 'redo' },
        { type: 'separator' },
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
      ],
    },
    {
      label: t('view'),
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        { role: 'toggleDevTools' },
      ],
    },
    {
      label: t('help'),
      submenu: [{ id: 'entra-docs', label: t('entraDocs'), click: () => openExternalLink(entraDocs, core) }],
    },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
