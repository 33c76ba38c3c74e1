// resourceTypes.*: what a tenant serves beside User and Group.
import { describe, expect, test } from 'vitest';
import type { ConsoleEvent } from '#shared/console-api/index.ts';
import { enterpriseUserSchema, groupSchema, userSchema } from '#shared/scim/urn.ts';
import { createCore } from '#main/application/core.ts';
import type { HostFacts } from '#main/application/ports/host-facts.ts';
import { openStorage } from '#main/storage/sqlite/open.ts';
import { assetSchema, created, declareDevices, device, deviceSchema, deviceType, person } from '../http/device.ts';
import { startRollcall } from '../rollcall.ts';
import { call, hear, refusal } from './call.ts';

const user = (...schemas: readonly string[]) => ({
  name: 'User',
  schemaExtensions: schemas.map((schema) => ({ schema, required: false })),
});

describe('resourceTypes.list', () => {
  test('shows User and Group with how many there are', async () => {
    await using rollcall = await startRollcall();
    await rollcall.send('POST', '/Users', { body: person('ada') });
    const types = await call(rollcall.core, 'resourceTypes.list', { tenantId: rollcall.tenant.id });
    expect(types).toEqual([
      {
        origin: 'built-in',
        name: 'User',
        endpoint: '/Users',
        description: 'User Account',
        schema: userSchema,
        schemaExtensions: [{ schema: enterpriseUserSchema, required: false, origin: 'built-in' }],
        resources: 1,
      },
      {
        origin: 'built-in',
        name: 'Group',
        endpoint: '/Groups',
        description: 'Group',
        schema: groupSchema,
        schemaExtensions: [],
        resources: 0,
      },
    ]);
  });

  test('an unknown tenant is not found', async () => {
    await using rollcall = await startRollcall();
    expect(await refusal(rollcall.core, 'resourceTypes.list', { tenantId: 'nobody' })).toMatchObject({
      code: 'not-found',
    });
  });
});

describe('resourceTypes.save', () => {
  test('makes a type that answers at once, and tells every console', async () => {
    await using rollcall = await startRollcall();
    await declareDevices(rollcall);
    const tenantId = rollcall.tenant.id;
    const events: ConsoleEvent[] = [];
    hear(rollcall.core, events);
    const resourceType = { name: 'Printer', endpoint: 'Printers', schema: deviceSchema };
    expect((await rollcall.send('GET', '/Printers')).status).toBe(404);
    expect(await call(rollcall.core, 'resourceTypes.save', { tenantId, resourceType })).toMatchObject({
      origin: 'custom',
      name: 'Printer',
      endpoint: '/Printers',
      schemaExtensions: [],
      resources: 0,
    });
    expect(events).toEqual([{ name: 'schemas.changed', data: { tenantId } }]);
    expect((await rollcall.send('GET', '/Printers')).json).toMatchObject({ totalResults: 0 });
  });

  test('gives User an extension beside its own, and takes it away again', async () => {
    await using rollcall = await startRollcall();
    await declareDevices(rollcall);
    const tenantId = rollcall.tenant.id;
    const saved = await call(rollcall.core, 'resourceTypes.save', { tenantId, resourceType: user(assetSchema) });
    expect(saved.schemaExtensions).toEqual([
      { schema: enterpriseUserSchema, required: false, origin: 'built-in' },
      { schema: assetSchema, required: false, origin: 'custom' },
    ]);
    const back = await call(rollcall.core, 'resourceTypes.save', { tenantId, resourceType: user() });
    expect(back.schemaExtensions.map(({ schema }) => schema)).toEqual([enterpriseUserSchema]);
  });

  test('an endpoint may change: the resources are read at the new one', async () => {
    await using rollcall = await startRollcall();
    await declareDevices(rollcall);
    const id = await created(rollcall.send('POST', '/Devices', { body: device('1') }));
    await call(rollcall.core, 'resourceTypes.save', {
      tenantId: rollcall.tenant.id,
      resourceType: { ...deviceType, endpoint: '/Machines' },
    });
    expect((await rollcall.send('GET', `/Devices/${id}`)).status).toBe(404);
    const { json } = await rollcall.send('GET', `/Machines/${id}`);
    expect(json).toMatchObject({ id, meta: { location: `${rollcall.tenantUrl}/Machines/${id}` } });
  });

  test.each([
    ['a document that is none', { resourceType: [] }, 'invalid-input', 'resourceType'],
    ['a bad name', { resourceType: { ...deviceType, name: 'A B' } }, 'invalid-input', 'cannot name a resource type'],
    [
      'a reserved endpoint',
      { resourceType: { ...deviceType, name: 'X', endpoint: '/Bulk' } },
      'conflict',
      'SCIM protocol',
    ],
    [
      'an endpoint that is taken',
      { resourceType: { ...deviceType, name: 'X' } },
      'conflict',
      'taken by the resource type Device',
    ],
    ['a name in other case', { resourceType: { ...deviceType, name: 'DEVICE' } }, 'conflict', 'Device'],
    [
      'a schema that is missing',
      { resourceType: { ...deviceType, schema: 'urn:no:where' } },
      'conflict',
      'urn:no:where',
    ],
  ])('%s is refused', async (_, input, code, said) => {
    await using rollcall = await startRollcall();
    await declareDevices(rollcall);
    const refused = await refusal(rollcall.core, 'resourceTypes.save', { tenantId: rollcall.tenant.id, ...input });
    expect(refused.code).toBe(code);
    expect(refused.detail).toContain(said);
  });
});

describe('what stored resources stand against', () => {
  test('an extension with values cannot be taken away', async () => {
    await using rollcall = await startRollcall();
    await declareDevices(rollcall);
    const tenantId = rollcall.tenant.id;
    const body = person('ada', { [assetSchema]: { costCenter: 'CC' } });
    const id = await created(rollcall.send('POST', '/Users', { body }));
    const { code, detail } = await refusal(rollcall.core, 'resourceTypes.save', { tenantId, resourceType: user() });
    expect(code).toBe('conflict');
    expect(detail).toContain('1 User resource has values of the extension');
    expect(detail).toContain(id);
    const empty = {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
      Operations: [{ op: 'remove', path: assetSchema }],
    };
    expect((await rollcall.send('PATCH', `/Users/${id}`, { body: empty })).status).toBe(200);
    await call(rollcall.core, 'resourceTypes.save', { tenantId, resourceType: user() });
    expect((await rollcall.send('GET', '/ResourceTypes/User')).json['schemaExtensions']).toHaveLength(1);
  });

  test('an extension cannot become required while resources lack it', async () => {
    await using rollcall = await startRollcall();
    await declareDevices(rollcall);
    const id = await created(rollcall.send('POST', '/Devices', { body: device('1') }));
    const resourceType = { ...deviceType, schemaExtensions: [{ schema: assetSchema, required: true }] };
    const { code, detail } = await refusal(rollcall.core, 'resourceTypes.save', {
      tenantId: rollcall.tenant.id,
      resourceType,
    });
    expect(code).toBe('conflict');
    expect(detail).toContain(`${assetSchema} is required`);
    expect(detail).toContain(id);
  });

  test('a type with resources keeps its schema and cannot be removed', async () => {
    await using rollcall = await startRollcall();
    await declareDevices(rollcall);
    const tenantId = rollcall.tenant.id;
    const id = await created(rollcall.send('POST', '/Devices', { body: device('1') }));
    const other = { id: 'urn:example:Other', name: 'Other', attributes: [{ name: 'displayName' }] };
    await call(rollcall.core, 'schemas.save', { tenantId, schema: other });
    const moved = { tenantId, resourceType: { ...deviceType, schema: other.id } };
    expect((await refusal(rollcall.core, 'resourceTypes.save', moved)).detail).toContain(
      '1 Device resource is stored with',
    );
    const refused = await refusal(rollcall.core, 'resourceTypes.remove', { tenantId, name: 'Device' });
    expect(refused).toMatchObject({ code: 'conflict' });
    expect(refused.detail).toContain('1 Device resource');
    await rollcall.send('DELETE', `/Devices/${id}`);
    expect(await call(rollcall.core, 'resourceTypes.remove', { tenantId, name: 'Device' })).toEqual({ name: 'Device' });
    expect((await rollcall.send('GET', '/Devices')).status).toBe(404);
  });
});

describe('resourceTypes.remove', () => {
  test('User and Group stay', async () => {
    await using rollcall = await startRollcall();
    const { code, detail } = await refusal(rollcall.core, 'resourceTypes.remove', {
      tenantId: rollcall.tenant.id,
      name: 'user',
    });
    expect(code).toBe('conflict');
    expect(detail).toContain('User is built in');
  });

  test('one that is not there is not found', async () => {
    await using rollcall = await startRollcall();
    const input = { tenantId: rollcall.tenant.id, name: 'Nothing' };
    expect(await refusal(rollcall.core, 'resourceTypes.remove', input)).toMatchObject({ code: 'not-found' });
  });
});

test('what another process declares in the file counts here too, a second later', async () => {
  await using rollcall = await startRollcall();
  expect((await rollcall.send('GET', '/Devices')).status).toBe(404);
  const beside = openStorage({ file: rollcall.databaseFile });
  const ports = { ...rollcall.ports, ...beside };
  const host: HostFacts = {
    version: '0',
    host: 'cli',
    dataFolder: '',
    runtime: '',
    sqlite: '',
    databaseBytes: () => 0,
    scimUrl: () => null,
    consoleUrl: () => null,
  };
  const core = createCore(ports, host);
  await declareDevices({ ...rollcall, core });
  await call(core, 'tenants.set', { tenantId: rollcall.tenant.id, compatibility: 'strict' });
  core.close();
  beside.close();
  await expect.poll(async () => (await rollcall.send('GET', '/Devices')).status).toBe(200);
  expect((await rollcall.core.scim.findTenant('default'))?.tenant.compatibility).toBe('strict');
});
