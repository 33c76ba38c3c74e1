import type { Cdp } from './cdp.ts';

/** What boot.ts finds out before the app's main module runs. */
export const state = {
  cdp: undefined as Cdp | undefined,
  appPath: '',
  userData: '',
  switches: new Map<string, string>(),
  manifest: {} as { name?: string; productName?: string; version?: string; main?: string },
};

/** Chromium's connection; there is one from before the app is ready until it quits. */
export function chromium(): Cdp {
  if (state.cdp === undefined) throw new Error('Electron stand-in: Chromium is not connected yet');
  return state.cdp;
}
