// What `import … from 'electron'` gives on the stand-in: the part of Electron that Rollcall's shell and Playwright use.
export { app } from './app.ts';
export { BrowserWindow, webContents } from './browser-window.ts';
export { ipcMain } from './ipc-main.ts';
export { dialog, Menu, MenuItem, shell } from './native-ui.ts';
export { Notification } from './notification.ts';
export { powerMonitor } from './power-monitor.ts';
export { safeStorage } from './safe-storage.ts';
export { protocol } from './schemes.ts';
export { session } from './session.ts';
