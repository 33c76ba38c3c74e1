// A Rollcall that was killed could not end its cloudflared, which would go on publishing whatever listens on that port
// next. What runs is written down beside it, so that the next start finds it and ends it first.
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isCloudflared } from './metrics.ts';

interface Running {
  readonly pid: number;
  readonly metricsPort: number;
}

const nameIn = (home: string): string => join(home, 'running.json');

export const rememberRunning = (home: string, running: Running): Promise<void> =>
  writeFile(nameIn(home), JSON.stringify(running), { mode: 0o600 });

export const forgetRunning = (home: string): Promise<void> => rm(nameIn(home), { force: true });

async function readRunning(home: string): Promise<Running | undefined> {
  try {
    const { pid, metricsPort } = JSON.parse(await readFile(nameIn(home), 'utf8')) as Partial<Running>;
    return Number.isInteger(pid) && Number.isInteger(metricsPort) ? ({ pid, metricsPort } as Running) : undefined;
  } catch {
    return undefined; // none was left, or the file was cut short with the machine: nothing of that time runs
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

const killAfterMs = 5_000;
const lookMs = 50;

/**
 * Ends the cloudflared of a Rollcall that did not. A process is only ended while the metrics port that was written down
 * with its id still answers as cloudflared does: by then the id may be someone else's.
 */
export async function endLeftover(home: string): Promise<void> {
  const running = await readRunning(home);
  if (running === undefined) return;
  const { pid, metricsPort } = running;
  const killAt = performance.now() + killAfterMs;
  // Looked at until the port is closed; a process that does not hear the first signal gets the second.
  /* oxlint-disable no-await-in-loop */
  for (let signalled = ''; await isCloudflared(metricsPort); await sleep(lookMs)) {
    const signal = performance.now() < killAt ? 'SIGTERM' : 'SIGKILL';
    if (signal !== signalled) send(pid, signal);
    signalled = signal;
    if (performance.now() > 2 * killAfterMs + killAt) break;
  }
  /* oxlint-enable no-await-in-loop */
  await forgetRunning(home);
}
