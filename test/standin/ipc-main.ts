import { EventEmitter } from 'node:events';
import type { Payload } from './cdp.ts';
import { strict } from './strict.ts';

type Handler = (event: Payload, ...args: Payload[]) => unknown;

class IpcMain extends EventEmitter {
  /** Electron's own name for it, so that a test calls a handler in the same way in both. */
  readonly ['_invokeHandlers'] = new Map<string, Handler>();

  handle(channel: string, handler: Handler): void {
    if (this['_invokeHandlers'].has(channel)) {
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    }
    this['_invokeHandlers'].set(channel, handler);
  }
  async standinInvoke(channel: string, event: object, args: unknown[]): Promise<unknown> {
    const handler = this['_invokeHandlers'].get(channel);
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    return handler(event, ...args);
  }
  removeHandler(channel: string): void {
    this['_invokeHandlers'].delete(channel);
  }
}

export const ipcMain = strict('ipcMain', new IpcMain());
