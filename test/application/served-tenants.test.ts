import { expect, test } from 'vitest';
import { createServedTenants } from '#main/application/definitions/served-tenants.ts';
import { builtInResourceTypes } from '#main/protocol/schema/resource-type-set.ts';
import { call } from '../console/call.ts';
import { declareDevices, deviceType } from '../http/device.ts';
import { startRollcall } from '../rollcall.ts';

test('a tenant that declares nothing shares the built-in types', async () => {
  await using rollcall = await startRollcall();
  expect((await rollcall.core.scim.findTenant('default'))?.types).toBe(builtInResourceTypes);
  expect(await rollcall.core.scim.findTenant('nobody')).toBeUndefined();
});

test('types are built once for as long as nothing declares otherwise, so that what is kept by type is found again', async () => {
  await using rollcall = await startRollcall();
  const { core } = rollcall;
  await declareDevices(rollcall);
  const first = await core.scim.findTenant('default');
  expect(await core.scim.findTenant('default')).toBe(first);
  await call(core, 'tenants.set', { tenantId: rollcall.tenant.id, compatibility: 'strict' });
  const strict = await core.scim.findTenant('default');
  expect(strict?.tenant.compatibility).toBe('strict');
  expect(strict?.types).toBe(first?.types);
  const resourceType = { ...deviceType, description: 'Otherwise' };
  await call(core, 'resourceTypes.save', { tenantId: rollcall.tenant.id, resourceType });
  const changed = await core.scim.findTenant('default');
  expect(changed?.types.find('Device')).toMatchObject({ description: 'Otherwise' });
});

test('the storage is asked again after a second', async () => {
  await using rollcall = await startRollcall();
  let now = 0;
  let readings = 0;
  const { tenants, schemas, profiles } = rollcall.ports;
  const counted = {
    ...tenants,
    findBySlug: (slug: string) => {
      readings += 1;
      return tenants.findBySlug(slug);
    },
  };
  const served = createServedTenants({
    tenants: counted,
    schemas,
    profiles,
    clock: { monotonic: () => now },
    reportFault: (fault) => expect(fault).toBeUndefined(),
  });
  for (now of [0, 400, 999]) await served.find('default');
  expect(readings).toBe(1);
  now = 1_000;
  await served.find('default');
  expect(readings).toBe(2);
});
