// `rollcall tunnel …` against the running server of a data folder.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { projectRoot } from '#main/hosts/build.ts';
import { configFrom } from '#main/hosts/headless/cli/tunnel-config.ts';
import type { TunnelStatus } from '#shared/console-api/tunnel.ts';
import { call } from '../console/call.ts';
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

  const doctor = await cli(folder, ['doctor']);
  expect(doctor.code).toBe(1);
  expect(doctor.stdout).toContain(`FAIL  ${finding.title} (${finding.measured})`);

  const stopped = await cli(folder, ['stop']);
  expect(stopped).toMatchObject({ code: 0, stdout: 'The tunnel is stopped.\n' });
  expect(stopped.stderr).toContain('The proxy at your own URL may still lead here');
  expect((await rollcall.until('stopped')).url).toBeNull();
});

test('a start while it runs changes who may come in, and refuses what only a start can set', async () => {
  await using rollcall = await startPublic();
  const { core, folder, listener } = rollcall;
  await call(core, 'tunnel.configure', { config: { provider: 'own-url', url: listener.url } });
  await call(core, 'tunnel.start', {});
  await rollcall.until('up');
  await cli(folder, ['start', '--allow-network', '203.0.113.0/24', '--allow-network', '2001:db8::/32']);
  expect((await cli(folder, ['status'])).stderr).toContain('must come from 203.0.113.0/24, 2001:db8::/32');
  const emptied = JSON.parse((await cli(folder, ['start', '--no-allow-network', '--json'])).stdout) as TunnelStatus;
  expect(emptied.allowedNetworks).toEqual([]);
  const tooLate = await cli(folder, ['start', '--auto-stop', '30']);
  expect(tooLate).toMatchObject({ code: 1, stdout: '' });
  expect(tooLate.stderr).toContain('The tunnel is up, and when it stops by itself is set as it starts.');
});

test('doctor examines for real, prints what is wrong first, and exits with 1 for it', async () => {
  await using rollcall = await startPublic('real');
  const { folder, listener } = rollcall;
  const { code, stdout } = await cli(folder, ['doctor', '--url', listener.url]);
  const [summary = '', first, entra, change, ...others] = stdout.trimEnd().split('\n');
  expect(summary.startsWith(`${listener.url}: 1 of 20 checks failed, `)).toBe(true);
  expect(first).toBe('FAIL  The URL is plain http');
  expect(entra).toMatch(/^ {6}Entra: .*https only/);
  expect(change).toMatch(/^ {6}Change: /);
  expect(others[0]).toMatch(/^WARN {2}X-Forwarded-For does not arrive/);
  const pace = others.find((line) => line.includes('25 requests/s for 10 s'));
  // A busy machine is slow at this pace, which is a warning; nothing is lost.
  expect(pace).toMatch(/^(?:OK|WARN) .*: 250 of 250 came through/);
  const warned = others.slice(2).filter((line) => line.startsWith('WARN') || line.startsWith('FAIL'));
  expect(warned.filter((line) => line !== pace)).toEqual([]);
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

test('what a stranger answers at the URL does not steer the terminal', async () => {
  await using rollcall = await startPublic();
  const stranger = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<title>a\u001B[2Jb\u009Bc</title>');
  }).listen(0, '127.0.0.1');
  await once(stranger, 'listening');
  onTestFinished(() => void stranger.close());
  const url = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`;
  await call(rollcall.core, 'tunnel.configure', { config: { provider: 'own-url', url } });
  await call(rollcall.core, 'tunnel.start', {});
  await expect.poll(async () => (await call(rollcall.core, 'tunnel.get', {})).status.lastError).not.toBeNull();
  const { stdout, stderr } = await cli(rollcall.folder, ['status']);
  expect(stderr).toContain('web page, "a�[2Jb�c"');
  expect(['\u001B', '\u009B'].filter((control) => (stdout + stderr).includes(control))).toEqual([]);
});

test.for([
  ['ssh-ed25519 SHA256:abc', 'ssh-ed25519'],
  ['256 SHA256:abc root@vps (ED25519)', 'ssh-ed25519'],
  ['384 SHA256:abc no comment (ECDSA)', 'ecdsa-sha2-nistp384'],
  ['3072 SHA256:abc (RSA) (RSA)', 'ssh-rsa'],
] as const)('the host key "%s" is one of type %s', ([hostKey, type]) => {
  const status = { provider: 'ssh' } as TunnelStatus;
  const named = { host: 'vps.example.com', user: 'tunnel', hostKey };
  const config = configFrom(named, { status, configs: [], startWithApp: false, doctorRequests: 0 });
  expect(config).toMatchObject({ provider: 'ssh', hostKey: { type, fingerprint: 'SHA256:abc' } });
});

test('a start of nothing says which providers there are', () => {
  const status = { provider: null } as TunnelStatus;
  const start = (): unknown => configFrom({}, { status, configs: [], startWithApp: false, doctorRequests: 0 });
  expect(start).toThrow('Name one with --provider: cloudflare-quick, cloudflare-named, ngrok, ssh, own-url.');
});

test('what a provider needs and was not named is said by name', async () => {
  await using rollcall = await startPublic();
  const started = await cli(rollcall.folder, ['start', '--provider', 'ssh', '--host', 'vps.example.com']);
  expect(started.code).toBe(1);
  expect(started.stderr).toContain('ssh needs --user: none was saved yet.');
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
