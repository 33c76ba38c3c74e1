// cloudflared as Rollcall runs it: a program on the PATH that speaks its real metrics and log, and its real failures.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFile, copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createCloudflare } from '#main/adapters/tunnel/cloudflare/cloudflare.ts';
import type { TunnelSession } from '#main/application/ports/tunnel.ts';
import { tunnelConfig, type TunnelConfigOf } from '#shared/console-api/tunnel-config.ts';
import { freePort } from '../free-port.ts';
import {
  box,
  invalidSecretLines,
  invalidTokenLines,
  offlineLines,
  quicBlockedLines,
  rateLimitedLines,
  serviceFaultLines,
  tcpBlockedLines,
  unknownTunnelLine,
} from './cloudflared-lines.ts';
import { hear, saidEnded, saidLinked, saidUrl, targetAt, type Heard } from './heard.ts';
import { makeStandIn, type Behaviour, type StandIn } from './standin-cloudflared.ts';

const quick: TunnelConfigOf<'cloudflare-quick'> = { provider: 'cloudflare-quick', approvedSha256: null };
const token = Buffer.from(JSON.stringify({ a: 'account', t: 'tunnel', s: 'c2VjcmV0' })).toString('base64');
const named: TunnelConfigOf<'cloudflare-named'> = {
  provider: 'cloudflare-named',
  url: 'https://scim.example.com',
  token,
  approvedSha256: null,
};
const target = targetAt(7_644);
const url = 'https://four-dashed-word-url.trycloudflare.com';
const hostname = new URL(url).hostname;

interface Run extends Heard {
  readonly session: TunnelSession;
  readonly standIn: StandIn;
}

async function standInFor(behaviour: Behaviour): Promise<StandIn> {
  const standIn = await makeStandIn(behaviour);
  onTestFinished(() => standIn[Symbol.asyncDispose]());
  return standIn;
}

async function run(behaviour: Behaviour, kind: 'quick' | 'named' = 'quick'): Promise<Run> {
  const standIn = await standInFor(behaviour);
  const cloudflare = createCloudflare({ folder: standIn.ownFolder, path: standIn.folder });
  const heard = hear();
  const { signal } = new AbortController();
  const session =
    kind === 'quick'
      ? await cloudflare.quick.start(target, quick, heard.listener, signal)
      : await cloudflare.named.start(target, named, heard.listener, signal);
  onTestFinished(() => session.stop());
  return { ...heard, session, standIn };
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test('the URL of a trial tunnel comes from /quicktunnel, and its link from /ready, later', async () => {
  const { said, until, log } = await run({ hostname, lines: box(url), readyAfterMs: 400 });
  await until(saidLinked(true));
  expect(said.filter((one) => !('log' in one))).toEqual([{ url }, { linked: true }]);
  expect(log()).toContain(`|  ${url}`);
});

test('a link that goes away is told, and the process keeps running', async () => {
  const { said, until, standIn } = await run({ hostname, readyAfterMs: 0, readyTimes: 1 });
  await until(saidLinked(false));
  expect(said.filter((one) => !('log' in one))).toEqual([{ url }, { linked: true }, { linked: false }]);
  const [start] = await standIn.starts();
  expect(isAlive(start?.pid ?? 0)).toBe(true);
});

test("a URL of Cloudflare's own is never taken for the tunnel's", async () => {
  const { until, said } = await run({ hostname: 'api.trycloudflare.com', lines: offlineLines, exitCode: 1 });
  await until(saidEnded);
  expect(said.filter(saidUrl)).toEqual([]);
});

test.each([
  { what: 'no internet', lines: offlineLines, code: 'OFFLINE', retryable: true },
  { what: 'too many trial tunnels', lines: rateLimitedLines, code: 'RATE_LIMITED', retryable: true },
  { what: 'a faulty answer of the service', lines: serviceFaultLines, code: 'SERVICE', retryable: true },
  { what: 'a token that is none', lines: invalidTokenLines, code: 'AUTH', retryable: false },
  { what: 'lines that say nothing', lines: ['panic: runtime error'], code: 'SERVICE', retryable: true },
])('cloudflared that ends because of $what ends the session with $code', async ({ lines, code, retryable }) => {
  const { until } = await run({ lines, exitCode: 1 });
  const { ended } = await until(saidEnded);
  expect(ended).toMatchObject({ code, retryable });
  expect(ended?.action).not.toBe('');
});

test.each([
  { what: 'a blocked UDP port', lines: quicBlockedLines, code: 'BLOCKED_PORT', retryable: true },
  { what: 'a blocked TCP port', lines: tcpBlockedLines, code: 'BLOCKED_PORT', retryable: true },
  { what: 'a wrong secret', lines: invalidSecretLines, code: 'AUTH', retryable: false },
  { what: 'a deleted tunnel', lines: Array(3).fill(unknownTunnelLine), code: 'AUTH', retryable: false },
])('cloudflared that goes on trying with $what is ended with $code', async ({ lines, code, retryable }) => {
  const { until, session, standIn } = await run({ lines }, 'named');
  const { ended } = await until(saidEnded);
  expect(ended).toMatchObject({ code, retryable });
  await session.stop();
  const [start] = await standIn.starts();
  expect(isAlive(start?.pid ?? 0)).toBe(false);
});

test('a tunnel that was just made may be unknown to Cloudflare once', async () => {
  const { until, said } = await run({ lines: [unknownTunnelLine], readyAfterMs: 300 }, 'named');
  await until(saidLinked(true));
  expect(said.filter(saidEnded)).toEqual([]);
});

test('after a blocked UDP port the next start goes over TCP, and after that the other way round', async () => {
  const standIn = await standInFor({ lines: quicBlockedLines });
  const { quick: provider } = createCloudflare({ folder: standIn.ownFolder, path: standIn.folder });
  for (const lines of [quicBlockedLines, tcpBlockedLines, quicBlockedLines]) {
    // oxlint-disable-next-line no-await-in-loop
    await standIn.behave({ lines });
    const heard = hear();
    // oxlint-disable-next-line no-await-in-loop
    const session = await provider.start(target, quick, heard.listener, new AbortController().signal);
    // oxlint-disable-next-line no-await-in-loop
    await heard.until(saidEnded);
    // oxlint-disable-next-line no-await-in-loop
    await session.stop();
  }
  const protocols = (await standIn.starts()).map(({ args }) => args[args.indexOf('--protocol') + 1]);
  expect(protocols.map((protocol) => (protocol === 'http2' ? protocol : 'auto'))).toEqual(['auto', 'http2', 'auto']);
});

test('the command line names only the public listener and the metrics port, both on loopback', async () => {
  const { standIn, until } = await run({ hostname, readyAfterMs: 0 });
  await until(saidLinked(true));
  const [start] = await standIn.starts();
  expect(start?.args).toEqual([
    'tunnel',
    '--no-autoupdate',
    '--output',
    'json',
    '--config',
    join(standIn.ownFolder, 'home', 'empty.yml'),
    '--metrics',
    expect.stringMatching(/^127\.0\.0\.1:\d+$/),
    '--url',
    'http://127.0.0.1:7644',
  ]);
  expect(start?.env['HOME']).toBe(join(standIn.ownFolder, 'home'));
  expect(await readFile(join(standIn.ownFolder, 'home', 'empty.yml'), 'utf8')).toBe('');
});

test.skipIf(process.platform !== 'linux')(
  'the token is in the environment of the process and nowhere else',
  async () => {
    const { standIn, until, log, said } = await run({ lines: [`token ${token} read`], readyAfterMs: 0 }, 'named');
    await until(saidLinked(true));
    const [start] = await standIn.starts();
    const commandLine = await readFile(`/proc/${start?.pid}/cmdline`, 'utf8');
    expect(commandLine).toContain('tunnel\0');
    expect(commandLine).not.toContain(token);
    expect(start?.env['TUNNEL_TOKEN']).toBe(token);
    expect(start?.args.at(-1)).toBe('run');
    expect(log()).toContain('token ••• read');
    expect(JSON.stringify(said)).not.toContain(token);
  },
);

test('stop ends the process and closes its port', async () => {
  const { session, standIn, until, said } = await run({ hostname, readyAfterMs: 0 });
  await until(saidLinked(true));
  const [start] = await standIn.starts();
  await session.stop();
  await session.stop();
  expect(isAlive(start?.pid ?? 0)).toBe(false);
  const metrics = start?.args[start.args.indexOf('--metrics') + 1];
  await expect(fetch(`http://${metrics}/ready`)).rejects.toThrow('fetch failed');
  expect(said.filter(saidEnded)).toEqual([{ ended: undefined }]);
});

test('a process that does not hear SIGTERM is killed', async () => {
  const { session, standIn, until } = await run({ hostname, readyAfterMs: 0, ignoresSigterm: true });
  await until(saidLinked(true));
  await session.stop();
  const [start] = await standIn.starts();
  expect(isAlive(start?.pid ?? 0)).toBe(false);
});

test('what a Rollcall that was killed left running is ended before the next one starts', async () => {
  const standIn = await standInFor({ hostname, readyAfterMs: 0 });
  const { quick: provider } = createCloudflare({ folder: standIn.ownFolder, path: standIn.folder });
  const first = hear();
  const left = await provider.start(target, quick, first.listener, new AbortController().signal);
  await first.until(saidLinked(true));
  const second = hear();
  const session = await provider.start(target, quick, second.listener, new AbortController().signal);
  await second.until(saidLinked(true));
  await first.until(saidEnded);
  const starts = await standIn.starts();
  expect(starts.map(({ pid }) => isAlive(pid))).toEqual([false, true]);
  await Promise.all([left.stop(), session.stop()]);
});

test('a process that took the id of a cloudflared long gone is left alone', async () => {
  const standIn = await standInFor({ hostname });
  const cloudflare = createCloudflare({ folder: standIn.ownFolder, path: standIn.folder });
  const bystander = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  onTestFinished(() => void bystander.kill());
  const home = join(standIn.ownFolder, 'home');
  await mkdir(home);
  await writeFile(join(home, 'running.json'), JSON.stringify({ pid: bystander.pid, metricsPort: await freePort() }));
  await cloudflare.endLeftover();
  expect(isAlive(bystander.pid ?? 0)).toBe(true);
  expect(await readdir(home)).toEqual([]);
});

test('an abort while it starts leaves no process behind', async () => {
  const standIn = await standInFor({ hostname });
  const { quick: provider } = createCloudflare({ folder: standIn.ownFolder, path: standIn.folder });
  const heard = hear();
  const abort = new AbortController();
  const starting = provider.start(target, quick, heard.listener, abort.signal);
  abort.abort();
  await expect(starting).rejects.toThrow('aborted');
  expect(await standIn.starts()).toEqual([]);
});

test('without cloudflared a start says that it is not installed, and how to install it', async () => {
  const standIn = await standInFor({});
  const { quick: provider, findProgram } = createCloudflare({ folder: standIn.ownFolder, path: standIn.ownFolder });
  expect(await findProgram()).toBeUndefined();
  const [problem] = await provider.preflight(quick);
  expect(problem).toMatchObject({ code: 'BIN_MISSING', retryable: false });
  expect(problem?.action).toContain('install');
});

test('a file that is no program of this machine is told as such', async () => {
  const standIn = await standInFor({});
  spawnSync('sh', ['-c', `printf '#!/no/such/interpreter\\n' > "${standIn.file}"`]);
  const { quick: provider } = createCloudflare({ folder: standIn.ownFolder, path: standIn.folder });
  const starting = provider.start(target, quick, hear().listener, new AbortController().signal);
  await expect(starting).rejects.toMatchObject({ error: { code: 'BIN_MISSING' } });
});

test('a relative folder on the PATH is not searched', async () => {
  const standIn = await standInFor({});
  const relative = `.${standIn.folder}`;
  const { findProgram } = createCloudflare({ folder: standIn.ownFolder, path: `:${relative}` });
  expect(await findProgram()).toBeUndefined();
});

test("a program in Rollcall's own folder starts only while it is the approved one, byte for byte", async () => {
  const standIn = await standInFor({ hostname, readyAfterMs: 0 });
  const own = join(standIn.ownFolder, 'cloudflared');
  await copyFile(standIn.file, own);
  await copyFile(join(standIn.folder, 'behaviour.json'), join(standIn.ownFolder, 'behaviour.json'));
  const { quick: provider, findProgram } = createCloudflare({ folder: standIn.ownFolder, path: standIn.folder });

  const sha256 = createHash('sha256')
    .update(await readFile(own))
    .digest('hex');
  expect(await findProgram()).toEqual({ path: own, sha256, from: 'own-folder' });
  expect(await provider.preflight(quick)).toMatchObject([{ code: 'BIN_UNTRUSTED', retryable: false }]);

  const approved = { ...quick, approvedSha256: sha256 };
  expect(await provider.preflight(approved)).toEqual([]);
  const heard = hear();
  const session = await provider.start(target, approved, heard.listener, new AbortController().signal);
  await heard.until(saidLinked(true));
  await session.stop();

  await appendFile(own, ' ');
  const again = provider.start(target, approved, hear().listener, new AbortController().signal);
  await expect(again).rejects.toMatchObject({ error: { code: 'BIN_UNTRUSTED' } });
  const starts = await readFile(join(standIn.ownFolder, 'starts'), 'utf8');
  expect(starts.trim().split('\n')).toHaveLength(1);
});

test('an approved digest binds the program on the PATH too', async () => {
  const standIn = await standInFor({});
  const { quick: provider } = createCloudflare({ folder: standIn.ownFolder, path: standIn.folder });
  const other = { ...quick, approvedSha256: '0'.repeat(64) };
  expect(await provider.preflight(other)).toMatchObject([{ code: 'BIN_UNTRUSTED' }]);
});

test.each([
  { what: 'no token', saved: undefined },
  { what: 'a word that is none', saved: 'hello' },
  { what: 'other JSON', saved: Buffer.from('{"a":1}').toString('base64') },
])('a named tunnel with $what is refused before anything starts', async ({ saved }) => {
  const standIn = await standInFor({});
  const { named: provider } = createCloudflare({ folder: standIn.ownFolder, path: standIn.folder });
  const { token: _token, ...rest } = named;
  const problems = await provider.preflight(saved === undefined ? rest : { ...rest, token: saved });
  expect(problems).toMatchObject([{ code: 'AUTH', retryable: false }]);
  expect(JSON.stringify(problems)).not.toContain(saved ?? '{}');
});

test('a pasted command is no token', () => {
  const parsed = tunnelConfig.safeParse({ ...named, token: `cloudflared service install ${token}` });
  expect(parsed.success).toBe(false);
});

const installed = spawnSync('cloudflared', ['--version'], { encoding: 'utf8' });
const missing = installed.error === undefined ? '' : ' (skipped: no cloudflared on the PATH of this machine)';
test.skipIf(missing !== '')(`the real cloudflared starts, tells a failure or a URL, and ends${missing}`, async () => {
  const standIn = await standInFor({});
  const { quick: provider } = createCloudflare({ folder: standIn.ownFolder });
  const heard = hear();
  const session = await provider.start(target, quick, heard.listener, new AbortController().signal);
  const first = await heard.until(
    (said): said is Extract<typeof said, { url: string } | { ended: unknown }> => saidUrl(said) || saidEnded(said),
  );
  const isAsDescribed =
    'url' in first
      ? /^https:\/\/[a-z0-9]+-[a-z0-9-]+\.trycloudflare\.com$/.test(first.url)
      : first.ended?.retryable === true;
  expect({ first, isAsDescribed }).toMatchObject({ isAsDescribed: true });
  await session.stop();
});
