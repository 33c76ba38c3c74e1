// The console's listener against everything that can reach loopback: pages of other sites, rebound names, tunnels, other
// programs. One test for each measure.
import { request, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { consoleContract } from '#shared/console-api/index.ts';
import { openConsoleServer, type ConsoleServer } from '#main/hosts/headless/console-server.ts';
import { contentSecurityPolicy } from '#main/hosts/content-security-policy.ts';
import type { RendererFile } from '#main/hosts/renderer-files.ts';
import { startRollcall, type RollcallForTest } from '../rollcall.ts';

const session = 'a'.repeat(43);
const page: RendererFile = {
  type: 'text/html',
  immutable: false,
  read: async () => Buffer.from('<title>Rollcall</title>'),
};

let rollcall: RollcallForTest;
let server: ConsoleServer;
let port: number;
beforeAll(async () => {
  rollcall = await startRollcall();
  server = await openConsoleServer(rollcall.core, {
    host: '127.0.0.1',
    port: 0,
    session,
    files: new Map([['/', page]]),
  });
  port = Number(new URL(server.url).port);
});
afterAll(async () => {
  await server.close();
  await rollcall[Symbol.asyncDispose]();
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

/** By node:http, because fetch sets Host and Sec-Fetch-* itself. */
function ask(method: string, path: string, headers: Record<string, string> = {}, body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method, path, headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.once('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

const json = { 'content-type': 'application/json' };
const allowed = { ...json, 'x-rollcall-session': session };
const callSettings = (headers: Record<string, string>): Promise<Answer> =>
  ask('POST', '/api/settings.get', headers, '{}');

test('a call with the session answers its ConsoleResult', async () => {
  const { status, text } = await callSettings(allowed);
  expect(status).toBe(200);
  expect(JSON.parse(text)).toMatchObject({ ok: true, value: { host: 'headless' } });
});

test('what a method refuses is in the ConsoleResult, because the transport worked', async () => {
  const { status, text } = await ask('POST', '/api/tenants.drop', allowed, '{}');
  expect(status).toBe(200);
  expect(JSON.parse(text)).toMatchObject({ ok: false, error: { code: 'unknown-method' } });
});

describe('DNS rebinding: only its own two names are answered', () => {
  test.each(['evil.test', 'evil.test:80', '127.0.0.1', '127.0.0.1:1', '0.0.0.0'])('Host %j → 421', async (host) => {
    for (const path of ['/', '/api/events']) expect((await ask('GET', path, { ...allowed, host })).status).toBe(421);
  });
  test('Host localhost with the port is the console too', async () => {
    expect((await callSettings({ ...allowed, host: `localhost:${port}` })).status).toBe(200);
  });
});

describe('cross-site requests are refused before anything is read', () => {
  test.each(['null', 'https://evil.test', 'http://127.0.0.1:1', 'http://localhost'])(
    'Origin %s → 403',
    async (origin) => {
      expect((await callSettings({ ...allowed, origin })).status).toBe(403);
    },
  );
  test.each(['cross-site', 'same-site'])('Sec-Fetch-Site %s → 403', async (site) => {
    expect((await callSettings({ ...allowed, 'sec-fetch-site': site })).status).toBe(403);
    expect((await ask('GET', '/', { 'sec-fetch-site': site })).status).toBe(403);
  });
  test('its own page and a typed address are answered', async () => {
    const own = { ...allowed, origin: server.url, 'sec-fetch-site': 'same-origin' };
    expect((await callSettings(own)).status).toBe(200);
    expect((await ask('GET', '/', { 'sec-fetch-site': 'none' })).status).toBe(200);
  });
  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/html'])(
    'a body of type %s → 415: a form cannot call the API',
    async (type) => {
      expect((await callSettings({ ...allowed, 'content-type': type })).status).toBe(415);
    },
  );
  test('a preflight grants nothing', async () => {
    const { headers } = await ask('OPTIONS', '/api/settings.get', { 'access-control-request-method': 'POST' });
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});

describe('the session secret is needed for every call', () => {
  test.each([undefined, '', 'wrong', session.slice(1), `${session}a`])('session %j → 401', async (sent) => {
    const headers = sent === undefined ? json : { ...json, 'x-rollcall-session': sent };
    for (const name of Object.keys(consoleContract)) {
      expect((await ask('POST', `/api/${name}`, headers, '{}')).status).toBe(401);
    }
    expect((await ask('GET', '/api/events', headers)).status).toBe(401);
    expect((await ask('GET', '/api/anything', headers)).status).toBe(401);
  });
  test('neither a cookie nor the URL carries it', async () => {
    expect((await callSettings({ ...json, cookie: `x-rollcall-session=${session}` })).status).toBe(401);
    expect((await ask('POST', `/api/settings.get?session=${session}`, json, '{}')).status).toBe(401);
  });
});

test.each(['cf-ray', 'cf-connecting-ip', 'x-forwarded-for', 'x-forwarded-host', 'forwarded', 'via', 'x-real-ip'])(
  'a request that came through a proxy or tunnel (%s) → 403',
  async (name) => {
    expect((await callSettings({ ...allowed, [name]: '203.0.113.9' })).status).toBe(403);
    expect((await ask('GET', '/', { [name]: '203.0.113.9' })).status).toBe(403);
  },
);

test('no console route answers on the SCIM listener, which is what a tunnel exposes', async () => {
  const paths = ['/', '/index.html', '/api/events', ...Object.keys(consoleContract).map((name) => `/api/${name}`)];
  for (const path of paths) {
    for (const method of ['GET', 'POST']) {
      const init = method === 'POST' ? { method, body: '{}', headers: allowed } : { headers: allowed };
      const { status } = await fetch(rollcall.url + path, init);
      expect([401, 404], `${method} ${path}`).toContain(status);
    }
  }
});

test('every answer, refusals included, carries the policy headers', async () => {
  const answers = [
    await ask('GET', '/'),
    await ask('GET', '/nothing'),
    await callSettings(json),
    await callSettings(allowed),
  ];
  for (const { headers } of answers) {
    expect(headers).toMatchObject({
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
  }
});

test.each(['/../package.json', '/..%2fpackage.json', '/%2e%2e/package.json', '//etc/passwd', '/\0', '/assets/../../x'])(
  'the path %j names no file of the console',
  async (path) => {
    const { status } = await ask('GET', encodeURI(path)).catch(() => ({ status: 400 }));
    expect([400, 404]).toContain(status);
  },
);

test('a body of more than 1 MiB → 413, and broken JSON → 400', async () => {
  const large = JSON.stringify({ text: 'x'.repeat(1024 * 1024) });
  expect((await ask('POST', '/api/settings.get', allowed, large)).status).toBe(413);
  expect((await ask('POST', '/api/settings.get', allowed, '{')).status).toBe(400);
});

test('__proto__ in a body is refused and pollutes nothing', async () => {
  const { status } = await ask('POST', '/api/settings.get', allowed, '{"__proto__":{"polluted":true}}');
  expect(status).toBe(400);
  expect('polluted' in {}).toBe(false);
});
