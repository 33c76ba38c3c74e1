import { EventEmitter } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { codec } from './page/codec.ts';
import { state } from './state.ts';
import { StandinEvent, strict } from './strict.ts';
import { windows } from './windows.ts';

const { encode, decode } = codec();
const chromiumExitMs = 3_000;

class App extends EventEmitter {
  readonly isPackaged = false;
  readonly commandLine = {
    appendSwitch: (name: string, value = ''): void => void state.switches.set(name, value),
    hasSwitch: (name: string): boolean => state.switches.has(name),
    getSwitchValue: (name: string): string => state.switches.get(name) ?? '',
    removeSwitch: (name: string): void => void state.switches.delete(name),
    appendArgument: (_value: string): void => undefined,
  };
  private ready = false;
  private quitting = false;
  private givenName: string | undefined;
  private readonly paths = new Map<string, string>();

  isReady(): boolean {
    return this.ready;
  }
  async whenReady(): Promise<void> {
    if (!this.ready) await new Promise((resolve) => this.once('standin-ready', resolve));
  }
  standinReady(): void {
    this.ready = true;
    this.emit('standin-ready');
    this.emit('ready', new StandinEvent(), {});
  }

  getName(): string {
    return this.givenName ?? state.manifest.productName ?? state.manifest.name ?? 'standin';
  }
  setName(name: string): void {
    this.givenName = name;
  }
  getVersion(): string {
    return state.manifest.version ?? '0.0.0';
  }
  getAppPath(): string {
    return state.appPath;
  }
  getLocale(): string {
    return 'en-GB';
  }
  getPath(name: string): string {
    const { userData } = state;
    const known: Record<string, string> = {
      home: homedir(),
      temp: tmpdir(),
      userData,
      sessionData: userData,
      appData: join(userData, '..'),
      logs: join(userData, 'logs'),
      exe: process.execPath,
    };
    const path = this.paths.get(name) ?? known[name];
    if (path === undefined) throw new Error(`Failed to get '${name}' path`);
    return path;
  }
  setPath(name: string, path: string): void {
    this.paths.set(name, path);
  }

  /** A pid file in userData is the lock; a second instance leaves its argv beside it and sends SIGUSR2. */
  requestSingleInstanceLock(data?: Record<string, unknown>): boolean {
    const lock = join(this.getPath('userData'), 'standin.pid');
    const note = join(this.getPath('userData'), 'standin.second');
    const holder = holderOf(lock);
    if (holder !== undefined) {
      writeFileSync(note, encode({ argv: process.argv, cwd: process.cwd(), data }));
      process.kill(holder, 'SIGUSR2');
      return false;
    }
    writeFileSync(lock, String(process.pid));
    process.on('SIGUSR2', () => {
      const second = decode(readFileSync(note, 'utf8')) as { argv: string[]; cwd: string; data: unknown };
      this.emit('second-instance', new StandinEvent(), second.argv, second.cwd, second.data);
    });
    return true;
  }

  quit(): void {
    if (this.quitting) return;
    this.quitting = this.mayQuit();
    if (this.quitting) this.exit(0);
  }
  /** Closes everything in Electron's order; false as soon as a listener prevents it. */
  private mayQuit(): boolean {
    const before = new StandinEvent();
    this.emit('before-quit', before);
    if (before.defaultPrevented) return false;
    this.quitting = true;
    for (const window of windows.values()) {
      window.close();
      if (!window.isDestroyed()) return false;
    }
    const will = new StandinEvent();
    this.emit('will-quit', will);
    return !will.defaultPrevented;
  }
  exit(code = 0): void {
    this.emit('quit', new StandinEvent(), code);
    const { cdp } = state;
    if (cdp === undefined) process.exit(code);
    cdp.child.once('exit', () => process.exit(code));
    setTimeout(() => process.exit(code), chromiumExitMs); // leaving kills Chromium
    cdp.send('Browser.close').catch(() => process.exit(code));
  }
  standinQuitting(): boolean {
    return this.quitting;
  }
}

function holderOf(lock: string): number | undefined {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    process.kill(pid, 0);
    return pid;
  } catch {
    return undefined; // no lock, or its holder is gone
  }
}

export const app = strict('app', new App());
