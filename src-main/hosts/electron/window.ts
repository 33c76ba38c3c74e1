import { BrowserWindow } from 'electron';
import { preloadFile } from '../program-files.ts';
import { consoleUrl } from './console-origin.ts';

/** Opens the console's window; it shows once its first frame is drawn. */
export async function openWindow(): Promise<BrowserWindow> {
  const window = new BrowserWindow({
    title: 'Rollcall',
    width: 1280,
    height: 800,
    minWidth: 1024,
    minHeight: 700,
    show: false,
    webPreferences: {
      preload: preloadFile,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
    },
  });
  window.once('ready-to-show', () => window.show());
  await window.loadURL(consoleUrl);
  return window;
}

/** Brings the one window to the front, or opens it again after it was closed. */
export async function showWindow(): Promise<void> {
  const [window] = BrowserWindow.getAllWindows();
  if (window === undefined) {
    await openWindow();
    return;
  }
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
