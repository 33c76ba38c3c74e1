// What the Tunnel page says of requests from outside that were refused for their credentials.
import { expect, test } from 'vitest';
import { createRefusals } from '#main/application/tunnel/refusals.ts';
import type { TunnelRefusals } from '#shared/console-api/tunnel.ts';
import { call } from '../console/call.ts';
import { createFakeTime } from './fake-timers.ts';
import { startPublic, type PublicRollcall } from './public.ts';

async function goPublic(served: PublicRollcall): Promise<string> {
  await call(served.core, 'tunnel.configure', { config: { provider: 'own-url', url: served.listener.url } });
  await call(served.core, 'tunnel.start', {});
  const { url } = await served.until('up');
  return `${url}/default`;
}

const of = ({ core, rollcall }: PublicRollcall): Promise<TunnelRefusals> =>
  call(core, 'tunnel.refusals', { tenantId: rollcall.tenant.id });

test('each request without valid credentials is counted by who sent it, a flood that the log leaves out as well', async () => {
  await using served = await startPublic();
  const url = await goPublic(served);
  const refuse = async (address: string): Promise<number> => {
    const headers = { authorization: 'Bearer nobody', 'x-forwarded-for': address };
    return (await fetch(`${url}/scim/v2/Users`, { headers })).status;
  };
  const flood = await Promise.all(Array.from({ length: 65 }, () => refuse('203.0.113.7')));
  expect(flood.filter((status) => status === 429)).toHaveLength(5);
  await refuse('198.51.100.9');
  expect(await of(served)).toMatchObject({
    fiveMinutes: 66,
    hour: 66,
    callers: [
      { address: '203.0.113.7', named: true, count: 65 },
      { address: '198.51.100.9', named: true, count: 1 },
    ],
  });
  expect(await served.rollcall.logged()).toHaveLength(62);
});

test('a wrong OAuth client counts, and what is refused for another reason does not', async () => {
  await using served = await startPublic();
  const url = await goPublic(served);
  const headers = { 'x-forwarded-for': '203.0.113.7' };
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: 'x', client_secret: 'y' });
  expect((await fetch(`${url}/oauth2/token`, { method: 'POST', headers, body })).status).toBe(401);
  const authorization = `Bearer ${served.rollcall.token}`;
  expect((await fetch(`${url}/scim/v2/Users/none`, { headers: { ...headers, authorization } })).status).toBe(404);
  expect((await fetch(`${url}/oauth2/token`, { headers })).status).toBe(405);
  expect(await of(served)).toMatchObject({ hour: 1, callers: [{ address: '203.0.113.7', count: 1 }] });
});

test('whose address nobody tells is counted under that of what passed it on', async () => {
  await using served = await startPublic();
  const url = await goPublic(served);
  await fetch(`${url}/scim/v2/Users`);
  expect(await of(served)).toMatchObject({ hour: 1, callers: [{ address: '127.0.0.1', named: false }] });
});

test('without a tunnel nothing comes from outside', async () => {
  await using served = await startPublic();
  await fetch(`${served.listener.url}/default/scim/v2/Users`, { headers: { 'x-forwarded-for': '203.0.113.7' } });
  expect(await of(served)).toEqual({ fiveMinutes: 0, hour: 0, callers: [] });
});

test('consoles are told at once, and once a second while it goes on', async () => {
  const time = createFakeTime();
  const told: TunnelRefusals[] = [];
  const refusals = createRefusals({ ...time, changed: (_tenantId, now) => void told.push(now) });
  const fail = (address: string): void => refusals.add('acme', { address, from: 'outside' });
  fail('203.0.113.7');
  fail('203.0.113.7');
  fail('203.0.113.8');
  expect(told.map(({ hour }) => hour)).toEqual([1]);
  await time.pass(1_000);
  expect(told.map(({ hour }) => hour)).toEqual([1, 3]);
  await time.pass(5_000);
  expect(told).toHaveLength(2);
});

test('what is older than five minutes, and than an hour, leaves the counts', async () => {
  const time = createFakeTime();
  const refusals = createRefusals({ ...time, changed: () => {} });
  refusals.add('acme', { address: '203.0.113.7', from: 'outside' });
  expect(refusals.of('acme')).toMatchObject({ fiveMinutes: 1, hour: 1 });
  await time.pass(5 * 60_000);
  expect(refusals.of('acme')).toMatchObject({ fiveMinutes: 0, hour: 1 });
  await time.pass(55 * 60_000);
  expect(refusals.of('acme')).toEqual({ fiveMinutes: 0, hour: 0, callers: [] });
  expect(refusals.of('other')).toEqual({ fiveMinutes: 0, hour: 0, callers: [] });
});

test('a flood from ever new addresses is counted whole, and remembered bounded', () => {
  const time = createFakeTime();
  const refusals = createRefusals({ ...time, changed: () => {} });
  for (let n = 0; n < 5_000; n++) refusals.add('acme', { address: `2001:db8::${n.toString(16)}`, from: 'outside' });
  expect(refusals.of('acme').hour).toBe(5_000);
  expect(refusals.of('acme').callers).toHaveLength(10);
});
