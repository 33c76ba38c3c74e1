// The echo of the public listener: for a ticket of this process, with what its sender sent. For nobody else.
import { createHash } from 'node:crypto';
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createProbeKey } from '#main/adapters/tunnel/probe/probe-key.ts';
import { probeHeader, probeReplyHeader } from '#main/application/ports/tunnel-probe.ts';
import { limits } from '#shared/scim/limits.ts';
import { listResponseMessage } from '#shared/scim/urn.ts';
import { echoMember, ticketHeader, type DoctorEcho } from '#shared/tunnel/doctor-echo.ts';
import { startListening, type Listening } from './examined.ts';

let listening: Listening;
beforeEach(async () => {
  listening = await startListening();
});
afterEach(async () => {
  vi.useRealTimers();
  await listening[Symbol.asyncDispose]();
});

interface Answer {
  readonly status: number;
  readonly reply: string | undefined;
  readonly type: string | undefined;
  readonly echo: DoctorEcho | undefined;
  readonly json: Record<string, unknown>;
}

/** fetch would encode the path anew. */
async function ask(path: string, headers: Record<string, string>, method = 'GET', body = ''): Promise<Answer> {
  const length = body === '' ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  const { port } = listening;
  const outgoing = requestHttp({ host: '127.0.0.1', port, method, path, headers: { ...headers, ...length } });
  outgoing.end(body);
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
  const json = JSON.parse(await text(incoming)) as Record<string, unknown>;
  return {
    status: incoming.statusCode ?? 0,
    reply: incoming.headers[probeReplyHeader]?.toString(),
    type: incoming.headers['content-type'],
    echo: json[echoMember] as DoctorEcho | undefined,
    json,
  };
}

const base = '/default/scim/v2';
const sha256 = (value: string): string => createHash('sha256').update(value).digest('base64url');

test('a ticket is answered with what arrived, the secret as a digest, and nothing is recorded', async () => {
  const ticket = listening.key.ticket();
  const path = `${base}/Users?filter=userName%20eq%20"a+b"`;
  const body = '{"a":"é"}';
  const headers = { [ticketHeader]: ticket, authorization: `Bearer ${listening.rollcall.token}`, 'x-strange': 'yes' };
  const { status, reply, type, echo, json } = await ask(path, { ...headers, host: 'scim.example.com' }, 'PATCH', body);
  expect({ status, type }).toEqual({ status: 200, type: 'application/scim+json' });
  expect(reply).toBe(listening.key.reply(listening.key.nonceOf(ticket) ?? ''));
  expect(json).toMatchObject({ schemas: [listResponseMessage], totalResults: 0, Resources: [] });
  expect(echo).toEqual({
    method: 'PATCH',
    url: path,
    headerNames: ['authorization', 'x-strange', 'host', 'content-length', 'connection'],
    headers: { host: 'scim.example.com' },
    authorizationSha256: sha256(headers.authorization),
    body: { bytes: 10, sha256: sha256(body) },
    baseUrl: 'http://scim.example.com/default/scim/v2',
    sender: { header: 'x-forwarded-for', address: null, allowed: true },
  });
  expect(JSON.stringify(json)).not.toContain(listening.rollcall.token);
  expect(await listening.rollcall.logged()).toEqual([]);
});

test('any path is answered, because it is the way that is asked about; any body, too', async () => {
  const headers = { [ticketHeader]: listening.key.ticket(), 'content-type': 'application/x-www-form-urlencoded' };
  const { echo } = await ask('/default/oauth2/token', headers, 'POST', 'a=b');
  expect(echo).toMatchObject({ method: 'POST', url: '/default/oauth2/token', baseUrl: null, body: { bytes: 3 } });
});

test('it changes nothing: a DELETE with a ticket is an echo', async () => {
  const created = await listening.rollcall.send('POST', '/Users', {
    body: { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: 'ann@example.com' },
  });
  const id = created.json['id'] as string;
  const path = `${base}/Users/${id}`;
  const { rollcall, key } = listening;
  const headers = { [ticketHeader]: key.ticket(), authorization: `Bearer ${rollcall.token}` };
  expect((await ask(path, headers, 'DELETE')).status).toBe(200);
  expect((await rollcall.send('GET', `/Users/${id}`)).status).toBe(200);
});

test.each<[string, () => string]>([
  ['of another Rollcall', () => createProbeKey().ticket()],
  ['with another end', () => listening.key.ticket().replace(/^\d/, '2')],
  ['with another nonce', () => listening.key.ticket().replace(/\.[A-Za-z0-9_-]{22}\./, `.${'A'.repeat(22)}.`)],
  [
    'signed by asking for a probe',
    () => `${Date.now() + 60_000}.${'A'.repeat(22)}.${listening.key.reply('A'.repeat(22))}`,
  ],
  ['without a signature', () => `${Date.now() + 60_000}.${'A'.repeat(22)}.`],
  ['that is a text', () => 'please'],
])('a ticket %s is a request like all others: 401 and no echo', async (_what, make) => {
  const answer = await ask(`${base}/Users`, { [ticketHeader]: make() });
  expect(answer).toMatchObject({ status: 401, reply: undefined, echo: undefined });
});

test('a probe never signs what could be a ticket', async () => {
  const nonce = `doctor ${Date.now() + 60_000} ${'A'.repeat(22)}`;
  expect((await ask(`${base}/Users`, { [probeHeader]: nonce })).reply).toBeUndefined();
});

test('a ticket is good for a minute', () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const { key } = listening;
  const ticket = key.ticket();
  vi.advanceTimersByTime(59_000);
  expect(key.nonceOf(ticket)).toMatch(/^[A-Za-z0-9_-]{22}$/);
  vi.advanceTimersByTime(1_000);
  expect(key.nonceOf(ticket)).toBeUndefined();
});

test('a body above the limit of a request is not read on', async () => {
  const headers = { [ticketHeader]: listening.key.ticket() };
  expect((await ask(`${base}/Users`, headers, 'PATCH', 'a'.repeat(limits.bodyBytes))).status).toBe(200);
  const tooLarge = await ask(`${base}/Users`, headers, 'PATCH', 'a'.repeat(limits.bodyBytes * 2));
  expect(tooLarge).toMatchObject({ status: 413, echo: undefined });
});

test('a ticket that was overheard buys 200 echoes in a second and no more', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const headers = { [ticketHeader]: listening.key.ticket() };
  const statuses = async (count: number): Promise<readonly number[]> => {
    const answers = await Promise.all(Array.from({ length: count }, () => ask(`${base}/Users`, headers)));
    return answers.map(({ status }) => status);
  };
  const all = await statuses(300);
  expect(all.filter((status) => status === 200)).toHaveLength(200);
  expect(all.filter((status) => ![200, 401, 429].includes(status))).toEqual([]);
  vi.advanceTimersByTime(1_000);
  expect(await statuses(1)).toEqual([200]);
});

test('a listener without a key has no echo', async () => {
  const { url } = listening.rollcall;
  const answer = await fetch(`${url}${base}/Users`, { headers: { [ticketHeader]: listening.key.ticket() } });
  expect(answer.status).toBe(401);
  expect(await answer.json()).not.toHaveProperty(echoMember);
});
