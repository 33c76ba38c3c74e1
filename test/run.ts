// `npm test`: every check of the project, in the order in which a mistake is cheapest to find, and one closing line.
import { spawn, spawnSync, type SpawnSyncOptions } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromiumPath } from './chromium.ts';
import { failureLines, secondTryLines } from './failure-line.ts';

const root = resolve(import.meta.dirname, '..');

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}
interface Stage {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  /** A runner prints `N passed, N failed, N skipped`; a plain check counts as one test. */
  readonly counts?: 'runner';
}

const stages: readonly Stage[] = [
  { name: 'types', program: bin('typescript', 'tsc'), args: ['-b'] },
  {
    name: 'lint',
    program: bin('oxlint', 'oxlint'),
    args: ['src-shared', 'src-main', 'src-renderer', 'test', 'electron.vite.config.ts'],
  },
  { name: 'format', program: bin('oxfmt', 'oxfmt'), args: ['--check'] },
  { name: 'build', program: bin('electron-vite', 'electron-vite'), args: ['build', '--logLevel', 'warn'] },
  {
    name: 'tests',
    program: bin('vitest', 'vitest'),
    args: ['run', '--config', 'test/vitest.config.ts'],
    counts: 'runner',
  },
  {
    name: 'e2e',
    program: bin('playwright', 'playwright'),
    args: ['test', '--config', 'test/playwright.config.ts'],
    counts: 'runner',
  },
];

/** The package's own script, so that it runs under this Node and not under whatever `node` the shell finds. */
function bin(packageName: string, name: string): string {
  const folder = join(root, 'node_modules', packageName);
  const { bin: declared } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    bin: string | Record<string, string>;
  };
  const script = typeof declared === 'string' ? declared : declared[name];
  if (script === undefined) throw new Error(`${packageName} has no program ${name}`);
  return join(folder, script);
}

function provideChromium(): void {
  if (existsSync(chromiumPath)) return;
  const how = `The tests drive a real Chromium and found none at ${chromiumPath}. Install one (Debian: apt-get install chromium) or set CHROMIUM_PATH.`;
  if (process.getuid?.() !== 0 || process.env['CHROMIUM_PATH'] !== undefined || !existsSync('/usr/bin/apt-get')) {
    console.error(how);
    process.exit(1);
  }
  console.log('No Chromium yet: installing Debian’s.');
  const quiet: SpawnSyncOptions = {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  spawnSync('apt-get', ['update', '-qq'], quiet);
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], quiet);
  if (existsSync(chromiumPath)) return;
  console.error(how);
  process.exit(1);
}

function run({ program, args }: Stage): Promise<Outcome> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, FORCE_COLOR: '0' },
  });
  let output = '';
  const relay = (chunk: Buffer): void => {
    output += chunk.toString();
    process.stdout.write(chunk);
  };
  child.stdout.on('data', relay);
  child.stderr.on('data', relay);
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => done({ code: code ?? 1, output }));
    // A process that a failed test left behind keeps the pipes open for as long as it lives.
    child.once('exit', () => {
      setTimeout(() => {
        child.stdout.destroy();
        child.stderr.destroy();
      }, lastWords).unref();
    });
  });
}

/** How long what a stage printed may take to arrive after its end, in milliseconds. */
const lastWords = 5_000;

interface Outcome {
  readonly code: number;
  readonly output: string;
}

/** What a failed stage ends with where its runner named nothing: a plain check, or a runner that could not start. */
const lastLines = (output: string): readonly string[] => output.trimEnd().split('\n').slice(-shownLines);
const shownLines = 20;

function countOf(stage: Stage, { code, output }: Outcome): Counts {
  const line =
    stage.counts === 'runner'
      ? [...output.matchAll(/^(\d+) passed, (\d+) failed, (\d+) skipped$/gm)].at(-1)
      : undefined;
  const counts = {
    passed: Number(line?.[1] ?? (code === 0 ? 1 : 0)),
    failed: Number(line?.[2] ?? 0),
    skipped: Number(line?.[3] ?? 0),
  };
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  return counts;
}

provideChromium();
const total: Counts = { passed: 0, failed: 0, skipped: 0 };
const summary: string[] = [];
const failures: string[] = [];
const secondTries: string[] = [];
for (const stage of stages) {
  console.log(`\n== ${stage.name}`);
  const started = performance.now();
  // One after the other: the stages share two cores, and a later one may use what an earlier one built.
  // oxlint-disable-next-line no-await-in-loop
  const outcome = await run(stage);
  const counts = countOf(stage, outcome);
  secondTries.push(...secondTryLines(outcome.output));
  if (counts.failed > 0) {
    const named = failureLines(outcome.output);
    failures.push(...(named.length > 0 ? named : lastLines(outcome.output)));
  }
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  summary.push(`${stage.name.padEnd(8)} ${counts.failed === 0 ? 'ok    ' : 'FAILED'} ${seconds.padStart(6)} s`);
}
console.log(`\n${summary.join('\n')}`);
// Once more at the end, where they are found without reading what six thousand tests printed.
const named = [...secondTries, ...failures];
if (named.length > 0) console.log(`\n${named.join('\n')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed === 0 ? 0 : 1;
