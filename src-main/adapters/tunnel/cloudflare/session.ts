// One cloudflared process, from its start until it has ended.
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TunnelError } from '#shared/console-api/tunnel.ts';
import { TunnelFailure } from '../../../application/ports/tunnel-failure.ts';
import type { TunnelListener, TunnelSession } from '../../../application/ports/tunnel.ts';
import { endedWith, programNotStarted } from './errors.ts';
import { forgetRunning, rememberRunning } from './leftover.ts';
import { faultInLine, type LineFault } from './line-fault.ts';
import { readLogLine } from './log-line.ts';
import { readQuickUrl, readReady } from './metrics.ts';

const killAfterMs = 5_000;
const pollMs = { connecting: 250, standing: 5_000 };

export interface ProcessFacts {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly metricsPort: number;
  /** Null for a trial tunnel, which tells its URL itself. */
  readonly url: string | null;
  /** Never shown in its log. */
  readonly secret: string | undefined;
}

type Child = ChildProcessByStdio<null, null, Readable>;

/** Reads the log: keeps the fault that explains an end best, and tells when one should end the session now. */
class LogReader {
  private fault: TunnelError | undefined;
  private lastLine = '';
  private readonly seen = new Map<LineFault, number>();

  /** The error to end with, if this line ends it. */
  read(text: string, hasStood: boolean): TunnelError | undefined {
    if (text !== '') this.lastLine = text;
    const found = faultInLine(text);
    if (found === undefined) return undefined;
    // What follows a specific fault is often only its consequence, in general words.
    if (this.fault === undefined || this.fault.code === 'SERVICE') this.fault = found.error;
    const times = (this.seen.get(found) ?? 0) + 1;
    this.seen.set(found, times);
    return !hasStood && times === found.endsAfter ? found.error : undefined;
  }

  forget(): void {
    this.fault = undefined;
    this.seen.clear();
  }

  endError(how: string): TunnelError {
    return this.fault ?? endedWith(how, this.lastLine);
  }
}

async function start({ program, args, env, cwd }: ProcessFacts): Promise<Child> {
  const child = spawn(program, args, { env, cwd, stdio: ['ignore', 'ignore', 'pipe'], windowsHide: true });
  try {
    await once(child, 'spawn');
    return child;
  } catch (fault) {
    throw new TunnelFailure(programNotStarted(program, (fault as Error).message), { cause: fault });
  }
}

/** Resolves once the process runs; `signal` ends it. */
export async function runCloudflared(
  facts: ProcessFacts,
  listener: TunnelListener,
  signal: AbortSignal,
): Promise<TunnelSession> {
  const child = await start(facts);
  const exited = once(child, 'close');
  const over = new AbortController();
  const log = new LogReader();
  let hasStood = false;
  let isStopping = false;

  const end = (error?: TunnelError): void => {
    if (over.signal.aborted) return;
    over.abort();
    listener.ended(error);
  };

  async function stop(): Promise<void> {
    isStopping = true;
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      const killer = setTimeout(() => child.kill('SIGKILL'), killAfterMs);
      await exited;
      clearTimeout(killer);
    }
    await forgetRunning(facts.cwd);
    end();
  }

  async function watch(): Promise<void> {
    let url: string | undefined;
    let wasReady = false;
    if (facts.url !== null) listener.url(facts.url);
    while (!over.signal.aborted) {
      // Asked one after the other, and again only after a pause.
      /* oxlint-disable no-await-in-loop */
      const [found, isReady] = await Promise.all([
        facts.url === null && url === undefined ? readQuickUrl(facts.metricsPort) : url,
        readReady(facts.metricsPort),
      ]);
      if (over.signal.aborted) return;
      if (found !== undefined && found !== url) listener.url((url = found));
      if (isReady !== wasReady) listener.linked(isReady);
      wasReady = isReady;
      if (isReady) {
        hasStood = true;
        log.forget();
      }
      await sleep(hasStood ? pollMs.standing : pollMs.connecting, undefined, { signal: over.signal, ref: false }).catch(
        () => undefined,
      );
      /* oxlint-enable no-await-in-loop */
    }
  }

  createInterface({ input: child.stderr }).on('line', (line) => {
    const text = readLogLine(line);
    if (!over.signal.aborted) listener.log(facts.secret === undefined ? text : text.replaceAll(facts.secret, '•••'));
    const error = log.read(text, hasStood);
    if (error !== undefined && !isStopping) end(error);
  });
  child.once('close', (code, killedBy) => {
    end(isStopping ? undefined : log.endError(killedBy === null ? `with code ${code}` : `by ${killedBy}`));
  });
  void watch();
  try {
    if (child.pid !== undefined) await rememberRunning(facts.cwd, { pid: child.pid, metricsPort: facts.metricsPort });
  } catch (fault) {
    await stop();
    throw fault;
  }
  signal.addEventListener('abort', () => void stop(), { once: true });
  if (signal.aborted) await stop();
  return { stop };
}
