// The processes under test: a built Rollcall, the limit server and SCIMMY, each on a folder of its own.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { callConsole } from '#main/hosts/demo/console-access.ts';

/** Stopped when its block ends. */
export interface BenchServer extends AsyncDisposable {
  readonly pid: number;
  /** Where `/Users` is appended. */
  readonly base: string;
  readonly token: string;
  /** Milliseconds from spawn to the line that says it is ready. */
  readonly readyMs: number;
  readonly consoleUrl: string;
}

const root = resolve(import.meta.dirname, '../..');
const serveFile = join(root, 'out/main/serve.js');
const readyWithinMs = 60_000;
const stopWithinMs = 10_000;

interface Started {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly line: Record<string, unknown>;
  readonly readyMs: number;
}

async function start(file: string, args: readonly string[], nodeArgs: readonly string[] = []): Promise<Started> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [...nodeArgs, file, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: root,
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${file} could not be started.`);
  const ended = once(child, 'exit').then(([code]): never => {
    throw new Error(`${file} ended with code ${String(code)} before it was ready.`);
  });
  const [line] = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line', {
      signal: AbortSignal.timeout(readyWithinMs),
    }) as Promise<[string]>,
    ended,
  ]);
  const readyMs = performance.now() - startedAt;
  ended.catch(() => undefined); // it ends when it is stopped, which is no failure any more
  return { child, pid, line: JSON.parse(line) as Record<string, unknown>, readyMs };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const patience = setTimeout(() => child.kill('SIGKILL'), stopWithinMs);
  await ended;
  clearTimeout(patience);
}

/**
 * @param folder the data folder; a folder with people in it is served as it is
 * @param profileFolder where the process leaves a CPU profile when it ends; profiling costs CPU
 */
export async function startRollcall(folder: string, profileFolder?: string): Promise<BenchServer> {
  if (!existsSync(serveFile)) throw new Error(`${serveFile} is missing: run "npm run build" first.`);
  const ports = ['--scim-port', '0', '--console-port', '0'];
  const profiling = profileFolder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`];
  const args = ['--data', folder, ...ports, '--no-open', '--json'];
  const { child, pid, line, readyMs } = await start(serveFile, args, profiling);
  const [tenant] = line['tenants'] as readonly { id: string; tenantUrl: string }[];
  const consoleUrl = String(line['consoleUrl']);
  if (tenant === undefined) throw new Error('The server started without a tenant.');
  const { origin, hash } = new URL(consoleUrl);
  const access = { origin, session: hash.replace('#session=', '') };
  const { secret } = await callConsole(access, 'tokens.create', { tenantId: tenant.id, label: 'Benchmark' });
  return { pid, base: tenant.tenantUrl, token: secret, readyMs, consoleUrl, [Symbol.asyncDispose]: () => stop(child) };
}

export interface LimitServer extends BenchServer {
  readonly ids: readonly string[];
}

export async function startLimit(folder: string, users: number): Promise<LimitServer> {
  const { child, pid, line, readyMs } = await start(join(import.meta.dirname, 'limit-server.ts'), [
    folder,
    String(users),
  ]);
  const base = String(line['base']);
  const ids = (await (await fetch(`${base}/ids`)).json()) as readonly string[];
  return { pid, base, token: '', readyMs, consoleUrl: '', ids, [Symbol.asyncDispose]: () => stop(child) };
}

/** @param groups how many members each of its groups has from the beginning */
export async function startScimmy(
  folder: string,
  users: number,
  groups: readonly number[],
  tag: string,
): Promise<BenchServer> {
  const args = [folder, String(users), groups.join(','), tag];
  const { child, pid, line, readyMs } = await start(join(import.meta.dirname, 'scimmy-server.ts'), args);
  const [base, token] = [String(line['base']), String(line['token'])];
  return { pid, base, token, readyMs, consoleUrl: '', [Symbol.asyncDispose]: () => stop(child) };
}
