// The list of networks that requests from outside must come from: enforced on every path of the listener while a tunnel is on,
// whatever headers are sent, and closed where nobody says who calls.
import { request as requestHttp, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createNetworks } from '#main/adapters/networks/networks.ts';
import type { Core } from '#main/application/core.ts';
import { probeHeader, probeReplyHeader } from '#main/application/ports/tunnel-probe.ts';
import { barrierTo } from '#main/application/tunnel/barrier.ts';
import { clientHeaders } from '#main/application/tunnel/client-header.ts';
import { createSenderOf } from '#main/http/client-address.ts';
import { tunnelProviderIds, type TunnelFinding } from '#shared/console-api/tunnel.ts';
import { call, refusal } from '../console/call.ts';
import { examine, startFront, type Misbehaviour } from './examined.ts';
import { startPublic, type PublicRollcall } from './public.ts';
import { without } from './ways/way.ts';

const allowedNetworks = ['198.51.100.0/24', '2001:db8::/32'];
let served: PublicRollcall;
beforeAll(async () => {
  served = await startPublic();
  const { url } = served.listener;
  await call(served.core, 'tunnel.configure', { config: { provider: 'own-url', url }, allowedNetworks });
  await call(served.core, 'tunnel.start', {});
  await served.until('up');
});
afterAll(() => served[Symbol.asyncDispose]());

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A header that is sent twice stays so, which fetch would not do. */
async function ask(
  headers: OutgoingHttpHeaders,
  path = '/default/scim/v2/Users?count=0',
  method = 'GET',
): Promise<Answer> {
  const outgoing = requestHttp({ host: '127.0.0.1', port: served.listener.port, method, path, headers }).end();
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
  return { status: incoming.statusCode ?? 0, headers: incoming.headers, body: await text(incoming) };
}

const valid = (): OutgoingHttpHeaders => ({ authorization: `Bearer ${served.rollcall.token}` });

test.for<[string, OutgoingHttpHeaders, number]>([
  ['an address of a network on the list', { 'x-forwarded-for': '198.51.100.9' }, 200],
  ['the same in its IPv6 spelling', { 'x-forwarded-for': '::ffff:198.51.100.9' }, 200],
  ['an IPv6 address of a network on the list', { 'x-forwarded-for': '2001:db8::9' }, 200],
  ['the last of several addresses, which the proxy added', { 'x-forwarded-for': '203.0.113.7, 198.51.100.9' }, 200],
  ['another address', { 'x-forwarded-for': '203.0.113.7' }, 401],
  [
    'an address of the list that the caller put before its own',
    { 'x-forwarded-for': '198.51.100.9, 203.0.113.7' },
    401,
  ],
  ['the same in two headers', { 'x-forwarded-for': ['198.51.100.9', '203.0.113.7'] }, 401],
  ['an address of the list and then nothing', { 'x-forwarded-for': '198.51.100.9,' }, 401],
  ['an address of the list and then a word', { 'x-forwarded-for': '198.51.100.9, unknown' }, 401],
  ['a port behind the address', { 'x-forwarded-for': '198.51.100.9:443' }, 401],
  ['a network in the place of an address', { 'x-forwarded-for': '198.51.100.0/24' }, 401],
  ['an octal spelling', { 'x-forwarded-for': '0306.063.0144.011' }, 401],
  ['the loopback address', { 'x-forwarded-for': '127.0.0.1' }, 401],
  ['an empty header', { 'x-forwarded-for': '' }, 401],
  ['no header', {}, 401],
  ['the header of another provider', { 'cf-connecting-ip': '198.51.100.9' }, 401],
  [
    'the header of another provider beside its own address',
    { 'cf-connecting-ip': '198.51.100.9', 'x-forwarded-for': '203.0.113.7' },
    401,
  ],
  [
    'every header that names a client elsewhere',
    {
      forwarded: 'for=198.51.100.9',
      'x-real-ip': '198.51.100.9',
      'x-client-ip': '198.51.100.9',
      'true-client-ip': '198.51.100.9',
      'x-forwarded': '198.51.100.9',
      x_forwarded_for: '198.51.100.9',
    },
    401,
  ],
])('%s: %s', async ([, headers, status]) => {
  expect((await ask({ ...valid(), ...headers })).status).toBe(status);
});

test('the caller is told what every wrong token is told, and the log what was expected and what to do', async () => {
  const wrong = await ask({ authorization: 'Bearer nobody', 'x-forwarded-for': '198.51.100.9' });
  const barred = await ask({ ...valid(), 'x-forwarded-for': '203.0.113.7' });
  expect(barred).toMatchObject({ status: 401, body: wrong.body });
  expect(barred.headers['www-authenticate']).toBe(wrong.headers['www-authenticate']);
  const { clientAddress, authentication } = await served.rollcall.lastLogged();
  expect({ clientAddress, authentication }).toEqual({
    clientAddress: '203.0.113.7',
    authentication: [
      {
        check: 'tunnelNetwork',
        passed: false,
        expected: 'from 198.51.100.0/24, 2001:db8::/32',
        received: '203.0.113.7',
        action: expect.stringContaining('add this address to the allowed networks on the Tunnel page') as string,
      },
    ],
  });
});

test('where nothing says who calls, the log says which header the proxy must send', async () => {
  await ask(valid());
  expect((await served.rollcall.lastLogged()).authentication).toMatchObject([
    {
      check: 'tunnelNetwork',
      received: 'a request whose X-Forwarded-For header names no address',
      action: expect.stringContaining('proxy_set_header X-Forwarded-For $remote_addr') as string,
    },
  ]);
});

test('every path of the listener is behind it, the token endpoint and its metadata too', async () => {
  const paths = [
    ['GET', '/default/scim/v2/ServiceProviderConfig'],
    ['POST', '/default/scim/v2/Bulk'],
    ['GET', '/default/scim/v2/nothing'],
    ['POST', '/default/oauth2/token'],
    ['GET', '/.well-known/oauth-authorization-server/default/oauth2'],
    ['GET', '/default/oauth2/.well-known/oauth-authorization-server'],
  ] as const;
  const answers = await Promise.all(
    paths.map(async ([method, path]) => {
      const { status } = await ask({ ...valid(), 'x-forwarded-for': '203.0.113.7' }, path, method);
      return { path, status };
    }),
  );
  expect(answers).toEqual(paths.map(([, path]) => ({ path, status: 401 })));
});

test('the probe of this process passes, so that the tunnel stays up', async () => {
  const answer = await ask({ [probeHeader]: 'A'.repeat(22) });
  expect(answer).toMatchObject({ status: 204 });
  expect(answer.headers[probeReplyHeader]).toBeDefined();
});

const clientAddressFound = async (bad: Misbehaviour): Promise<TunnelFinding | undefined> => {
  const { key, listener } = served;
  await using front = await startFront(listener.port, bad);
  return (await examine({ key, url: listener.url }, { url: front.url })).get('client-address');
};

test('the doctor looks all the same, and says that the list keeps this computer out', async () => {
  expect(await clientAddressFound({})).toMatchObject({
    result: 'warn',
    title: 'The allowed networks keep this computer out',
    measured: '127.0.0.1',
    whatToChange: expect.stringContaining('do not tell whether those of Entra do') as string,
  });
});

test('the doctor says that nobody gets in where the proxy does not say who calls', async () => {
  const silent: Misbehaviour = {
    passOn: (passed) => ({ ...passed, headers: without(passed.headers, 'x-forwarded-for') }),
  };
  expect(await clientAddressFound(silent)).toMatchObject({
    result: 'fail',
    title: 'X-Forwarded-For does not arrive',
    whatEntraSays: expect.stringContaining('InvalidCredentials (HTTP 401)') as string,
    whatToChange: expect.stringContaining('every request from outside is refused') as string,
  });
});

test('it is changed while the tunnel runs, and the next request knows', async () => {
  const from = { ...valid(), 'x-forwarded-for': '203.0.113.7' };
  await call(served.core, 'tunnel.configure', { allowedNetworks: ['203.0.113.7'] });
  expect((await ask(from)).status).toBe(200);
  await call(served.core, 'tunnel.configure', { allowedNetworks: [] });
  expect((await ask(valid())).status).toBe(200);
  await call(served.core, 'tunnel.configure', { allowedNetworks });
});

test('what is no network is refused with what is wrong with it, and the list stays', async () => {
  const wrong = { allowedNetworks: ['198.51.100.9/24'] };
  expect(await refusal(served.core, 'tunnel.configure', wrong)).toMatchObject({
    code: 'invalid-input',
    detail: expect.stringContaining('Write 198.51.100.0/24') as string,
  });
  const { status } = await call(served.core, 'tunnel.get', {});
  expect(status.allowedNetworks).toEqual(allowedNetworks);
});

test('once the tunnel is stopped this machine gets in, and what the proxy at an own URL still passes on is held to the list', async () => {
  await call(served.core, 'tunnel.stop', {});
  expect((await ask(valid())).status).toBe(200);
  expect((await ask({ ...valid(), 'x-forwarded-for': '198.51.100.9' })).status).toBe(200);
  expect((await ask({ ...valid(), 'x-forwarded-for': '203.0.113.7' })).status).toBe(401);
  expect(await served.rollcall.lastLogged()).toMatchObject({
    clientAddress: '203.0.113.7',
    authentication: [{ check: 'tunnelNetwork', received: '203.0.113.7' }],
  });
});

test('another provider that is stopped carries nothing: the list keeps nobody out', async () => {
  await call(served.core, 'tunnel.configure', { config: { provider: 'cloudflare-quick' } });
  expect((await ask({ ...valid(), 'x-forwarded-for': '203.0.113.7' })).status).toBe(200);
});

/** As a tunnel's program on this machine delivers it. */
const delivered = (headers: Record<string, string>): IncomingMessage =>
  ({ headers, socket: { remoteAddress: '127.0.0.1' } }) as unknown as IncomingMessage;

describe('who says who calls is the provider', () => {
  const networks = createNetworks();
  test.for(tunnelProviderIds)('%s', (provider) => {
    const header = clientHeaders[provider];
    const senderOf = createSenderOf({ tunnel: { clientHeader: () => header } as Core['tunnel'] });
    const isKeptOut = (headers: Record<string, string>): boolean =>
      barrierTo(senderOf(delivered(headers)), { allowed: allowedNetworks, networks, header }) !== undefined;
    expect(isKeptOut({ [header.name]: '198.51.100.9' })).toBe(false);
    expect(isKeptOut({ [header.name]: '203.0.113.7' })).toBe(true);
    expect(isKeptOut({ [header.name]: 'unknown' })).toBe(true);
    // The edges of Cloudflare and ngrok always add theirs: what has none did not come through them.
    expect(isKeptOut({})).toBe(provider === 'ssh' || provider === 'own-url');
  });
});
