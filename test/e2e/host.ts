// One Rollcall for a spec, in the host that its Playwright project names: `serve` (headless, Chromium), `standin` (the
// desktop shell on the Electron stand-in) or `electron` (the real one, where its runtime is installed).
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { _electron, chromium, test as base, type ElectronApplication, type Page, type TestInfo } from 'playwright/test';
import { projectRoot } from '#main/hosts/build.ts';
import type { ConsoleBridge } from '#shared/console-api/bridge.ts';
import type { ConsoleInput, ConsoleMethodName, ConsoleOutput } from '#shared/console-api/index.ts';
import { chromiumArgs, chromiumPath } from '../chromium.ts';
import { makeDataFolder, removeDataFolder } from '../data-folder.ts';
import { buildOnce, serve } from '../served.ts';

export type HostName = 'serve' | 'standin' | 'electron';

/** The SCIM side of the Rollcall under test, for specs that provision over HTTP. */
export interface Scim {
  readonly tenantId: string;
  readonly tenantUrl: string;
  /** Calls the console API as the page itself would. */
  call<Name extends ConsoleMethodName>(name: Name, input: ConsoleInput<Name>): Promise<ConsoleOutput<Name>>;
  /** A new token of the default tenant. */
  createToken(): Promise<string>;
}

interface Host {
  readonly page: Page;
  readonly scim: Scim;
  /** The desktop app's main process; absent in `serve`. */
  readonly app?: ElectronApplication;
}

const viewport = { width: 1280, height: 800 };

async function openHeadless(stack: AsyncDisposableStack, env: NodeJS.ProcessEnv): Promise<Host> {
  const served = stack.use(await serve({ env }));
  const browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumArgs, chromiumSandbox: false });
  stack.defer(() => browser.close());
  const context = await browser.newContext({ viewport });
  stack.defer(() => context.close()); // before the browser: a trace would hold no snapshots otherwise
  const page = await context.newPage();
  await page.goto(served.ready.consoleUrl);
  return { page, scim: served };
}

/** Undefined when the runtime was never fetched: the npm package holds its types only. */
function electronBinary(): string | undefined {
  const given = process.env['ELECTRON_EXEC_PATH'];
  if (given !== undefined) return given;
  const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  const named = join(folder, 'path.txt');
  return existsSync(named) ? join(folder, 'dist', readFileSync(named, 'utf8')) : undefined;
}

const standin = join(projectRoot, 'test', 'standin', 'electron');

/** Calls the console through the page's own bridge. */
const callThrough =
  (page: Page): Scim['call'] =>
  async <Name extends ConsoleMethodName>(name: Name, input: ConsoleInput<Name>) => {
    const result = await page.evaluate(
      ([method, sent]) => (window as unknown as { rollcall: ConsoleBridge }).rollcall.call(method, sent, null),
      [name, input] as const,
    );
    if (!result.ok) throw new Error(`${name}: ${result.error.detail}`);
    return result.value as ConsoleOutput<Name>;
  };

async function openDesktop(host: HostName, stack: AsyncDisposableStack, info: TestInfo): Promise<Host> {
  const executablePath = host === 'standin' ? standin : electronBinary();
  base.skip(executablePath === undefined, "Electron's runtime is not installed; `npx install-electron` fetches it");
  buildOnce();
  const folder = await makeDataFolder();
  // Chromium's children may still write while it is being removed.
  stack.defer(() => removeDataFolder(folder));
  const app = await _electron.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [projectRoot, `--user-data-dir=${folder}`, `--data=${folder}`, '--scim-port=0'],
  });
  let running = true;
  app.once('close', () => {
    running = false;
  });
  stack.defer(() => app.close());
  // The runner traces browsers by itself, but not Electron.
  await app.context().tracing.start({ screenshots: true, snapshots: true });
  stack.defer(async () => {
    const passed = info.status === info.expectedStatus;
    if (running) await app.context().tracing.stop(passed ? {} : { path: info.outputPath('trace.zip') });
  });
  const page = await app.firstWindow();
  await page.waitForURL(/rollcall/); // a window is there before its page
  const call = callThrough(page);
  const [tenant] = await call('tenants.list', {});
  if (tenant?.tenantUrl == null) throw new Error('The desktop app serves no tenant');
  const { id: tenantId, tenantUrl } = tenant;
  const createToken = async (): Promise<string> => (await call('tokens.create', { tenantId, label: 'test' })).secret;
  return { app, page, scim: { tenantId, tenantUrl, call, createToken } };
}

interface Fixtures {
  readonly host: HostName;
  /** What the headless server finds in its environment beside the test's own. */
  readonly env: NodeJS.ProcessEnv;
  readonly opened: Host;
  /** The console, loaded. */
  readonly page: Page;
  readonly win: Page;
  readonly scim: Scim;
  /** The desktop app's main process; using it skips the spec in `serve`. */
  readonly app: ElectronApplication;
}

export const test = base.extend<Fixtures>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads which fixtures are used from the pattern
  host: async ({}, provide, info) => provide(info.project.name as HostName),
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads which fixtures are used from the pattern
  env: async ({}, provide) => provide({}),
  opened: async ({ host, env }, provide, info) => {
    await using stack = new AsyncDisposableStack();
    await provide(host === 'serve' ? await openHeadless(stack, env) : await openDesktop(host, stack, info));
  },
  page: async ({ opened }, provide) => provide(opened.page),
  win: async ({ opened }, provide) => provide(opened.page),
  scim: async ({ opened }, provide) => provide(opened.scim),
  app: async ({ host, opened }, provide) => {
    base.skip(host === 'serve', 'the desktop shell only');
    if (opened.app !== undefined) await provide(opened.app);
  },
});

export { expect } from 'playwright/test';
