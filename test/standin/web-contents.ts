// One page: a Chromium target driven over CDP, with Electron's events around it. Preload and page live in two worlds,
// as under contextIsolation.
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { app } from './app.ts';
import type { BrowserWindow } from './browser-window.ts';
import type { Payload } from './cdp.ts';
import { ipcMain } from './ipc-main.ts';
import { bridge } from './page/bridge.ts';
import { codec } from './page/codec.ts';
import { isolated } from './page/isolated.ts';
import { answer, fromWeb, toWeb } from './schemes.ts';
import { session } from './session.ts';
import { chromium } from './state.ts';
import { StandinEvent } from './strict.ts';

const { encode, decode } = codec();
const world = 'Electron Isolated Context';
const source = (run: (...args: never[]) => unknown): string => `(${run.toString()})`;

/** The page's side of the bridge, and the preload with the sandboxed preload's `require`. */
const pageSource = (): string => `${source(bridge)}('main')`;
const preloadSource = (file: string): string => {
  const preload = `function (require, module, exports, process) {${readFileSync(file, 'utf8')}\n}`;
  return `${source(isolated)}(${source(codec)}(), ${source(bridge)}('isolated'), ${preload}, ${JSON.stringify(process.versions)})`;
};

let lastId = 0;

export class WebContents extends EventEmitter {
  readonly id = ++lastId;
  readonly session = session.defaultSession;
  readonly mainFrame = { url: '', parent: null };
  readonly standinWindow: BrowserWindow;
  readonly standinOptions: Electron.BrowserWindowConstructorOptions;
  readonly standinAttached: Promise<void>;
  standinTarget = '';
  private sessionId = '';
  private isolatedContext: number | undefined;
  private undelivered: string[] = [];
  private url = '';
  private title = '';
  private destroyed = false;
  private loading = false;
  private openHandler: ((details: Electron.HandlerDetails) => Electron.WindowOpenHandlerResponse) | undefined;

  constructor(window: BrowserWindow, options: Electron.BrowserWindowConstructorOptions) {
    super();
    this.standinWindow = window;
    this.standinOptions = options;
    this.standinAttached = this.attach();
    this.standinAttached.catch((error: unknown) => console.error('Electron stand-in:', error));
    app.emit('web-contents-created', new StandinEvent(), this);
  }

  standinCommand(method: string, params: object = {}): Promise<Payload> {
    return chromium().send(method, params, this.sessionId);
  }

  private async attach(): Promise<void> {
    const cdp = chromium();
    const { width = 800, height = 600, webPreferences } = this.standinOptions;
    const target = await cdp.send('Target.createTarget', { url: 'about:blank', newWindow: true, width, height });
    this.standinTarget = target.targetId as string;
    const attached = await cdp.send('Target.attachToTarget', { targetId: this.standinTarget, flatten: true });
    this.sessionId = attached.sessionId as string;
    cdp.on(this.sessionId, (method: string, params: Payload) => {
      this.onEvent(method, params).catch((error: unknown) => {
        if (!this.destroyed) console.error('Electron stand-in:', method, error);
      });
    });
    cdp.on('browser', (method: string, params: Payload) => this.onBrowserEvent(method, params));
    const newDocument = 'Page.addScriptToEvaluateOnNewDocument';
    await Promise.all([
      this.standinCommand('Page.enable'),
      this.standinCommand('Runtime.enable'),
      this.standinCommand('Fetch.enable', {
        patterns: [{ urlPattern: '*://*.standin/*' }, { urlPattern: '*', resourceType: 'Document' }],
      }),
      this.standinCommand('Runtime.addBinding', { name: 'electronStandinIpc', executionContextName: world }),
      this.standinCommand(newDocument, { source: pageSource() }),
      ...(webPreferences?.preload === undefined
        ? []
        : [this.standinCommand(newDocument, { worldName: world, source: preloadSource(webPreferences.preload) })]),
    ]);
  }

  private onBrowserEvent(method: string, { targetId, targetInfo }: Payload): void {
    if (method === 'Target.targetDestroyed' && targetId === this.standinTarget) this.standinWindow.standinClosed();
    if (method === 'Target.targetInfoChanged' && targetInfo.targetId === this.standinTarget) {
      if (targetInfo.title === this.title) return;
      this.title = targetInfo.title as string;
      this.emit('page-title-updated', new StandinEvent(), this.title, true);
    }
  }

  private async onEvent(method: string, params: Payload): Promise<void> {
    switch (method) {
      case 'Runtime.executionContextCreated':
        if (params.context.name === world && params.context.auxData.frameId === this.standinTarget) {
          this.isolatedContext = params.context.id as number;
          for (const message of this.undelivered.splice(0)) this.deliver(message);
        }
        break;
      case 'Runtime.executionContextsCleared':
        this.isolatedContext = undefined;
        break;
      case 'Page.frameNavigated':
        if (params.frame.parentId !== undefined) break;
        this.url = fromWeb(params.frame.url as string);
        this.mainFrame.url = this.url;
        this.emit('did-navigate', new StandinEvent(), this.url, 200, 'OK');
        break;
      case 'Page.domContentEventFired':
        this.emit('dom-ready', new StandinEvent());
        break;
      case 'Page.loadEventFired':
        if (this.url === 'about:blank') break;
        this.emit('did-finish-load', new StandinEvent());
        this.standinWindow.standinReadyToShow();
        break;
      case 'Page.windowOpen':
        this.openHandler?.({
          url: fromWeb(params.url as string),
          frameName: params.windowName,
          features: (params.windowFeatures as string[]).join(','),
          disposition: 'foreground-tab',
          referrer: { url: this.url, policy: 'default' },
        });
        break;
      case 'Page.javascriptDialogOpening':
        await this.standinCommand('Page.handleJavaScriptDialog', { accept: true });
        break;
      case 'Inspector.targetCrashed':
        this.emit('render-process-gone', new StandinEvent(), { reason: 'crashed', exitCode: 5 });
        break;
      case 'Runtime.bindingCalled':
        await this.onMessage(decode(params.payload as string));
        break;
      case 'Fetch.requestPaused':
        await this.onRequest(params);
        break;
      default:
    }
  }

  /** What the preload's ipcRenderer posted. */
  private async onMessage(message: Payload): Promise<void> {
    const { kind, id, channel, args = [], value } = message;
    if (kind === 'preload-error') {
      this.emit('preload-error', new StandinEvent(), this.standinOptions.webPreferences?.preload, value);
      return;
    }
    const event = Object.assign(new StandinEvent(), { sender: this, senderFrame: this.mainFrame, ports: [] });
    if (kind === 'send') {
      ipcMain.emit(channel as string, event, ...(args as unknown[]));
      return;
    }
    const reply = (ok: boolean, answered: unknown): void => {
      this.deliver(encode({ kind: 'reply', id: id as unknown, ok, value: answered }));
    };
    try {
      reply(true, await ipcMain.standinInvoke(channel as string, event, args as unknown[]));
    } catch (error) {
      reply(false, `Error invoking remote method '${String(channel)}': ${String(error)}`);
    }
  }

  private deliver(message: string): void {
    if (this.isolatedContext === undefined) {
      this.undelivered.push(message);
      return;
    }
    const expression = `electronStandinDeliver(${JSON.stringify(message)})`;
    // The page may be gone by the time a message arrives; Electron drops it too.
    this.standinCommand('Runtime.evaluate', { contextId: this.isolatedContext, expression }).catch(() => undefined);
  }

  private async onRequest({ requestId, request, resourceType }: Payload): Promise<void> {
    const sent = request.url as string;
    const url = fromWeb(sent);
    const leaves = resourceType === 'Document' && this.url !== '' && this.url !== 'about:blank' && !this.loading;
    if (leaves) {
      const event = Object.assign(new StandinEvent(), { url, isMainFrame: true });
      this.emit('will-navigate', event, url);
      if (event.defaultPrevented) {
        await this.standinCommand('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
        return;
      }
    }
    if (url === sent) {
      await this.standinCommand('Fetch.continueRequest', { requestId });
      return;
    }
    const { method, headers, postData } = request;
    const response = await answer(new Request(url, { method, headers, body: postData ?? null }));
    if (response.type === 'error') {
      await this.standinCommand('Fetch.failRequest', { requestId, errorReason: 'Failed' });
      return;
    }
    await this.standinCommand('Fetch.fulfillRequest', {
      requestId,
      responseCode: response.status,
      responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
      body: Buffer.from(await response.arrayBuffer()).toString('base64'),
    });
  }

  async loadURL(url: string): Promise<void> {
    await this.standinAttached;
    this.loading = true;
    const loaded = new Promise((resolve) => this.once('did-finish-load', resolve));
    const { errorText } = await this.standinCommand('Page.navigate', { url: toWeb(url) });
    this.loading = false;
    if (errorText) {
      this.emit('did-fail-load', new StandinEvent(), -2, errorText, url, true);
      throw new Error(`${String(errorText)} loading '${url}'`);
    }
    await loaded;
  }
  send(channel: string, ...args: unknown[]): void {
    if (this.destroyed) throw new Error('Object has been destroyed');
    this.deliver(encode({ kind: 'event', channel, args }));
  }
  async executeJavaScript(code: string): Promise<unknown> {
    const evaluated = await this.standinCommand('Runtime.evaluate', {
      expression: code,
      awaitPromise: true,
      returnByValue: true,
    });
    return evaluated.result.value as unknown;
  }
  setWindowOpenHandler(handler: (details: Electron.HandlerDetails) => Electron.WindowOpenHandlerResponse): void {
    this.openHandler = handler;
  }
  getURL(): string {
    return this.url;
  }
  getTitle(): string {
    return this.title;
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
  reload(): void {
    this.standinCommand('Page.reload').catch((error: unknown) => console.error(error));
  }
  standinDestroy(): void {
    this.destroyed = true;
    this.emit('destroyed');
  }
}
