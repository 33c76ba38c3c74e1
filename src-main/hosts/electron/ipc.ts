// The console API over IPC. The sender is checked here, so that no method can forget it; the arguments are validated by
// the contract.
import { BrowserWindow, ipcMain, type IpcMainInvokeEvent } from 'electron';
import type { ConsoleResult } from '#shared/console-api/index.ts';
import type { CallOrigin } from '../../application/console/call.ts';
import type { Core } from '../../application/core.ts';
import { callChannel, eventChannel } from './channels.ts';
import { isConsolePage } from './console-origin.ts';

/** The console's main frame; a frame that is gone has no URL any more. */
const isConsole = ({ senderFrame }: IpcMainInvokeEvent): boolean =>
  senderFrame !== null && senderFrame.parent === null && isConsolePage(senderFrame.url);

const refused: ConsoleResult<never> = {
  ok: false,
  error: { code: 'unauthorized', detail: "Only the console's own page may call Rollcall." },
};

const originOf = (signIn: unknown): CallOrigin => ({
  via: 'window',
  ...(typeof signIn === 'string' ? { signIn } : {}),
});

/** Answers the calls of the one window, and pushes what it may hear: its last call says who is signed in there. */
export function connectWindow(core: Core): void {
  let origin = originOf(null);
  ipcMain.handle(callChannel, (event, name: unknown, input: unknown, signIn: unknown) => {
    if (!isConsole(event)) return refused;
    origin = originOf(signIn);
    return core.call(typeof name === 'string' ? name : '', input, origin);
  });
  core.subscribe(
    (event) => {
      for (const { webContents } of BrowserWindow.getAllWindows()) {
        if (!webContents.isDestroyed()) webContents.send(eventChannel, event);
      }
    },
    () => origin,
  );
}
