// schemas.*: a tenant's own schemas. Nothing that is stored is lost or bent by a change; what stands against it is named.
import { describe, expect, test } from 'vitest';
import type { ConsoleEvent } from '#shared/console-api/index.ts';
import { enterpriseUserSchema, groupSchema, userSchema } from '#shared/scim/urn.ts';
import {
  assetDefinition,
  assetSchema,
  created,
  declareDevices,
  device,
  deviceDefinition,
  deviceSchema,
  person,
} from '../http/device.ts';
import { startRollcall, type RollcallForTest } from '../rollcall.ts';
import { call, hear, refusal } from './call.ts';

const small = { id: 'urn:example:Small', name: 'Small', attributes: [{ name: 'label', type: 'string' }] };

/** The device schema with some attributes otherwise. */
const changed = (change: (attributes: readonly Record<string, unknown>[]) => readonly object[]) => ({
  ...deviceDefinition,
  attributes: change(deviceDefinition.attributes),
});
const without = (name: string) => changed((attributes) => attributes.filter((attribute) => attribute['name'] !== name));
const withPart = (name: string, part: object) =>
  changed((attributes) =>
    attributes.map((attribute) => (attribute['name'] === name ? { ...attribute, ...part } : attribute)),
  );

const add = (rollcall: RollcallForTest, body: object, path = '/Devices'): Promise<string> =>
  created(rollcall.send('POST', path, { body }));
const refusedSave = (rollcall: RollcallForTest, schema: object) =>
  refusal(rollcall.core, 'schemas.save', { tenantId: rollcall.tenant.id, schema });

describe('schemas.list', () => {
  test('shows the built-in schemas with who uses them', async () => {
    await using rollcall = await startRollcall();
    const served = await call(rollcall.core, 'schemas.list', { tenantId: rollcall.tenant.id });
    expect(served.map(({ origin, usedBy, schema: { id } }) => [id, origin, usedBy])).toEqual([
      [userSchema, 'built-in', [{ resourceType: 'User', as: 'core', required: true }]],
      [enterpriseUserSchema, 'built-in', [{ resourceType: 'User', as: 'extension', required: false }]],
      [groupSchema, 'built-in', [{ resourceType: 'Group', as: 'core', required: true }]],
    ]);
  });

  test('shows the tenant’s own ones too, used or not', async () => {
    await using rollcall = await startRollcall();
    await declareDevices(rollcall);
    const tenantId = rollcall.tenant.id;
    await call(rollcall.core, 'schemas.save', { tenantId, schema: small });
    const served = await call(rollcall.core, 'schemas.list', { tenantId });
    const custom = served.filter(({ origin }) => origin === 'custom');
    expect(Object.fromEntries(custom.map(({ usedBy, schema: { id } }) => [id, usedBy]))).toEqual({
      [deviceSchema]: [{ resourceType: 'Device', as: 'core', required: true }],
      [assetSchema]: [
        { resourceType: 'User', as: 'extension', required: false },
        { resourceType: 'Device', as: 'extension', required: false },
      ],
      [small.id]: [],
    });
  });

  test('an unknown tenant is not found', async () => {
    await using rollcall = await startRollcall();
    expect(await refusal(rollcall.core, 'schemas.list', { tenantId: 'nobody' })).toMatchObject({ code: 'not-found' });
  });
});

describe('schemas.save', () => {
  test('answers the schema with its defaults, stores it for good and tells every console', async () => {
    await using rollcall = await startRollcall();
    const events: ConsoleEvent[] = [];
    hear(rollcall.core, events);
    const tenantId = rollcall.tenant.id;
    const saved = await call(rollcall.core, 'schemas.save', { tenantId, schema: small });
    expect(saved).toMatchObject({ origin: 'custom', usedBy: [], schema: { id: small.id, description: '' } });
    expect(saved.schema.attributes[0]).toMatchObject({ mutability: 'readWrite', uniqueness: 'none' });
    expect(events).toEqual([{ name: 'schemas.changed', data: { tenantId } }]);
    expect(await call(rollcall.core, 'schemas.list', { tenantId })).toContainEqual(saved);
    expect((await rollcall.send('GET', `/Schemas/${small.id}`)).status).toBe(404);
  });

  test('replaces a schema that is there, and a request sees it at once', async () => {
    await using rollcall = await startRollcall();
    await declareDevices(rollcall);
    const id = await add(rollcall, device('A'));
    const schema = changed((attributes) => [...attributes, { name: 'colour', type: 'string' }]);
    await call(rollcall.core, 'schemas.save', { tenantId: rollcall.tenant.id, schema });
    const { json } = await rollcall.send('PUT', `/Devices/${id}`, { body: device('A', { colour: 'red' }) });
    expect(json['colour']).toBe('red');
  });

  test.each([
    ['a schema that is none', { schema: 'x' }, 'schema'],
    ['a bad document', { schema: { ...small, id: 'Small' } }, 'URN'],
    ['no schema', {}, 'schema'],
  ])('%s is invalid input', async (_, input, said) => {
    await using rollcall = await startRollcall();
    const { code, detail } = await refusal(rollcall.core, 'schemas.save', { tenantId: rollcall.tenant.id, ...input });
    expect(code).toBe('invalid-input');
    expect(detail).toContain(said);
  });

  test('an id that differs only in case is another spelling, not another schema', async () => {
    await using rollcall = await startRollcall();
    await call(rollcall.core, 'schemas.save', { tenantId: rollcall.tenant.id, schema: small });
    const { code, detail } = await refusedSave(rollcall, { ...small, id: 'urn:example:SMALL' });
    expect(code).toBe('conflict');
    expect(detail).toContain(small.id);
  });

  test('a built-in schema cannot be replaced', async () => {
    await using rollcall = await startRollcall();
    expect(await refusedSave(rollcall, { ...small, id: userSchema })).toMatchObject({ code: 'conflict' });
  });
});

describe('a change that stored values stand against is refused with how many and an example', () => {
  test.each([
    ['an attribute is taken away', without('label'), 'the schema has no label'],
    ['its type changes', withPart('label', { type: 'integer' }), 'label expects a whole number'],
    ['it gets many values', withPart('label', { multiValued: true }), 'label expects an array'],
    ['it is spelled otherwise', withPart('label', { name: 'Label' }), 'the schema spells it Label, not label'],
    ['it may not be returned any more', withPart('label', { returned: 'never' }), 'label may never be returned'],
    [
      'a sub-attribute is taken away',
      withPart('location', { subAttributes: [{ name: 'floor', type: 'integer' }] }),
      'location expects an object with floor',
    ],
    ['what was optional is required', withPart('os', { required: true }), 'os is required'],
  ])('%s', async (_, schema, said) => {
    await using rollcall = await startRollcall();
    await declareDevices(rollcall);
    const id = await add(rollcall, device('1', { label: 'A', location: { building: 'B' } }));
    await add(rollcall, device('2', { label: 'C', location: { building: 'D' } }));
    const { code, detail } = await refusedSave(rollcall, schema);
    expect(code).toBe('conflict');
    expect(detail).toContain('2 Device resources');
    expect(detail).toContain(said);
    expect(detail).toContain(id);
    expect((await rollcall.send('GET', `/Devices/${id}`)).json).toMatchObject({
      label: 'A',
      location: { building: 'B' },
    });
  });

  test('values that repeat stand against uniqueness; once they differ it is kept from then on', async () => {
    await using rollcall = await startRollcall();
    await declareDevices(rollcall);
    const tenantId = rollcall.tenant.id;
    const first = await add(rollcall, device('1', { os: 'Linux', location: { building: 'A' } }));
    const second = await add(rollcall, device('2', { os: 'linux', location: { building: 'B' } }));
    const schema = withPart('os', { uniqueness: 'server' });
    const { code, detail } = await refusedSave(rollcall, schema);
    expect(code).toBe('conflict');
    expect(detail).toContain('1 Device resource repeats');
    expect(detail).toContain(`os "linux" is held by ${first} and by ${second}`);
    await rollcall.send('PUT', `/Devices/${second}`, { body: device('2', { os: 'windows' }) });
    await call(rollcall.core, 'schemas.save', { tenantId, schema });
    expect((await rollcall.send('POST', '/Devices', { body: device('3', { os: 'LINUX' }) })).status).toBe(409);
    // Taken back: the values are free again.
    await call(rollcall.core, 'schemas.save', { tenantId, schema: deviceDefinition });
    expect((await rollcall.send('POST', '/Devices', { body: device('3', { os: 'LINUX' }) })).status).toBe(201);
  });

  test('a looser case rule is uniqueness anew', async () => {
    await using rollcall = await startRollcall();
    await declareDevices(rollcall);
    await add(rollcall, device('abc'));
    await add(rollcall, device('ABC'));
    expect((await refusedSave(rollcall, withPart('serial', { caseExact: false }))).detail).toContain('serial');
  });

  test('the values of an extension count on every type that has it', async () => {
    await using rollcall = await startRollcall();
    await declareDevices(rollcall);
    const id = await add(rollcall, person('ada', { [assetSchema]: { costCenter: 'CC', price: 1.5 } }), '/Users');
    const attributes = assetDefinition.attributes.filter(({ name }) => name !== 'price');
    const { detail } = await refusedSave(rollcall, { ...assetDefinition, attributes });
    expect(detail).toContain('1 User resource ');
    expect(detail).toContain(`${assetSchema}:price`);
    expect(detail).toContain(id);
  });

  test('what no resource holds may change freely', async () => {
    await using rollcall = await startRollcall();
    await declareDevices(rollcall);
    await add(rollcall, device('1'));
    const schema = withPart('label', { type: 'integer', multiValued: true, uniqueness: 'none' });
    const saved = await call(rollcall.core, 'schemas.save', { tenantId: rollcall.tenant.id, schema });
    expect(saved.schema.attributes.find(({ name }) => name === 'label')).toMatchObject({ type: 'integer' });
  });
});

describe('an extension that was kept before it was declared', () => {
  const kept = { [assetSchema]: { costCenter: 'CC 1', inventoryNumber: 'I' } };

  test('becomes what the schema says, with its values', async () => {
    await using rollcall = await startRollcall();
    const id = await add(rollcall, person('ada', kept), '/Users');
    await declareDevices(rollcall);
    const { json } = await rollcall.send(
      'GET',
      `/Users?filter=${encodeURIComponent(`${assetSchema}:costCenter eq "cc 1"`)}`,
    );
    expect(json).toMatchObject({ totalResults: 1, Resources: [{ id, ...kept }] });
    expect((await rollcall.send('POST', '/Users', { body: person('bob', kept) })).status).toBe(409);
  });

  test('is refused when the values do not fit', async () => {
    await using rollcall = await startRollcall();
    await add(rollcall, person('ada', { [assetSchema]: { CostCenter: 7 } }), '/Users');
    const tenantId = rollcall.tenant.id;
    await call(rollcall.core, 'schemas.save', { tenantId, schema: assetDefinition });
    const { code, detail } = await refusal(rollcall.core, 'resourceTypes.save', {
      tenantId,
      resourceType: { name: 'User', schemaExtensions: [{ schema: assetSchema }] },
    });
    expect(code).toBe('conflict');
    expect(detail).toContain('spells it costCenter, not CostCenter');
  });
});

describe('schemas.remove', () => {
  test('removes one that nothing uses', async () => {
    await using rollcall = await startRollcall();
    const tenantId = rollcall.tenant.id;
    await call(rollcall.core, 'schemas.save', { tenantId, schema: small });
    const events: ConsoleEvent[] = [];
    hear(rollcall.core, events);
    expect(await call(rollcall.core, 'schemas.remove', { tenantId, id: small.id })).toEqual({ id: small.id });
    expect(events).toEqual([{ name: 'schemas.changed', data: { tenantId } }]);
    expect(await refusal(rollcall.core, 'schemas.remove', { tenantId, id: small.id })).toMatchObject({
      code: 'not-found',
    });
  });

  test('refuses one that is used, and says by what', async () => {
    await using rollcall = await startRollcall();
    await declareDevices(rollcall);
    const { code, detail } = await refusal(rollcall.core, 'schemas.remove', {
      tenantId: rollcall.tenant.id,
      id: assetSchema,
    });
    expect(code).toBe('conflict');
    expect(detail).toContain('used by User and Device');
  });

  test('refuses a built-in one', async () => {
    await using rollcall = await startRollcall();
    const { code } = await refusal(rollcall.core, 'schemas.remove', { tenantId: rollcall.tenant.id, id: userSchema });
    expect(code).toBe('conflict');
  });
});
