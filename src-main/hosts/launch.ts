// What `npm start`, `npm run serve`, `npm run rollcall` and `npm run demo` run: builds when needed, then runs the built
// entry in this same process, so that signals reach it. Run by Node's type stripping: Node built-ins only.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildWhenStale, projectRoot } from './build.ts';
import { findRuntime } from './electron-runtime.ts';
import { endWithNpm } from './end-with-npm.ts';

const entries = { serve: 'serve.js', rollcall: 'cli.js', demo: 'demo.js' } as const;
type Entry = keyof typeof entries;

async function run(entry: Entry, args: readonly string[]): Promise<void> {
  const file = join(projectRoot, 'out', 'main', entries[entry]);
  process.argv = [process.execPath, file, ...args];
  process.setSourceMapsEnabled(true);
  await import(pathToFileURL(file).href);
}

/** The desktop app lives in Electron's process; this one passes signals on and leaves with its exit code. */
function runDesktop(executable: string, args: readonly string[]): void {
  const desktop = spawn(executable, [projectRoot, ...args], { stdio: 'inherit' });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => desktop.kill(signal));
  desktop.once('error', (error) => {
    process.stderr.write(`rollcall: ${executable} could not be started: ${error.message}\n`);
    process.exit(1);
  });
  desktop.once('exit', (code) => process.exit(code ?? 1));
}

async function start(args: readonly string[]): Promise<void> {
  const rest = args.filter((arg) => arg !== '--headless');
  if (rest.length < args.length) return run('serve', rest);
  const runtime = await findRuntime();
  if ('executable' in runtime) return runDesktop(runtime.executable, rest);
  process.stderr.write(`No desktop window: ${runtime.missing}. Starting headless.\n`);
  return run('serve', rest);
}

async function main(): Promise<void> {
  const [command = '', ...args] = process.argv.slice(2);
  if (Number(process.versions.node.split('.', 1)[0]) < 24) {
    throw new Error(
      `Rollcall needs Node.js 24 and this is ${process.versions.node}. Use npm start, which brings its own.`,
    );
  }
  if (command !== 'start' && !Object.hasOwn(entries, command)) {
    throw new Error(`"${command}" is none of start, ${Object.keys(entries).join(', ')}.`);
  }
  endWithNpm();
  buildWhenStale();
  await (command === 'start' ? start(args) : run(command as Entry, args));
}

main().catch((error: unknown) => {
  process.stderr.write(`rollcall: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
