// What a tunnel makes public is the SCIM listener, and nothing of the console is on it: every method, by every way a request
// can name it, is a 404 from outside. And who sent a request is believed of the running provider alone.
import { expect, test } from 'vitest';
import { sessionHeader, signInHeader } from '#shared/console-api/http.ts';
import { consoleContract } from '#shared/console-api/index.ts';
import { call } from '../console/call.ts';
import { startPublic, type PublicRollcall } from './public.ts';

const methods = Object.keys(consoleContract);
const pages = ['/', '/index.html', '/api', '/api/', '/api/events', '/events', '/assets/index.js', '/favicon.ico'];

async function goPublic(served: PublicRollcall): Promise<string> {
  await call(served.core, 'tunnel.configure', { config: { provider: 'own-url', url: served.listener.url } });
  await call(served.core, 'tunnel.start', {});
  const { url } = await served.until('up');
  if (url === null) throw new Error('It is up and has no URL');
  return url;
}

const asConsole = (served: PublicRollcall): Record<string, string> => ({
  [sessionHeader]: served.session,
  [signInHeader]: 'a'.repeat(64),
  'content-type': 'application/json',
});

test('every method of the console is a 404 through the public URL, with the session of the console too', async () => {
  await using served = await startPublic();
  const url = await goPublic(served);
  let asked = 0;
  for (const name of methods) {
    for (const path of [`/api/${name}`, `//api/${name}`, `/API/${name}`, `/api/${name}/`, `/default/api/${name}`]) {
      const answer = await fetch(url + path, { method: 'POST', headers: asConsole(served), body: '{}' });
      expect({ path, status: answer.status, text: await answer.text() }).toMatchObject({
        path,
        status: 404,
        text: expect.not.stringContaining('"ok"'),
      });
      asked += 1;
    }
  }
  expect(asked).toBe(methods.length * 5);
});

test('no page and no stream of events is there either', async () => {
  await using served = await startPublic();
  const url = await goPublic(served);
  for (const path of pages) {
    const answer = await fetch(url + path, { headers: asConsole(served) });
    expect({ path, status: answer.status }).toEqual({ path, status: 404 });
    expect(answer.headers.get('content-type')).toContain('application/scim+json');
  }
});

test('what a proxy or tunnel passed on is refused by the console’s own port', async () => {
  await using served = await startPublic();
  for (const name of [
    'cf-ray',
    'cf-connecting-ip',
    'x-forwarded-for',
    'x-forwarded-host',
    'forwarded',
    'via',
    'ngrok-trace-id',
  ]) {
    const answer = await fetch(`${served.consoleUrl}/api/settings.get`, {
      method: 'POST',
      headers: { ...asConsole(served), [name]: '203.0.113.7' },
      body: '{}',
    });
    expect({ name, status: answer.status }).toEqual({ name, status: 403 });
  }
});

const listed = (served: PublicRollcall, headers: Record<string, string>): Promise<Response> =>
  fetch(`${served.listener.url}/default/scim/v2/Users?count=0`, {
    headers: { authorization: `Bearer ${served.rollcall.token}`, ...headers },
  });

const loggedAddress = async (served: PublicRollcall): Promise<string> =>
  (await served.rollcall.lastLogged()).clientAddress;

test('without a tunnel a forged header names nobody: the log has the address of the socket', async () => {
  await using served = await startPublic();
  await listed(served, { 'x-forwarded-for': '203.0.113.7', 'cf-connecting-ip': '203.0.113.7' });
  expect(await loggedAddress(served)).toBe('127.0.0.1');
});

test('while a tunnel runs, its provider’s header is believed and no other’s; of a list the last address', async () => {
  await using served = await startPublic();
  await goPublic(served);
  await listed(served, { 'cf-connecting-ip': '203.0.113.7' });
  expect(await loggedAddress(served)).toBe('127.0.0.1');
  await listed(served, { 'x-forwarded-for': '203.0.113.7, 198.51.100.9' });
  expect(await loggedAddress(served)).toBe('198.51.100.9');
  await listed(served, { 'x-forwarded-for': 'nobody, or <script>' });
  expect(await loggedAddress(served)).toBe('127.0.0.1');
  await call(served.core, 'tunnel.stop', {});
  await listed(served, { 'x-forwarded-for': '198.51.100.9' });
  expect(await loggedAddress(served)).toBe('127.0.0.1');
});

test('the networks that a token is allowed from are those of the sender, not of the tunnel', async () => {
  await using served = await startPublic();
  await goPublic(served);
  const { rollcall } = served;
  const { secret } = await rollcall.addToken(rollcall.tenant.id, { networks: ['198.51.100.0/24'] });
  const from = async (address: string): Promise<number> => {
    const headers = { authorization: `Bearer ${secret}`, 'x-forwarded-for': address };
    return (await listed(served, headers)).status;
  };
  expect(await from('198.51.100.9')).toBe(200);
  expect(await from('203.0.113.7')).toBe(401);
});
