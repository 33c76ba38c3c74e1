// Runs sandboxed beside the console: gives it the two ways to talk to main, and nothing else.
import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import type { ConsoleBridge } from '#shared/console-api/bridge.ts';
import type { ConsoleEvent } from '#shared/console-api/events.ts';
import type { ConsoleResult } from '#shared/console-api/result.ts';
import { callChannel, eventChannel } from './channels.ts';

const bridge: ConsoleBridge = {
  call: (name, input, signIn) =>
    ipcRenderer.invoke(callChannel, name, input, signIn) as Promise<ConsoleResult<unknown>>,
  listen: (listener) => {
    const forward = (_event: IpcRendererEvent, event: ConsoleEvent): void => listener(event);
    ipcRenderer.on(eventChannel, forward);
    return () => {
      ipcRenderer.off(eventChannel, forward);
    };
  },
};

contextBridge.exposeInMainWorld('rollcall', bridge);
