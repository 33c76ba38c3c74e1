// Starts an Electron app on Node and Chromium. Playwright's _electron.launch finds here what it looks for: Node's
// "Debugger listening" line, Chromium's "DevTools listening" line, its loader given with -r, and `electron` to import.
import { mkdirSync, mkdtempSync, readFileSync, statSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromiumArgs, chromiumPath } from '../chromium.ts';
import { Cdp } from './cdp.ts';
import { state } from './state.ts';

const args = process.argv.slice(2);
const require = createRequire(import.meta.url);
const api = new URL('api.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: api, format: 'module-typescript', shortCircuit: true } : next(specifier, context),
});

const { version } = require('electron/package.json') as { version: string };
Object.defineProperty(process.versions, 'electron', { value: version, enumerable: true });
Object.defineProperty(process, 'type', { value: 'browser' });
process.argv = [process.execPath, ...args];

/** Switches, and the first argument that is neither a switch nor Playwright's loader: the app's folder. */
const loaderAt = args.indexOf('-r');
const appArgument = args.find((arg, index) => !arg.startsWith('-') && (loaderAt < 0 || index !== loaderAt + 1)) ?? '.';
for (const arg of args) {
  const [, name, value = ''] = /^--([^=]+)=?(.*)$/.exec(arg) ?? [];
  if (name !== undefined) state.switches.set(name, value);
}
state.appPath = resolve(appArgument);
const isFolder = statSync(state.appPath).isDirectory();
if (isFolder) {
  state.manifest = JSON.parse(readFileSync(join(state.appPath, 'package.json'), 'utf8')) as typeof state.manifest;
}
state.userData = state.switches.get('user-data-dir') ?? mkdtempSync(join(tmpdir(), 'electron-standin-'));
mkdirSync(state.userData, { recursive: true });

const loader = args[loaderAt + 1];
if (loaderAt >= 0 && loader !== undefined) require(loader);

const starting = Cdp.launch(chromiumPath, [
  ...chromiumArgs,
  '--headless=new',
  '--no-startup-window',
  '--remote-debugging-port=0',
  `--user-data-dir=${join(state.userData, 'chromium')}`,
  '--no-default-browser-check',
  '--disable-extensions',
  '--block-new-web-contents', // the handler is told of window.open; that it allows one is not covered
  '--disable-dev-shm-usage',
  '--password-store=basic',
  '--use-mock-keychain',
]);

const { app } = await import('./app.ts');
const entry = isFolder ? join(state.appPath, state.manifest.main ?? 'index.js') : state.appPath;
// As in Electron, 'ready' comes only after the main module ran: a top-level `await app.whenReady()` never resolves.
await import(pathToFileURL(entry).href);
state.cdp = await starting;
state.cdp.on('close', () => app.exit(0));
await state.cdp.send('Target.setDiscoverTargets', { discover: true });
app.standinReady();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());
