// A headless Rollcall as a child process, on free ports.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { ConsoleAccess } from './console-access.ts';
import { DemoFailure } from './demo-failure.ts';

export interface ServerProcess {
  readonly access: ConsoleAccess;
  /** Resolves when the process is gone, whoever ended it. */
  readonly ended: Promise<unknown>;
  stop(): Promise<void>;
}

const readyWithinMs = 20_000;
const stopWithinMs = 5_000;

/** Built, the server's entry lies beside the demo's; from the sources, in its own folder. */
const entry = import.meta.filename.endsWith('.ts')
  ? join(import.meta.dirname, '../headless/main.ts')
  : join(import.meta.dirname, 'serve.js');

/** @param folder the data folder; it is created when it is missing */
export async function startServer(folder: string, signal: AbortSignal): Promise<ServerProcess> {
  const args = [entry, '--data', folder, '--scim-port', '0', '--console-port', '0', '--no-open', '--json'];
  // A process group of its own: Ctrl+C reaches the demo alone, which revokes its token before it stops this process.
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
    windowsHide: true,
  });
  const ended = once(child, 'exit');
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    const patience = setTimeout(() => child.kill('SIGKILL'), stopWithinMs);
    await ended;
    clearTimeout(patience);
  };
  try {
    const lines = createInterface({ input: child.stdout });
    const within = AbortSignal.any([signal, AbortSignal.timeout(readyWithinMs)]);
    const [line] = await Promise.race([
      once(lines, 'line', { signal: within }) as Promise<[string]>,
      ended.then(([code]): never => {
        throw new DemoFailure(`Rollcall could not be started in ${folder}: it ended with code ${String(code)}.`);
      }),
    ]);
    const { consoleUrl } = JSON.parse(line) as { consoleUrl: string };
    const { origin, hash } = new URL(consoleUrl);
    return { access: { origin, session: hash.replace('#session=', '') }, ended, stop };
  } catch (error) {
    await stop();
    if (signal.aborted || error instanceof DemoFailure) throw error;
    throw new DemoFailure(`Rollcall was not ready within ${readyWithinMs / 1000} s in ${folder}.`, { cause: error });
  }
}
