import { spawn, type ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { createInterface } from 'node:readline';

// The protocol's payloads have hundreds of shapes; typing the few fields read here would only repeat the reading.
// oxlint-disable-next-line typescript/no-explicit-any
export type Payload = any;

interface Pending {
  readonly resolve: (result: Payload) => void;
  readonly reject: (error: Error) => void;
}

/** A flat-mode DevTools connection to the whole browser. Emits a session's events under its id, others as 'browser'. */
export class Cdp extends EventEmitter {
  readonly child: ChildProcess;
  readonly #socket: WebSocket;
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;

  private constructor(socket: WebSocket, child: ChildProcess) {
    super();
    this.setMaxListeners(0);
    this.child = child;
    this.#socket = socket;
    socket.addEventListener('message', ({ data }: MessageEvent<string>) => this.#receive(JSON.parse(data)));
    socket.addEventListener('close', () => {
      for (const { reject } of this.#pending.values()) reject(new Error('Chromium is gone'));
      this.emit('close');
    });
  }

  static async launch(executable: string, args: readonly string[]): Promise<Cdp> {
    const child = spawn(executable, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    process.once('exit', () => child.kill('SIGKILL'));
    const socket = new WebSocket(await devToolsUrl(child));
    await once(socket, 'open');
    return new Cdp(socket, child);
  }

  send(method: string, params: object = {}, sessionId?: string): Promise<Payload> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#socket.send(JSON.stringify({ id, method, params, sessionId }));
    });
  }

  #receive(message: Payload): void {
    if (message.id === undefined) {
      this.emit(message.sessionId ?? 'browser', message.method, message.params);
      return;
    }
    const pending = this.#pending.get(message.id as number);
    this.#pending.delete(message.id as number);
    if (message.error) pending?.reject(new Error(message.error.message as string));
    else pending?.resolve(message.result);
  }
}

/** Playwright's _electron.launch waits for the same line on our stderr. */
function devToolsUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`Chromium exited with ${code}`)));
    if (child.stderr === null) throw new Error('Chromium has no stderr');
    createInterface(child.stderr).on('line', (line) => {
      const url = /^DevTools listening on (ws:\S+)/.exec(line)?.[1];
      if (url === undefined) return;
      process.stderr.write(`${line}\n`);
      resolve(url);
    });
  });
}
