// The end of a tenant: exported, then removed for good.
import { expect, onTestFinished, test } from 'vitest';
import type { ConsoleEvent } from '#shared/console-api/index.ts';
import { startRollcall } from '../rollcall.ts';
import { call, refusal } from './call.ts';

test('tenants.remove takes the tenant with everything, frees its slug and tells every console', async () => {
  await using rollcall = await startRollcall();
  const { id: tenantId, slug } = rollcall.tenant;
  await rollcall.send('POST', '/Users', { body: { userName: 'ada' } });
  await rollcall.addTenant('other');
  const events: ConsoleEvent[] = [];
  rollcall.core.subscribe((event) => events.push(event));
  expect(await call(rollcall.core, 'tenants.remove', { tenantId, slug })).toEqual({ tenantId });
  expect(events).toContainEqual({ name: 'tenants.removed', data: { tenantId } });
  expect((await call(rollcall.core, 'tenants.list', {})).map((tenant) => tenant.slug)).toEqual(['other']);
  expect((await rollcall.send('GET', '/Users')).status).toBe(404);
  expect((await refusal(rollcall.core, 'users.list', { tenantId })).code).toBe('not-found');
  const again = await call(rollcall.core, 'tenants.create', { name: 'Again', slug });
  expect((await call(rollcall.core, 'users.list', { tenantId: again.id })).of).toBe(0);
  // The token of the removed tenant opens nothing of the one that has its slug now.
  expect((await rollcall.send('GET', '/Users')).status).toBe(401);
});

test.each(['', 'Default', 'default ', 'other'])(
  'tenants.remove wants the slug repeated, and takes no %j',
  async (slug) => {
    await using rollcall = await startRollcall();
    await rollcall.addTenant('other');
    const { code, detail } = await refusal(rollcall.core, 'tenants.remove', { tenantId: rollcall.tenant.id, slug });
    expect(code).toBe('invalid-input');
    expect(detail).toContain('"default"');
    expect(await call(rollcall.core, 'tenants.list', {})).toHaveLength(2);
  },
);

test('tenants.remove refuses the last tenant', async () => {
  await using rollcall = await startRollcall();
  const { id: tenantId, slug } = rollcall.tenant;
  const { code, detail } = await refusal(rollcall.core, 'tenants.remove', { tenantId, slug });
  expect(code).toBe('conflict');
  expect(detail).toContain('only tenant');
  expect((await rollcall.send('GET', '/Users')).status).toBe(200);
});

test('tenants.remove says when no tenant has the id', async () => {
  await using rollcall = await startRollcall();
  expect((await refusal(rollcall.core, 'tenants.remove', { tenantId: 'nobody', slug: 'x' })).code).toBe('not-found');
});

test('requests that were under way when the tenant was removed are no fault, neither in events nor in the log', async () => {
  await using rollcall = await startRollcall();
  await rollcall.addTenant('other');
  const { id: tenantId, slug } = rollcall.tenant;
  const warnings: unknown[] = [];
  const onWarning = (warning: Error): void => void warnings.push(warning.message);
  process.on('warning', onWarning);
  onTestFinished(() => void process.off('warning', onWarning));
  // Without a listener no event is made.
  rollcall.core.subscribe(() => {});
  const requests = Array.from({ length: 20 }, (_, index) =>
    rollcall.send(
      index % 2 === 0 ? 'POST' : 'GET',
      '/Users',
      index % 2 === 0 ? { body: { userName: `p${index}` } } : {},
    ),
  );
  await Promise.race(requests);
  await call(rollcall.core, 'tenants.remove', { tenantId, slug });
  const statuses = new Set((await Promise.all(requests)).map(({ status }) => status));
  expect([...statuses].filter((status) => ![200, 201, 404].includes(status))).toEqual([]);
  // An overview is made up to a second after a request.
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  expect(rollcall.faults).toEqual([]);
  expect(warnings).toEqual([]);
});
