// Builds out/ when it is missing or older than what it is made of, so that a fresh clone starts with one command.
// Run by Node's type stripping before anything is built: Node built-ins only.
import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where package.json is. */
export const projectRoot = resolve(import.meta.dirname, '../..');

const sources = ['src-main', 'src-renderer', 'src-shared', 'resources', 'electron.vite.config.ts', 'package.json'];
const outputs = [
  'main/index.js',
  'main/serve.js',
  'main/cli.js',
  'main/demo.js',
  'preload/index.cjs',
  'renderer/index.html',
];

/** Newest change below a path; a folder's own time is in it, because a deleted file shows nowhere else. */
function newest(path: string): number {
  const facts = statSync(path, { throwIfNoEntry: false });
  if (facts === undefined) return 0;
  if (!facts.isDirectory()) return facts.mtimeMs;
  return Math.max(
    facts.mtimeMs,
    ...readdirSync(path, { recursive: true, withFileTypes: true })
      .filter(({ name }) => !name.endsWith('.tsbuildinfo'))
      .map(({ parentPath, name }) => statSync(join(parentPath, name), { throwIfNoEntry: false })?.mtimeMs ?? Infinity),
  );
}

const isStale = (): boolean => {
  const built = outputs.map(
    (file) => statSync(join(projectRoot, 'out', file), { throwIfNoEntry: false })?.mtimeMs ?? 0,
  );
  const changed = sources.map((path) => newest(join(projectRoot, path)));
  return Math.min(...built) < Math.max(...changed);
};

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false; // gone, or its number belongs to another user's process by now
  }
};

/** Takes the file that says who builds; false while another living process has it. */
function claim(file: string): boolean {
  try {
    const handle = openSync(file, 'wx');
    writeSync(handle, String(process.pid));
    closeSync(handle);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const holder = Number(readFileSync(file, 'utf8'));
    if (holder !== 0 && !isAlive(holder)) rmSync(file, { force: true });
    return false;
  }
}

const pause = (milliseconds: number): void => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
};

function build(): void {
  process.stderr.write('Building Rollcall (the sources changed) …\n');
  const tool = join(projectRoot, 'node_modules/electron-vite/bin/electron-vite.js');
  // Everything the build says goes to stderr: stdout belongs to the command that was asked for.
  const { status } = spawnSync(process.execPath, [tool, 'build', '--logLevel', 'error'], {
    cwd: projectRoot,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) throw new Error('The build failed; its messages are above.');
}

/** Makes out/ current. Of several processes that start at once, one builds and the others wait for it. */
export function buildWhenStale(): void {
  const claimFile = join(projectRoot, 'out', '.building');
  while (isStale()) {
    mkdirSync(join(projectRoot, 'out'), { recursive: true });
    if (!claim(claimFile)) {
      pause(100);
      continue;
    }
    try {
      if (isStale()) build();
      return;
    } finally {
      rmSync(claimFile, { force: true });
    }
  }
}
