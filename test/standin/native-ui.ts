// No native UI: these record what they were given. Tests click() menu items, or replace a method with app.evaluate().
import { BrowserWindow } from './browser-window.ts';
import { strict } from './strict.ts';

export const dialog = strict('dialog', {
  showErrorBox: (title: string, content: string): void => console.error(`[dialog] ${title}: ${content}`),
});

export const shell = strict('shell', {
  openExternal: (_url: string): Promise<void> => Promise.resolve(),
  openPath: (_path: string): Promise<string> => Promise.resolve(''),
});

type ItemOptions = Electron.MenuItemConstructorOptions;

export class MenuItem {
  readonly id: string;
  readonly label: string;
  readonly role: string | undefined;
  readonly type: string;
  readonly submenu: Menu | undefined;
  private readonly onClick: ItemOptions['click'];

  constructor(options: ItemOptions) {
    this.id = options.id ?? '';
    this.label = options.label ?? options.role ?? '';
    this.role = options.role;
    this.type = options.type ?? (options.submenu ? 'submenu' : 'normal');
    this.submenu = Array.isArray(options.submenu) ? Menu.buildFromTemplate(options.submenu) : undefined;
    this.onClick = options.click;
  }
  click(): void {
    const window = BrowserWindow.getFocusedWindow() as unknown as Electron.BaseWindow;
    this.onClick?.(this as unknown as Electron.MenuItem, window, {});
  }
}

export class Menu {
  private static applicationMenu: Menu | null = null;
  items: MenuItem[] = [];

  static setApplicationMenu(menu: Electron.Menu | null): void {
    Menu.applicationMenu = menu as unknown as Menu | null;
  }
  static getApplicationMenu(): Menu | null {
    return Menu.applicationMenu;
  }
  static buildFromTemplate(template: (ItemOptions | Electron.MenuItem)[]): Menu {
    const menu = new Menu();
    menu.items = template.map((item) => new MenuItem(item as ItemOptions));
    return menu;
  }
  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }
}
