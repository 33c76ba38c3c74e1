// The end-to-end probe against a real SCIM listener, and against everything that may answer in its place.
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createProbeKey } from '#main/adapters/tunnel/probe/probe-key.ts';
import { explainFault } from '#main/adapters/tunnel/probe/explain-failure.ts';
import { createTunnelProbe } from '#main/adapters/tunnel/probe/tunnel-probe.ts';
import { probeHeader, probeReplyHeader, type ProbeOutcome } from '#main/application/ports/tunnel-probe.ts';
import { createScimServer } from '#main/http/server.ts';
import { freePort } from '../free-port.ts';
import { startRollcall, type RollcallForTest } from '../rollcall.ts';
import { startFront } from './examined.ts';

const key = createProbeKey();
const nonce = 'AAAAAAAAAAAAAAAAAAAAAA';

async function selfSigned(): Promise<{ key: string; cert: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-tls-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const { status, stderr } = spawnSync('openssl', [...made, '-keyout', keyFile, '-out', certFile, ...subject]);
  if (status !== 0) throw new Error(`openssl made no certificate: ${stderr.toString()}`);
  return { key: await readFile(keyFile, 'utf8'), cert: await readFile(certFile, 'utf8') };
}

/** A second listener of the same core, which knows the key of the probe. */
async function listen({ core }: RollcallForTest): Promise<string> {
  const server = await createScimServer(core, { host: '127.0.0.1', port: 0, probeKey: key });
  onTestFinished(() => server.close());
  return server.url;
}

async function impostor(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** What answers does so in time on a busy machine, too. */
const ask = (url: string, timeLimitMs = 30_000): Promise<ProbeOutcome> =>
  createTunnelProbe({ key, slug: () => Promise.resolve('default'), timeLimitMs }).probe(
    url,
    new AbortController().signal,
  );

test('a listener of this Rollcall passes, without a token and without an entry in the log', async () => {
  await using rollcall = await startRollcall();
  const outcome = await ask(await listen(rollcall));
  expect(outcome).toMatchObject({ ok: true, status: 204 });
  expect(outcome.ms).toBeGreaterThanOrEqual(0);
  expect(await rollcall.logged()).toEqual([]);
});

test.each([
  ['no nonce', {}],
  ['a nonce of another length', { [probeHeader]: 'AAAA' }],
  ['a nonce of other characters', { [probeHeader]: `${nonce.slice(1)}=` }],
  ['a text to be signed', { [probeHeader]: 'Bearer scim_0123456789abcdefghijklmnop' }],
])('%s is a request like all others: 401 and no reply', async (_what, headers) => {
  await using rollcall = await startRollcall();
  const response = await fetch(`${await listen(rollcall)}/default/scim/v2/ServiceProviderConfig`, { headers });
  expect(response.status).toBe(401);
  expect(response.headers.get(probeReplyHeader)).toBeNull();
});

test('the reply tells nothing of what is served: it is the same for a tenant that does not exist', async () => {
  await using rollcall = await startRollcall();
  const origin = await listen(rollcall);
  const headers = { [probeHeader]: nonce };
  const answers = await Promise.all(
    ['default', 'no-such-tenant'].map(async (slug) => {
      const response = await fetch(`${origin}/${slug}/scim/v2/ServiceProviderConfig`, { headers });
      return { status: response.status, reply: response.headers.get(probeReplyHeader), body: await response.text() };
    }),
  );
  expect(answers[0]).toEqual({ status: 204, reply: key.reply(nonce), body: '' });
  expect(answers[1]).toEqual(answers[0]);
});

test.each([
  ['a path beside SCIM', 'GET', '/'],
  ['a path of the console', 'GET', '/api/tunnel.get'],
  ['a write', 'POST', '/default/scim/v2/Users'],
])('%s gets no reply to a nonce', async (_what, method, path) => {
  await using rollcall = await startRollcall();
  const response = await fetch((await listen(rollcall)) + path, { method, headers: { [probeHeader]: nonce } });
  expect(response.headers.get(probeReplyHeader)).toBeNull();
  expect([401, 404]).toContain(response.status);
});

test('a listener that was given no key answers no probe', async () => {
  await using rollcall = await startRollcall();
  expect(await ask(rollcall.url)).toMatchObject({ ok: false, status: 401, error: { code: 'PROBE_FAILED' } });
});

test('each answer has a nonce of its own: one that was recorded does not pass', async () => {
  const seen: string[] = [];
  const url = await impostor((request, response) => {
    seen.push(String(request.headers[probeHeader]));
    response.setHeader(probeReplyHeader, key.reply(seen[0] ?? ''));
    response.end();
  });
  expect(await ask(url)).toMatchObject({ ok: true });
  expect(await ask(url)).toMatchObject({ ok: false, error: { code: 'PROBE_FAILED' } });
  expect(new Set(seen).size).toBe(2);
});

const impostors: readonly (readonly [what: string, answer: RequestListener, status: number, says: RegExp])[] = [
  [
    'another Rollcall',
    (_request, response) => response.setHeader(probeReplyHeader, createProbeKey().reply(nonce)).end(),
    200,
    /Another Rollcall answers/,
  ],
  [
    'a redirect to a sign-in page',
    (_request, response) => response.writeHead(302, { location: 'https://login.hotel.example/' }).end(),
    302,
    /302 and sends elsewhere: https:\/\/login\.hotel\.example\//,
  ],
  [
    'a captive portal',
    (_request, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html><title>Hotel\n WiFi</title></html>'),
    200,
    /web page, "Hotel WiFi"/,
  ],
  [
    'a gateway without a target',
    (_request, response) => response.writeHead(502).end(),
    502,
    /no tunnel of this Rollcall/,
  ],
  [
    "Cloudflare's page of a connector that is away",
    (_request, response) => response.writeHead(530, { 'content-type': 'text/html' }).end('<html>error 1033</html>'),
    530,
    /no tunnel of this Rollcall/,
  ],
  [
    "ngrok's page of an endpoint that is offline",
    (_request, response) => response.writeHead(404, { 'ngrok-error-code': 'ERR_NGROK_3200' }).end(),
    404,
    /no tunnel of this Rollcall/,
  ],
  [
    'a server of another kind',
    (_request, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'),
    200,
    /another server answers, or a proxy removes headers/,
  ],
  [
    'a body that never ends',
    (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).write('<html>'.repeat(2_000));
    },
    200,
    /web page/,
  ],
];
test.each(impostors)('%s fails, and is called by its name', async (_what, answer, status, says) => {
  const outcome = await ask(await impostor(answer));
  expect(outcome).toMatchObject({ ok: false, status, error: { code: 'PROBE_FAILED', retryable: true } });
  expect(outcome.ok ? '' : outcome.error.message).toMatch(says);
});

test('a proxy that changes the path on the way to Rollcall is told as such', async () => {
  await using rollcall = await startRollcall();
  await using front = await startFront(Number(new URL(await listen(rollcall)).port), {
    passOn: (passed) => ({ ...passed, path: passed.path.replace('/default', '') }),
  });
  const outcome = await ask(front.url);
  expect(outcome).toMatchObject({ ok: false, status: 404, error: { code: 'PROBE_FAILED' } });
  expect(outcome.ok ? '' : outcome.error.message).toMatch(/the path it was asked for is none of a tenant/);
});

test('a server that takes the connection and says nothing runs into the time limit', async () => {
  const url = await impostor(() => undefined);
  const outcome = await ask(url, 100);
  expect(outcome).toMatchObject({ ok: false, status: null });
  expect(outcome.ok ? '' : outcome.error.message).toMatch(/did not answer within 0\.1 seconds/);
});

test('a port that nobody listens on is told as refused', async () => {
  const outcome = await ask(`http://127.0.0.1:${await freePort()}`);
  expect(outcome).toMatchObject({ ok: false, status: null, error: { code: 'PROBE_FAILED' } });
  expect(outcome.ok ? '' : outcome.error.message).toMatch(/refuses the connection/);
});

test('a port without TLS is told as such', async () => {
  const plain = await impostor((_request, response) => response.end());
  const outcome = await ask(plain.replace('http:', 'https:'));
  expect(outcome.ok ? '' : outcome.error.message).toMatch(/does not speak TLS/);
});

test('a certificate that nobody vouches for is told as such', async () => {
  const { key: privateKey, cert } = await selfSigned();
  const server = createTlsServer({ key: privateKey, cert }, (_request, response) => response.end()).listen(
    0,
    '127.0.0.1',
  );
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const outcome = await ask(`https://127.0.0.1:${(server.address() as AddressInfo).port}`);
  expect(outcome).toMatchObject({ ok: false, status: null, error: { code: 'PROBE_FAILED' } });
  expect(outcome.ok ? '' : outcome.error.message).toMatch(/certificate of 127\.0\.0\.1 is not trusted/);
});

test.each([
  ['ENOTFOUND', 'PROBE_FAILED', /scim\.example\.com is not known to the DNS/],
  ['EAI_AGAIN', 'OFFLINE', /reaches no internet \(EAI_AGAIN\)/],
  ['ENETUNREACH', 'OFFLINE', /reaches no internet/],
  ['ECONNRESET', 'PROBE_FAILED', /broke off the connection/],
  ['ETIMEDOUT', 'PROBE_FAILED', /did not answer within 10 seconds/],
  ['CERT_HAS_EXPIRED', 'PROBE_FAILED', /certificate of scim\.example\.com is not trusted/],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'PROBE_FAILED', /certificate of scim\.example\.com is not trusted/],
  ['ESOMETHING', 'PROBE_FAILED', /cannot be reached: it failed/],
])('no answer because of %s is %s', (code, expected, says) => {
  const fault = Object.assign(new Error('it failed'), { code });
  const error = explainFault(fault, new URL('https://scim.example.com/'), 10_000);
  expect(error).toMatchObject({ code: expected, retryable: true });
  expect(error.message).toMatch(says);
});

test('a probe that was dropped reports nothing', async () => {
  const abort = new AbortController();
  const probe = createTunnelProbe({ key, slug: () => Promise.resolve('default') });
  const probing = probe.probe(await impostor(() => undefined), abort.signal);
  abort.abort();
  await expect(probing).rejects.toMatchObject({ name: 'AbortError' });
});

test("only the public listener's own address is handed to a tunnel", async () => {
  await using rollcall = await startRollcall();
  await using servers = new AsyncDisposableStack();
  const [loopback, everywhere] = await Promise.all(
    ['127.0.0.1', '::1'].map((host) => createScimServer(rollcall.core, { host, port: 0 })),
  );
  for (const server of [loopback, everywhere]) servers.defer(() => server?.close());
  expect(loopback?.tunnelTarget).toEqual({ host: '127.0.0.1', port: loopback?.port });
  expect(everywhere?.tunnelTarget).toBeNull();
});
