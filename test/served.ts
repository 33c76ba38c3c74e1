// The built headless server as a child process, as a user starts it, on free ports and a folder of its own.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buildWhenStale, projectRoot } from '#main/hosts/build.ts';
import type { Ready } from '#main/hosts/headless/ready.ts';
import type { ConsoleInput, ConsoleMethodName, ConsoleOutput, ConsoleResult } from '#shared/console-api/index.ts';
import { sessionHeader } from '#shared/console-api/http.ts';
import { makeDataFolder, removeDataFolder, searchDataFolder } from './data-folder.ts';
import { kindsIn } from './secrets-at-rest.ts';

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program that runs; its output is kept. */
export interface Running {
  readonly child: ChildProcess;
  readonly exit: Promise<Exit>;
}

export const entry = (name: 'serve' | 'cli'): string => join(projectRoot, 'out', 'main', `${name}.js`);

let built = false;

/** Builds when the sources are newer; once in a process, so that an edit during a run does not pull out/ from under it. */
export function buildOnce(): void {
  if (!built && process.env['ROLLCALL_BUILT'] === undefined) buildWhenStale();
  built = true;
}

/** Runs a built entry, building first when the sources are newer. */
export function run(name: 'serve' | 'cli', args: readonly string[], env: NodeJS.ProcessEnv = {}): Running {
  buildOnce();
  const child = spawn(process.execPath, ['--enable-source-maps', entry(name), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const exit = once(child, 'close').then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
    stdout,
    stderr,
  }));
  return { child, exit };
}

/** The promise is two seconds; this much longer, because a busy machine holds up the one that ends as well. */
const patienceMs = 10_000;

/** The exit of what was told to end; when it does not, it is killed, so that the test says what is wrong. */
export async function endsInTime({ child, exit }: Running): Promise<Exit> {
  const late = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  const ended = await exit;
  clearTimeout(late);
  if (ended.signal !== null) throw new Error(`It had not ended after ${patienceMs} ms: ${ended.stderr}`);
  return ended;
}

export interface Served extends AsyncDisposable, Running {
  readonly ready: Ready;
  /** The only line on stdout, as it was printed. */
  readonly line: string;
  readonly folder: string;
  readonly session: string;
  /** Origin of the console. */
  readonly consoleUrl: string;
  readonly tenantId: string;
  readonly tenantUrl: string;
  call<Name extends ConsoleMethodName>(name: Name, input: ConsoleInput<Name>): Promise<ConsoleOutput<Name>>;
  /** A new token of the default tenant. */
  createToken(): Promise<string>;
  stop(signal?: NodeJS.Signals): Promise<Exit>;
}

/** @param options.folder a folder to keep; without it a new one is made, and removed with the server */
export async function serve({
  folder,
  args = [],
  env = {},
}: { folder?: string; args?: readonly string[]; env?: NodeJS.ProcessEnv } = {}): Promise<Served> {
  const data = folder ?? (await makeDataFolder());
  const ports = ['--scim-port', '0', '--console-port', '0'];
  const running = run('serve', ['--data', data, '--json', ...ports, ...args], env);
  const { child, exit } = running;
  if (child.stdout === null) throw new Error('serve has no stdout');
  const [line] = (await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    exit.then(({ code, stderr }) => {
      throw new Error(`serve ended with code ${code} before it was ready: ${stderr}`);
    }),
  ])) as [string];
  const ready = JSON.parse(line) as Ready;
  const { origin, hash } = new URL(ready.consoleUrl);
  const session = hash.replace('#session=', '');
  const [tenant] = ready.tenants;
  if (tenant?.tenantUrl == null) throw new Error(`The ready line names no tenant: ${line}`);

  const call: Served['call'] = async (name, input) => {
    const response = await fetch(`${origin}/api/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [sessionHeader]: session },
      body: JSON.stringify(input),
    });
    const result = (await response.json()) as ConsoleResult<unknown>;
    if (!result.ok) throw new Error(`${name}: ${result.error.detail}`);
    return result.value as ConsoleOutput<typeof name>;
  };
  const stop: Served['stop'] = async (signal = 'SIGTERM') => {
    child.kill(signal);
    const ended = await exit;
    const printed = kindsIn(Buffer.from(ended.stdout + ended.stderr));
    if (printed.length > 0) throw new Error(`The server printed ${printed.join(' and ')}`);
    return ended;
  };
  return {
    ...running,
    ready,
    line,
    folder: data,
    session,
    consoleUrl: origin,
    tenantId: tenant.id,
    tenantUrl: tenant.tenantUrl,
    call,
    createToken: async () => (await call('tokens.create', { tenantId: tenant.id, label: 'test' })).secret,
    stop,
    async [Symbol.asyncDispose]() {
      await (folder === undefined ? removeDataFolder : searchDataFolder)(data, stop);
    },
  };
}
