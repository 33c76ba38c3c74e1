// `rollcall tunnel …` against the running server of a data folder.
import { spawn } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { projectRoot } from '#main/hosts/build.ts';
import type { TunnelStatus } from '#shared/console-api/tunnel.ts';
import { makeDataFolder, removeDataFolder } from '../data-folder.ts';
import { finding, startPublic } from './public.ts';

interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function cli(folder: string, args: readonly string[], stdin = ''): Promise<Ran> {
  const entry = join(projectRoot, 'src-main/hosts/headless/cli.ts');
  const child = spawn(process.execPath, [entry, '--data', folder, 'tunnel', ...args]);
  child.stdin.end(stdin);
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), exited]);
  return { code, stdout, stderr };
}

test('start prints the URL once it is up; status, doctor and stop tell the rest', async () => {
  await using rollcall = await startPublic();
  const { folder, listener } = rollcall;
  const started = await cli(folder, ['start', '--provider', 'own-url', '--url', listener.url]);
  expect(started).toMatchObject({ code: 0, stdout: `${listener.url}\n` });

  const status = JSON.parse((await cli(folder, ['status', '--json'])).stdout) as TunnelStatus;
  expect(status).toMatchObject({ provider: 'own-url', state: 'up', url: listener.url, probe: { ok: true } });
  expect((await cli(folder, ['status'])).stdout).toMatch(/^PROVIDER +STATE/);

  await cli(folder, ['start', '--allow-network', '203.0.113.0/24', '--allow-network', '2001:db8::/32']);
  expect((await cli(folder, ['status'])).stderr).toContain('must come from 203.0.113.0/24, 2001:db8::/32');
  const emptied = JSON.parse((await cli(folder, ['start', '--no-allow-network', '--json'])).stdout) as TunnelStatus;
  expect(emptied.allowedNetworks).toEqual([]);

  const doctor = await cli(folder, ['doctor']);
  expect(doctor.code).toBe(1);
  expect(doctor.stdout).toContain(`FAIL  ${finding.title} (${finding.measured})`);

  expect(await cli(folder, ['stop'])).toMatchObject({ code: 0, stdout: 'The tunnel is stopped.\n' });
  expect((await rollcall.until('stopped')).url).toBeNull();
});

test('doctor examines for real, prints what is wrong first, and exits with 1 for it', async () => {
  await using rollcall = await startPublic('real');
  const { folder, listener } = rollcall;
  const { code, stdout } = await cli(folder, ['doctor', '--url', listener.url]);
  const [summary = '', first, entra, change, ...others] = stdout.trimEnd().split('\n');
  expect(summary.startsWith(`${listener.url}: 1 of 20 checks failed, 1 with a warning (`)).toBe(true);
  expect(first).toBe('FAIL  The URL is plain http');
  expect(entra).toMatch(/^ {6}Entra: .*https only/);
  expect(change).toMatch(/^ {6}Change: /);
  expect(others[0]).toMatch(/^WARN {2}X-Forwarded-For does not arrive/);
  expect(others.slice(2).filter((line) => !line.startsWith('OK    '))).toEqual([]);
  expect(others.at(-1)).toMatch(/25 requests\/s for 10 s: 250 of 250 came through/);
  expect(code).toBe(1);
});

test('a secret is read from a file or from stdin, never from the arguments', async () => {
  await using rollcall = await startPublic();
  const { folder } = rollcall;
  const authtoken = '2aBcDeFgHiJkLmNoPqRsTuVwXyZ_5secret';
  const started = await cli(
    folder,
    ['start', '--provider', 'ngrok', '--secret-file', '-', '--no-wait', '--json'],
    authtoken,
  );
  expect(started.code).toBe(0);
  expect(started.stdout + started.stderr).not.toContain(authtoken);
  expect(await rollcall.stored()).toEqual([{ provider: 'ngrok', authtoken, domain: null }]);
  await cli(folder, ['stop']);

  const file = join(folder, 'token');
  await writeFile(file, `${authtoken}2\n`, { mode: 0o600 });
  await cli(folder, ['start', '--secret-file', file, '--domain', 'a.ngrok-free.dev', '--no-wait']);
  expect(await rollcall.stored()).toEqual([
    { provider: 'ngrok', authtoken: `${authtoken}2`, domain: 'a.ngrok-free.dev' },
  ]);
  expect((await cli(folder, ['start', '--help'])).stdout).not.toMatch(/--(?:auth)?token/);
});

test('a start that cannot come up says why and exits with 1', async () => {
  await using rollcall = await startPublic();
  const started = await cli(rollcall.folder, ['start', '--provider', 'ngrok']);
  expect(started).toMatchObject({ code: 1, stdout: '' });
  expect(started.stderr).toContain('There is no authtoken of an ngrok account.');
});

test('what a provider needs and was not named is said by name', async () => {
  await using rollcall = await startPublic();
  const started = await cli(rollcall.folder, ['start', '--provider', 'ssh', '--host', 'vps.example.com']);
  expect(started.code).toBe(1);
  expect(started.stderr).toContain('config.user');
});

test('without a server it says so, and makes no data folder', async () => {
  const parent = await makeDataFolder();
  onTestFinished(() => removeDataFolder(parent));
  for (const args of [['status'], ['stop'], ['doctor'], ['start', '--provider', 'cloudflare-quick']]) {
    // oxlint-disable-next-line no-await-in-loop
    const { code, stderr } = await cli(join(parent, 'none'), args);
    expect(code).toBe(1);
    expect(stderr).toContain('No server runs on');
  }
  expect(await readdir(parent)).toEqual([]);
});
