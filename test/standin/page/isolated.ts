// Printed and run inside Chromium, in the preload's world: no imports of values, nothing from outside.
import type { bridge } from './bridge.ts';
import type { codec } from './codec.ts';

/** Runs the preload bundle with the `require` of a sandboxed preload, which knows electron alone. */
export function isolated(
  { encode, decode }: ReturnType<typeof codec>,
  { expose }: ReturnType<typeof bridge>,
  preload: (require: (name: string) => unknown, module: object, exports: object, process: object) => void,
  versions: object,
): void {
  type Listener = (event: object, ...args: unknown[]) => void;
  type Incoming =
    | { kind: 'reply'; id: number; ok: boolean; value: unknown }
    | { kind: 'event'; channel: string; args: unknown[] };
  type Ipc = { electronStandinIpc: (text: string) => void; electronStandinDeliver: (text: string) => void };

  if (window !== window.top) return; // as without nodeIntegrationInSubFrames

  const world = globalThis as unknown as Ipc;
  const post = (message: unknown): void => world.electronStandinIpc(encode(message));
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  const listeners = new Map<string, Set<Listener>>();
  let lastId = 0;

  const ipcRenderer = {
    invoke: (channel: string, ...args: unknown[]): Promise<unknown> =>
      new Promise((resolve, reject) => {
        const id = ++lastId;
        post({ kind: 'invoke', id, channel, args });
        waiting.set(id, { resolve, reject });
      }),
    send: (channel: string, ...args: unknown[]): void => post({ kind: 'send', channel, args }),
    on: (channel: string, listener: Listener): object => {
      listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener));
      return ipcRenderer;
    },
    off: (channel: string, listener: Listener): object => {
      listeners.get(channel)?.delete(listener);
      return ipcRenderer;
    },
  };

  world.electronStandinDeliver = (text) => {
    const message = decode(text) as Incoming;
    if (message.kind === 'event') {
      for (const listener of listeners.get(message.channel) ?? []) {
        listener({ sender: ipcRenderer, ports: [] }, ...message.args);
      }
      return;
    }
    const call = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.ok) call?.resolve(message.value);
    else call?.reject(new Error(String(message.value)));
  };

  const require = (name: string): unknown => {
    if (name === 'electron') return { contextBridge: { exposeInMainWorld: expose }, ipcRenderer };
    throw new Error(`module not found: ${name} (a sandboxed preload may only require electron)`);
  };
  const module = { exports: {} };
  try {
    preload(require, module, module.exports, { type: 'renderer', sandboxed: true, contextIsolated: true, versions });
  } catch (error) {
    console.error('Unable to load preload script', error);
    post({ kind: 'preload-error', value: error });
  }
}
