// The desktop app: one window around the same core and SCIM listener as headless. Main's code runs before Electron is
// ready, so nothing here waits at the top level.
import { join } from 'node:path';
import { app, dialog } from 'electron';
import { createSafeStorage } from '../../adapters/vault/safe-storage/safe-storage.ts';
import { defaultDataFolder, ensureDataFolder } from '../data-folder.ts';
import { openRollcall, type Rollcall } from '../open-rollcall.ts';
import { rendererFolder } from '../program-files.ts';
import { loadRendererFiles } from '../renderer-files.ts';
import { StartFailure } from '../start-failure.ts';
import { registerConsoleScheme, serveConsole } from './console-protocol.ts';
import { parseDesktopOptions, type DesktopOptions } from './desktop-options.ts';
import { loadDesktopTexts } from './desktop-texts.ts';
import { connectWindow } from './ipc.ts';
import { lockDownPages } from './lock-down.ts';
import { setMenu } from './menu.ts';
import { notifyOfReminders } from './reminders.ts';
import { lockOnSleep } from './sleep-lock.ts';
import { catchUpOnWake } from './wake.ts';
import { openWindow, showWindow } from './window.ts';

/** One folder for the database and for Electron's single-instance lock; Chromium's own files stay apart from it. */
function chooseFolder({ data }: DesktopOptions): string {
  const given = data ?? (app.commandLine.hasSwitch('user-data-dir') ? app.getPath('userData') : defaultDataFolder());
  const folder = ensureDataFolder(given);
  app.setPath('userData', folder);
  app.setPath('sessionData', ensureDataFolder(join(folder, 'window')));
  return folder;
}

/** Listeners and database close before the process ends, once. */
function closeOnQuit(rollcall: Rollcall): void {
  app.once('will-quit', (event) => {
    event.preventDefault();
    rollcall.close().then(
      () => app.exit(0),
      (error: unknown) => {
        console.error(error);
        app.exit(1);
      },
    );
  });
}

function fail(error: unknown): void {
  if (!(error instanceof StartFailure)) console.error(error);
  dialog.showErrorBox('Rollcall cannot start', error instanceof Error ? error.message : String(error));
  app.exit(1);
}

async function start(dataFolder: string, { scimPort }: DesktopOptions): Promise<void> {
  const rollcall = await openRollcall({
    dataFolder,
    scimPort,
    host: 'electron',
    parts: { keychain: createSafeStorage() },
  });
  closeOnQuit(rollcall);
  lockDownPages(rollcall.core);
  lockOnSleep(rollcall.core);
  catchUpOnWake(rollcall.core);
  serveConsole(loadRendererFiles(rendererFolder));
  connectWindow(rollcall.core);
  const texts = await loadDesktopTexts(app.getLocale());
  setMenu(texts, dataFolder, rollcall.core);
  notifyOfReminders(rollcall.core, texts, () => void showWindow().catch(fail));
  await openWindow();
}

function main(): void {
  app.setName('Rollcall');
  registerConsoleScheme();
  const options = parseDesktopOptions(process.argv.slice(1));
  const dataFolder = chooseFolder(options);
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  const show = (): void => void showWindow().catch(fail);
  app.on('second-instance', show);
  app.on('activate', show);
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app
    .whenReady()
    .then(() => start(dataFolder, options))
    .catch(fail);
}

try {
  main();
} catch (error) {
  fail(error);
}
