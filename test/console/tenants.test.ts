import { expect, test } from 'vitest';
import type { ConsoleEvent } from '#shared/console-api/index.ts';
import { startRollcall } from '../rollcall.ts';
import { call, refusal } from './call.ts';

test('tenants.list gives each tenant with the Tenant URL to paste into the identity provider', async () => {
  await using rollcall = await startRollcall();
  expect(await call(rollcall.core, 'tenants.list', {})).toEqual([
    { ...rollcall.tenant, tenantUrl: rollcall.tenantUrl },
  ]);
});

test('tenants.create makes a tenant that answers at its Tenant URL, and tells every console', async () => {
  await using rollcall = await startRollcall();
  const events: ConsoleEvent[] = [];
  rollcall.core.subscribe((event) => events.push(event));
  const created = await call(rollcall.core, 'tenants.create', { name: '  Contoso ', slug: 'contoso' });
  expect(created).toMatchObject({ name: 'Contoso', slug: 'contoso', profile: 'generic' });
  expect(events).toEqual([{ name: 'tenants.created', data: { tenant: created } }]);
  const answer = await fetch(`${created.tenantUrl}/Users`);
  expect(answer.status).toBe(401);
});

test('tenants.create refuses a slug that is taken', async () => {
  await using rollcall = await startRollcall();
  const { code, detail } = await refusal(rollcall.core, 'tenants.create', { name: 'Other', slug: 'default' });
  expect(code).toBe('conflict');
  expect(detail).toContain('"default"');
});

test.each(['Upper', '-dash', 'dash-', 'with space', 'a'.repeat(41), 'sl/ash', ''])(
  'tenants.create refuses the slug %j, which would not stand in a URL as it is',
  async (slug) => {
    await using rollcall = await startRollcall();
    const { code, detail } = await refusal(rollcall.core, 'tenants.create', { name: 'X', slug });
    expect(code).toBe('invalid-input');
    expect(detail).toContain('slug');
  },
);

test('tenants.set changes what is named, keeps the rest, counts at once and tells every console', async () => {
  await using rollcall = await startRollcall();
  const { id: tenantId } = rollcall.tenant;
  await rollcall.send('GET', '/Users');
  const events: ConsoleEvent[] = [];
  rollcall.core.subscribe((event) => events.push(event));
  const strict = await call(rollcall.core, 'tenants.set', { tenantId, compatibility: 'strict' });
  expect(strict).toEqual({ ...rollcall.tenant, compatibility: 'strict', tenantUrl: rollcall.tenantUrl });
  expect((await rollcall.core.scim.findTenant('default'))?.tenant.compatibility).toBe('strict');
  const named = await call(rollcall.core, 'tenants.set', { tenantId, name: '  Contoso ' });
  expect(named).toEqual({ ...strict, name: 'Contoso' });
  expect(await call(rollcall.core, 'tenants.list', {})).toEqual([named]);
  const told = events.filter(({ name }) => name === 'tenants.changed');
  expect(told).toEqual([strict, named].map((tenant) => ({ name: 'tenants.changed', data: { tenant } })));
});

test('tenants.set that changes nothing tells nobody', async () => {
  await using rollcall = await startRollcall();
  const events: ConsoleEvent[] = [];
  rollcall.core.subscribe((event) => events.push(event));
  const { id: tenantId, compatibility } = rollcall.tenant;
  expect(await call(rollcall.core, 'tenants.set', { tenantId, compatibility })).toMatchObject({ compatibility });
  expect(events).toEqual([]);
});

test.each([
  [{ name: '  ' }, 'invalid-input'],
  [{ compatibility: 'relaxed' }, 'invalid-input'],
  [{ tenantId: 'nobody' }, 'not-found'],
])('tenants.set refuses %j', async (input, code) => {
  await using rollcall = await startRollcall();
  expect(await refusal(rollcall.core, 'tenants.set', { tenantId: rollcall.tenant.id, ...input })).toMatchObject({
    code,
  });
});
