import { EventEmitter } from 'node:events';
import { app } from './app.ts';
import { chromium } from './state.ts';
import { StandinEvent, strict } from './strict.ts';
import { WebContents } from './web-contents.ts';
import { windows } from './windows.ts';

/** A window is a Chromium target that is always there: visibility, focus and size state are flags. */
export class BrowserWindow extends EventEmitter {
  readonly id: number;
  readonly webContents: WebContents;
  private visible: boolean;
  private focused = false;
  private minimized = false;
  private destroyed = false;
  private closing = false;
  private readyToShow = false;
  private title: string;

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super();
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready');
    const self = strict('BrowserWindow', this);
    this.webContents = strict('webContents', new WebContents(self, options));
    this.id = this.webContents.id;
    this.visible = options.show !== false;
    this.title = options.title ?? '';
    windows.set(this.id, self);
    app.emit('browser-window-created', new StandinEvent(), self);
    // oxlint-disable-next-line no-constructor-return -- callers get the proxy, which refuses members that are missing
    return self;
  }

  static getAllWindows(): BrowserWindow[] {
    return [...windows.values()];
  }
  static fromWebContents(contents: Electron.WebContents | WebContents): BrowserWindow | null {
    return windows.get(contents.id) ?? null;
  }
  static fromId(id: number): BrowserWindow | null {
    return windows.get(id) ?? null;
  }
  static getFocusedWindow(): BrowserWindow | null {
    return [...windows.values()].find((window) => window.isFocused()) ?? null;
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }
  show(): void {
    this.visible = true;
    this.emit('show');
    this.focus();
  }
  hide(): void {
    this.visible = false;
    this.emit('hide');
  }
  focus(): void {
    this.focused = true;
    this.emit('focus');
    this.webContents.standinAttached
      .then(() => this.webContents.standinCommand('Page.bringToFront'))
      .catch((error: unknown) => {
        if (!this.destroyed) console.error('Electron stand-in:', error);
      });
  }
  isVisible(): boolean {
    return this.visible;
  }
  isFocused(): boolean {
    return this.focused;
  }
  isMinimized(): boolean {
    return this.minimized;
  }
  minimize(): void {
    this.minimized = true;
    this.emit('minimize');
  }
  restore(): void {
    this.minimized = false;
    this.emit('restore');
  }
  setTitle(title: string): void {
    this.title = title;
  }
  getTitle(): string {
    return this.title;
  }
  getBounds(): Electron.Rectangle {
    const { width = 800, height = 600 } = this.webContents.standinOptions;
    return { x: 0, y: 0, width, height };
  }
  getMinimumSize(): number[] {
    const { minWidth = 0, minHeight = 0 } = this.webContents.standinOptions;
    return [minWidth, minHeight];
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
  close(): void {
    if (this.destroyed || this.closing) return;
    const event = new StandinEvent();
    this.emit('close', event);
    if (!event.defaultPrevented) this.destroy();
  }
  destroy(): void {
    this.closing = true;
    const contents = this.webContents;
    this.standinClosed();
    contents.standinAttached
      .then(() => chromium().send('Target.closeTarget', { targetId: contents.standinTarget }))
      .catch(() => undefined); // Chromium went first
  }

  standinReadyToShow(): void {
    if (this.readyToShow) return;
    this.readyToShow = true;
    this.emit('ready-to-show');
  }
  standinClosed(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    windows.delete(this.id);
    this.webContents.standinDestroy();
    this.emit('closed');
    if (windows.size > 0 || app.standinQuitting()) return;
    if (app.listenerCount('window-all-closed') > 0) app.emit('window-all-closed');
    else app.quit();
  }
}

/** Playwright finds a page's window through these. */
export const webContents = strict('webContents', {
  getAllWebContents: (): WebContents[] => [...windows.values()].map((window) => window.webContents),
  fromId: (id: number): WebContents | undefined => windows.get(id)?.webContents,
  fromDevToolsTargetId: (target: string): WebContents | undefined =>
    [...windows.values()].find((window) => window.webContents.standinTarget === target)?.webContents,
});
