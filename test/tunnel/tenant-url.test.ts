// The Tenant URL is what is pasted into the identity provider: the public one while a tunnel is up, else the listener's own.
import { expect, test } from 'vitest';
import { publicUrlAfter } from '#main/application/tunnel/public-url.ts';
import type { TunnelState } from '#shared/console-api/tunnel.ts';
import { call } from '../console/call.ts';
import { startPublic } from './public.ts';

const below = (origin: string): unknown => ({
  tenantUrl: `${origin}/default/scim/v2`,
  tokenEndpoint: `${origin}/default/oauth2/token`,
});

test('tenants and OAuth clients show the public URL while it is up, and each change is told', async () => {
  await using served = await startPublic();
  const { core, listener, rollcall } = served;
  const tenantId = rollcall.tenant.id;
  await call(core, 'oauthClients.create', { tenantId, label: 'Entra' });
  // The same listener by its other name, so that the public origin differs.
  const url = listener.url.replace('127.0.0.1', 'localhost');
  const shown = async (): Promise<unknown> => ({
    tenantUrl: (await call(core, 'tenants.list', {}))[0]?.tenantUrl,
    tokenEndpoint: (await call(core, 'oauthClients.list', { tenantId }))[0]?.tokenEndpoint,
  });
  expect(await shown()).toEqual(below(listener.url));

  await call(core, 'tunnel.configure', { config: { provider: 'own-url', url } });
  expect(await shown()).toEqual(below(listener.url));
  await call(core, 'tunnel.start', {});
  await served.until('up');
  expect(await shown()).toEqual(below(url));
  await call(core, 'tunnel.stop', {});
  expect(await shown()).toEqual(below(listener.url));

  const told = (): unknown[] =>
    served.events.flatMap((event) => (event.name === 'tenants.changed' ? [event.data.tenant.tenantUrl] : []));
  await expect.poll(told).toEqual([`${url}/default/scim/v2`, `${listener.url}/default/scim/v2`]);
  const endpoints = served.events.flatMap((event) =>
    event.name === 'oauthClients.changed' ? [event.data.client.tokenEndpoint] : [],
  );
  expect(endpoints.slice(-2)).toEqual([`${url}/default/oauth2/token`, `${listener.url}/default/oauth2/token`]);
});

const a = 'https://a.example.com';
const b = 'https://b.example.com';

test.each<[TunnelState, string | null, string | null, string | null]>([
  ['up', a, null, a],
  ['up', b, a, b],
  ['connecting', a, null, null],
  ['down', a, null, null],
  ['down', a, a, a],
  ['down', null, a, a],
  ['starting', null, a, a],
  ['connecting', a, a, a],
  ['connecting', b, a, null],
  ['stopping', a, a, null],
  ['stopped', null, a, null],
  ['failed', a, a, null],
])('%s at %s after %s is public at %s', (state, url, before, after) => {
  expect(publicUrlAfter(before, { state, url })).toBe(after);
});
