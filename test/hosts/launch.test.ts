// The commands of package.json, as npm runs them: Node's type stripping on the launcher, then the built program.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { projectRoot } from '#main/hosts/build.ts';
import { makeDataFolder, removeDataFolder } from '../data-folder.ts';

const launcher = join(projectRoot, 'src-main/hosts/launch.ts');

function launch(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [launcher, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  onTestFinished(() => void child.kill());
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return { child, said: () => stderr, exit: once(child, 'close') as Promise<[number | null]> };
}

async function folder(): Promise<string> {
  const made = await makeDataFolder();
  onTestFinished(() => removeDataFolder(made));
  return made;
}

const served = async (): Promise<readonly string[]> => [
  '--data',
  await folder(),
  '--json',
  '--scim-port',
  '0',
  '--console-port',
  '0',
];

test('start --headless serves in the same process, so that a signal ends it cleanly', async () => {
  const { child, exit, said } = launch(['start', '--headless', ...(await served())]);
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  expect(JSON.parse(line)).toMatchObject({ event: 'ready', pid: child.pid });
  expect(said()).not.toContain('No desktop');
  child.kill('SIGTERM');
  expect((await exit)[0]).toBe(0);
});

test('start without a display says in one line why there is no window, and serves', async () => {
  const noDisplay = { DISPLAY: '', WAYLAND_DISPLAY: '', ELECTRON_EXEC_PATH: undefined };
  const { child, said } = launch(['start', ...(await served())], noDisplay);
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  expect(JSON.parse(line)).toMatchObject({ event: 'ready' });
  expect(said().match(/No desktop window: .+\. Starting headless\.\n/g)).toHaveLength(1);
});

test('rollcall passes its words on, and its exit code', async () => {
  const { exit, said } = launch(['rollcall', 'tenent', '--data', await folder()]);
  expect((await exit)[0]).toBe(2);
  expect(said()).toContain('Did you mean tenant?');
});

test('a command it does not have is refused with those it has', async () => {
  const { exit, said } = launch(['fly']);
  expect((await exit)[0]).toBe(1);
  expect(said()).toContain('"fly" is none of start, serve, rollcall, demo');
});

test.skipIf(process.platform === 'win32')(
  'SIGTERM to npm, which reaches only its shell, ends the server cleanly all the same',
  async () => {
    const words = [process.execPath, launcher, 'serve', '--no-open', ...(await served())].map((word) => `'${word}'`);
    // The second command keeps the shell from becoming the server itself.
    const shell = spawn('sh', ['-c', `${words.join(' ')}; true`], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, npm_lifecycle_event: 'serve' },
    });
    onTestFinished(() => void shell.kill());
    const [line] = (await once(createInterface({ input: shell.stdout }), 'line')) as [string];
    const { pid, data } = JSON.parse(line) as { pid: number; data: string };
    const isAlive = (): boolean => {
      try {
        return process.kill(pid, 0);
      } catch {
        return false; // ESRCH: it has ended
      }
    };
    shell.kill('SIGTERM');
    await expect.poll(isAlive).toBe(false);
    expect(existsSync(join(data, 'server.json'))).toBe(false);
  },
);
