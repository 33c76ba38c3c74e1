// The console API over IPC. The sender is checked here, so that no method can forget it; the arguments are validated by
// the contract.
import { BrowserWindow, ipcMain, type IpcMainInvokeEvent } from 'electron';
import type { ConsoleResult } from '#shared/console-api/index.ts';
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

export function handleCalls(core: Core): void {
  ipcMain.handle(callChannel, (event, name: unknown, input: unknown) =>
    isConsole(event) ? core.call(typeof name === 'string' ? name : '', input) : refused,
  );
}

/** Pushes every event to every open window until the core closes. */
export function pushEvents(core: Core): () => void {
  return core.subscribe((event) => {
    for (const { webContents } of BrowserWindow.getAllWindows()) {
      if (!webContents.isDestroyed()) webContents.send(eventChannel, event);
    }
  });
}
