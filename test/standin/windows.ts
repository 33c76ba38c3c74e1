import type { BrowserWindow } from './browser-window.ts';

/** The open windows by id; here, so that app and windows do not import each other. */
export const windows = new Map<number, BrowserWindow>();
