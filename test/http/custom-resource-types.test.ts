// Resource types declared as data (RFC 7643 §6): what Users and Groups have, every other type has too.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { enterpriseUserSchema, groupSchema, patchOpMessage, userSchema } from '#shared/scim/urn.ts';
import type { JsonObject } from '#shared/lang/json.ts';
import { startRollcall, type RollcallForTest, type ScimAnswer } from '../rollcall.ts';
import {
  assetDefinition,
  assetSchema,
  created,
  declareDevices,
  device,
  deviceDefinition,
  deviceSchema,
  person,
} from './device.ts';

let rollcall: RollcallForTest;
beforeAll(async () => {
  rollcall = await startRollcall();
  await declareDevices(rollcall);
});
afterAll(() => rollcall[Symbol.asyncDispose]());

const post = (body: unknown, path = '/Devices'): Promise<ScimAnswer> => rollcall.send('POST', path, { body });
const get = (path: string): Promise<ScimAnswer> => rollcall.send('GET', path);
const patch = (id: string, operations: readonly unknown[]): Promise<ScimAnswer> =>
  rollcall.send('PATCH', `/Devices/${id}`, { body: { schemas: [patchOpMessage], Operations: operations } });
const found = async (filter: string, path = '/Devices'): Promise<readonly string[]> => {
  const { status, json, text } = await get(`${path}?filter=${encodeURIComponent(filter)}&count=200`);
  if (status !== 200) throw new Error(text);
  return (json['Resources'] as readonly JsonObject[]).map((resource) => resource['displayName'] as string);
};

/** Which attribute the answer says is taken. */
const refused = async (body: object, path = '/Devices'): Promise<string | undefined> => {
  const { status, json } = await post(body, path);
  return status === 409 && json['scimType'] === 'uniqueness'
    ? /[\w.:-]+(?= ")/.exec(json['detail'] as string)?.[0]
    : undefined;
};
const make = (serial: string, more: object): Promise<string> =>
  created(post({ schemas: [deviceSchema], displayName: serial, serial, ...more }));

const everything = {
  serial: 'All-1',
  label: 'Reception',
  userName: 'kiosk',
  active: 'mostly',
  managed: true,
  screens: 2,
  weight: 1.25,
  boughtAt: '2026-02-03T04:05:06Z',
  manual: 'https://example.test/Manual',
  certificate: 'AQID',
  os: 'linux',
  kind: 'kiosk',
  tags: ['hall', 'touch'],
  location: { building: 'A', floor: 0 },
  interfaces: [
    { value: '00:00:5E:00:53:01', type: 'wired', primary: true },
    { value: '00:00:5E:00:53:02', type: 'wireless' },
  ],
  [assetSchema]: {
    costCenter: 'CC 7',
    inventoryNumber: 'INV-1',
    lease: { until: '2027-01-01T00:00:00Z', lessor: 'Contoso' },
    contacts: [{ value: 'ada@example.test', type: 'repair' }],
  },
};

describe('discovery', () => {
  test('RFC 7643 §6: the type is published in /ResourceTypes with its schema and extensions', async () => {
    const { status, json } = await get('/ResourceTypes/Device');
    expect(status).toBe(200);
    expect(json).toMatchObject({
      id: 'Device',
      name: 'Device',
      endpoint: '/Devices',
      schema: deviceSchema,
      schemaExtensions: [{ schema: assetSchema, required: false }],
      meta: { location: `${rollcall.tenantUrl}/ResourceTypes/Device` },
    });
    const all = (await get('/ResourceTypes')).json['Resources'] as readonly JsonObject[];
    expect(all.map((type) => type['name'])).toEqual(['User', 'Group', 'Device']);
    expect(all[0]?.['schemaExtensions']).toEqual([
      { schema: enterpriseUserSchema, required: false },
      { schema: assetSchema, required: false },
    ]);
  });

  test('RFC 7643 §7: the schemas are published with every characteristic, defaults filled in', async () => {
    const { json } = await get(`/Schemas/${deviceSchema}`);
    expect(json).toMatchObject({ id: deviceSchema, name: 'Device' });
    const attributes = json['attributes'] as readonly JsonObject[];
    expect(attributes.map(({ name }) => name)).toEqual(deviceDefinition.attributes.map(({ name }) => name));
    expect(attributes.find(({ name }) => name === 'serial')).toEqual({
      name: 'serial',
      type: 'string',
      multiValued: false,
      description: '',
      required: true,
      caseExact: true,
      mutability: 'immutable',
      returned: 'default',
      uniqueness: 'server',
    });
    const ids = ((await get('/Schemas')).json['Resources'] as readonly JsonObject[]).map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining([userSchema, enterpriseUserSchema, deviceSchema, assetSchema]));
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('the endpoint answers in any case, as /Users does', async () => {
    expect((await get('/devices')).status).toBe(200);
  });
});

describe('POST, GET, PUT, DELETE', () => {
  test('RFC 7644 §3.3: every attribute type comes back as it was sent, with meta, Location and ETag', async () => {
    const answer = await post({ schemas: [deviceSchema, assetSchema], displayName: 'Everything', ...everything });
    expect(answer.status).toBe(201);
    const { id, meta, ...resource } = answer.json;
    expect(resource).toEqual({ schemas: [deviceSchema, assetSchema], displayName: 'Everything', ...everything });
    const location = `${rollcall.tenantUrl}/Devices/${id as string}`;
    expect(meta).toMatchObject({ resourceType: 'Device', location, version: 'W/"1"' });
    expect(answer.headers.get('location')).toBe(location);
    expect(answer.headers.get('etag')).toBe('W/"1"');
    expect((await get(`/Devices/${id as string}`)).json).toEqual(answer.json);
  });

  test.each([
    ['managed', 'yes', 'true or false'],
    ['screens', 1.5, 'a whole number'],
    ['weight', 'heavy', 'a number'],
    ['boughtAt', 'yesterday', 'a dateTime'],
    ['tags', [1], 'a string'],
    ['location', ['A', 'B'], 'building'],
  ])('RFC 7643 §2.3: %s refuses %j and says it expects %s', async (name, value, expected) => {
    const { status, json } = await post(device(`bad-${name}`, { [name]: value }));
    expect(status).toBe(400);
    expect(json['scimType']).toBe('invalidValue');
    expect(json['detail']).toContain(name);
    expect(json['detail']).toContain(expected);
  });

  test('RFC 7643 §2.2: what is required must be there, in the core schema and in an extension that is', async () => {
    expect((await post({ schemas: [deviceSchema], displayName: 'No serial' })).json['detail']).toContain('serial');
    const { status, json } = await post(device('required-1', { [assetSchema]: { inventoryNumber: 'X' } }));
    expect(status).toBe(400);
    expect(json['detail']).toContain('costCenter');
  });

  test('RFC 7643 §7 returned: never and writeOnly are never answered or kept; always is always there', async () => {
    const secrets = { pin: '4711', recoveryKey: 'open sesame', location: { building: 'B', doorCode: '1234' } };
    const { status, json, text } = await post(device('secret-1', { kind: 'safe', ...secrets }));
    expect(status).toBe(201);
    expect(json['location']).toEqual({ building: 'B' });
    for (const secret of ['4711', 'open sesame', '1234']) expect(text).not.toContain(secret);
    const id = json['id'] as string;
    const asked = await get(`/Devices/${id}?attributes=pin,recoveryKey,location.doorCode`);
    expect(asked.json).toEqual({ schemas: [deviceSchema], id, kind: 'safe' });
    const excluded = await get(`/Devices/${id}?excludedAttributes=kind`);
    expect(excluded.json['kind']).toBe('safe');
  });

  test('RFC 7643 §7 returned: request is answered only to who asks for it, also inside a complex attribute', async () => {
    const body = device('request-1', {
      notes: 'dented',
      location: { building: 'C', remark: 'behind the door' },
      [assetSchema]: { costCenter: 'CC 1', price: 12.5 },
    });
    const { json } = await post(body);
    const id = json['id'] as string;
    for (const answer of [json, (await get(`/Devices/${id}`)).json]) {
      expect(answer['notes']).toBeUndefined();
      expect(answer['location']).toEqual({ building: 'C' });
      expect(answer[assetSchema]).toEqual({ costCenter: 'CC 1' });
    }
    const asked = await get(`/Devices/${id}?attributes=notes,location.remark,${assetSchema}:price`);
    expect(asked.json).toMatchObject({
      notes: 'dented',
      location: { remark: 'behind the door' },
      [assetSchema]: { price: 12.5 },
    });
    expect(await found('notes eq "dented"')).toEqual(['Device request-1']);
  });

  test('RFC 7644 §3.5.1: readOnly is ignored, and an immutable attribute keeps its value', async () => {
    const id = await created(post(device('put-1', { lastSeen: '2026-01-01T00:00:00Z', label: 'before' })));
    const put = (body: object): Promise<ScimAnswer> => rollcall.send('PUT', `/Devices/${id}`, { body });
    const replaced = await put(device('put-1', { os: 'windows' }));
    expect(replaced.status).toBe(200);
    expect(replaced.json).toMatchObject({ os: 'windows', serial: 'put-1' });
    expect(replaced.json['label']).toBeUndefined();
    expect(replaced.json['lastSeen']).toBeUndefined();
    const changed = await put(device('put-2'));
    expect(changed.status).toBe(400);
    expect(changed.json).toMatchObject({ scimType: 'mutability' });
  });

  test('DELETE removes it, and then it is 404', async () => {
    const id = await created(post(device('gone-1')));
    expect((await rollcall.send('DELETE', `/Devices/${id}`)).status).toBe(204);
    expect((await get(`/Devices/${id}`)).status).toBe(404);
    expect((await get(`/Users/${id}`)).status).toBe(404);
  });

  test('RFC 7644 §3.14: If-Match and If-None-Match count', async () => {
    const id = await created(post(device('etag-1')));
    const withTag = (method: string, header: string, tag: string, body?: unknown): Promise<ScimAnswer> =>
      rollcall.send(method, `/Devices/${id}`, { headers: { [header]: tag }, ...(body === undefined ? {} : { body }) });
    expect((await withTag('GET', 'if-none-match', 'W/"1"')).status).toBe(304);
    expect((await withTag('PUT', 'if-match', 'W/"7"', device('etag-1'))).status).toBe(412);
    const changed = await withTag('PUT', 'if-match', 'W/"1"', device('etag-1', { os: 'linux' }));
    expect(changed.headers.get('etag')).toBe('W/"2"');
    expect((await withTag('DELETE', 'if-match', 'W/"1"')).status).toBe(412);
  });
});

describe('uniqueness', () => {
  test('a core attribute, by its own case rule', async () => {
    await created(post(device('Unique-1', { label: 'Front Desk' })));
    expect(await refused(device('Unique-1'))).toBe('serial');
    await created(post(device('unique-1')));
    expect(await refused(device('unique-2', { label: 'FRONT desk' }))).toBe('label');
  });

  test('a sub-attribute, and not within the same resource', async () => {
    const mac = { value: 'aa:01' };
    await created(post(device('mac-1', { interfaces: [mac, { ...mac, type: 'wired' }] })));
    expect(await refused(device('mac-2', { interfaces: [{ value: 'aa:02' }, { value: 'AA:01' }] }))).toBe(
      'interfaces.value',
    );
  });

  test('an attribute of an extension, on the device and on the user each for itself', async () => {
    const asset = { [assetSchema]: { costCenter: 'CC', inventoryNumber: 'INV-9' } };
    await created(post(device('inv-1', asset)));
    expect(await refused(device('inv-2', asset))).toBe(`${assetSchema}:inventoryNumber`);
    await created(post(person('inv', asset), '/Users'));
    expect(await refused(person('inv2', asset), '/Users')).toBe(`${assetSchema}:inventoryNumber`);
  });

  test('PATCH and PUT are held to it, and a value that was given up is free', async () => {
    const first = await created(post(device('move-1', { label: 'A1' })));
    const second = await created(post(device('move-2', { label: 'A2' })));
    const take = [{ op: 'replace', path: 'label', value: 'a1' }];
    expect((await patch(second, take)).status).toBe(409);
    expect((await patch(first, [{ op: 'remove', path: 'label' }])).status).toBe(200);
    expect((await patch(second, take)).status).toBe(200);
    const put = await rollcall.send('PUT', `/Devices/${first}`, { body: device('move-1', { label: 'A1' }) });
    expect(put.status).toBe(409);
  });

  test('a userName that its schema does not call unique may be there many times', async () => {
    await created(post(device('kiosk-1', { userName: 'Shared' })));
    await created(post(device('kiosk-2', { userName: 'shared' })));
    expect(await found('userName eq "SHARED"')).toEqual(['Device kiosk-1', 'Device kiosk-2']);
  });
});

describe('filter and sort', () => {
  beforeAll(async () => {
    await make('f1', {
      active: 'yes',
      managed: true,
      screens: 1,
      weight: 0.5,
      boughtAt: '2026-01-01T00:00:00Z',
      tags: ['Blue', 'old'],
      location: { building: 'North', floor: 3 },
      interfaces: [{ value: 'bb:01', type: 'wired' }],
      [assetSchema]: {
        costCenter: 'Zeta',
        lease: { until: '2026-06-01T00:00:00Z' },
        contacts: [{ value: 'x', type: 'a' }],
      },
    });
    await make('f2', {
      active: 'no',
      managed: false,
      screens: 10,
      weight: 12,
      boughtAt: '2026-01-01T03:00:00+02:00',
      tags: ['green'],
      location: { building: 'south', floor: 1 },
      interfaces: [{ value: 'bb:02', type: 'wireless' }],
      [assetSchema]: {
        costCenter: 'alpha',
        lease: { until: '2026-07-01T00:00:00Z' },
        contacts: [{ value: 'x', type: 'b' }],
      },
    });
    await make('f3', { screens: 9, [assetSchema]: { costCenter: 'Beta' } });
  });

  test.each([
    ['active eq "YES"', ['f1']],
    ['displayName co "F2"', ['f2']],
    ['displayName ew "3"', ['f3']],
    ['externalId pr or meta.resourceType ne "Device"', []],
    ['managed eq false', ['f2']],
    ['screens gt 8', ['f2', 'f3']],
    ['weight lt 1', ['f1']],
    ['boughtAt gt "2026-01-01T00:30:00Z"', ['f2']],
    ['tags eq "BLUE"', ['f1']],
    ['tags co "ree"', ['f2']],
    ['location.building sw "nor"', ['f1']],
    ['location[building eq "south" and floor lt 2]', ['f2']],
    ['interfaces[type eq "wired" and value eq "BB:01"]', ['f1']],
    [`${deviceSchema}:location.floor ge 3`, ['f1']],
    [`${assetSchema}:costCenter eq "ALPHA"`, ['f2']],
    [`${assetSchema}:lease.until le "2026-06-01T00:00:00Z"`, ['f1']],
    [`${assetSchema}:contacts[type eq "b"]`, ['f2']],
    ['costCenter sw "b"', ['f3']],
    ['not (managed pr)', ['f3']],
  ])('RFC 7644 §3.4.2.2: %s finds %j', async (filter, expected) => {
    expect(await found(`(${filter}) and serial sw "f"`)).toEqual(expected);
  });

  test.each([
    ['screens', ['f1', 'f3', 'f2']],
    ['weight', ['f1', 'f2', 'f3']],
    ['location.building', ['f1', 'f2', 'f3']],
    [`${assetSchema}:costCenter`, ['f2', 'f3', 'f1']],
    ['boughtAt', ['f1', 'f2', 'f3']],
  ])('RFC 7644 §3.4.2.3: sorts by %s', async (sortBy, expected) => {
    const { json } = await get(`/Devices?filter=${encodeURIComponent('serial sw "f"')}&sortBy=${sortBy}`);
    expect((json['Resources'] as readonly JsonObject[]).map(({ displayName }) => displayName)).toEqual(expected);
  });

  test('the extension filters users as well', async () => {
    await created(post(person('asset-user', { displayName: 'AU', [assetSchema]: { costCenter: 'CC 99' } }), '/Users'));
    expect(await found(`${assetSchema}:costCenter eq "cc 99"`, '/Users')).toEqual(['AU']);
  });
});

describe('PATCH', () => {
  const start = { displayName: 'P', location: { building: 'A' }, interfaces: [{ value: 'pp:01', type: 'wired' }] };

  test.each([
    ['a path with the URI', { op: 'add', path: `${assetSchema}:costCenter`, value: 'N' }, { costCenter: 'N' }],
    [
      'a path with the URI in other case',
      { op: 'add', path: `${assetSchema.toUpperCase()}:COSTCENTER`, value: 'N' },
      { costCenter: 'N' },
    ],
    ['the container as path', { op: 'add', path: assetSchema, value: { costCenter: 'N' } }, { costCenter: 'N' }],
    [
      'no path, the container in the value',
      { op: 'add', value: { [assetSchema]: { costCenter: 'N' } } },
      { costCenter: 'N' },
    ],
    [
      'no path, the qualified name in the value',
      { op: 'add', value: { [`${assetSchema}:costCenter`]: 'N' } },
      { costCenter: 'N' },
    ],
    [
      'replace of what is not there',
      { op: 'replace', path: `${assetSchema}:costCenter`, value: 'N' },
      { costCenter: 'N' },
    ],
    [
      'a sub-attribute',
      [
        { op: 'add', path: `${assetSchema}:costCenter`, value: 'N' },
        { op: 'add', path: `${assetSchema}:lease.lessor`, value: 'L' },
      ],
      { costCenter: 'N', lease: { lessor: 'L' } },
    ],
    [
      'a value path',
      [
        { op: 'add', path: assetSchema, value: { costCenter: 'N', contacts: [{ value: 'x', type: 'a' }] } },
        { op: 'replace', path: `${assetSchema}:contacts[type eq "a"].value`, value: 'y' },
      ],
      { costCenter: 'N', contacts: [{ value: 'y', type: 'a' }] },
    ],
  ])('RFC 7644 §3.5.2: an extension is reached by %s', async (_, operation, expected) => {
    const id = await created(post(device(`patch-${Math.random()}`, { ...start, interfaces: [] })));
    const answer = await patch(id, [operation].flat());
    expect(answer.status).toBe(200);
    expect(answer.json[assetSchema]).toEqual(expected);
    expect(answer.json['schemas']).toEqual([deviceSchema, assetSchema]);
    expect((await patch(id, [{ op: 'remove', path: assetSchema }])).json['schemas']).toEqual([deviceSchema]);
  });

  test('core attributes, value paths and types; nothing changes the version that changes nothing', async () => {
    const id = await created(post(device('patch-core', { ...start, tags: ['a'] })));
    const answer = await patch(id, [
      { op: 'replace', path: 'interfaces[type eq "wired"].value', value: 'pp:02' },
      { op: 'add', path: 'tags', value: ['b', 'a'] },
      { op: 'replace', path: 'location.floor', value: 4 },
      { op: 'add', value: { managed: true, screens: 3 } },
    ]);
    expect(answer.json).toMatchObject({
      interfaces: [{ value: 'pp:02', type: 'wired' }],
      tags: ['a', 'b'],
      location: { building: 'A', floor: 4 },
      managed: true,
      screens: 3,
      meta: { version: 'W/"2"' },
    });
    const same = await patch(id, [{ op: 'replace', path: 'screens', value: 3 }]);
    expect(same.json['meta']).toEqual(answer.json['meta']);
  });

  test.each([
    ['replace', 'serial', 'other', 'mutability'],
    ['replace', 'lastSeen', '2026-01-01T00:00:00Z', 'mutability'],
    ['replace', 'screens', 'three', 'invalidValue'],
    ['remove', 'serial', undefined, 'mutability'],
    ['remove', 'displayName', undefined, 'mutability'],
  ])('RFC 7644 §3.5.2: %s of %s with %j is refused as %s', async (op, path, value, scimType) => {
    const id = await created(post(device(`refused-${Math.random()}`)));
    const { status, json } = await patch(id, [{ op, path, ...(value === undefined ? {} : { value }) }]);
    expect(status).toBe(400);
    expect(json['scimType']).toBe(scimType);
  });

  test('a writeOnly attribute is taken and not kept', async () => {
    const id = await created(post(device('patch-pin')));
    const { status, text } = await patch(id, [
      { op: 'add', path: 'pin', value: '0815' },
      { op: 'add', path: 'recoveryKey', value: 'sesame' },
      { op: 'add', path: 'location', value: { building: 'X', doorCode: '99' } },
    ]);
    expect(status).toBe(200);
    expect(text).not.toMatch(/0815|sesame|doorCode/);
  });
});

describe('beside the schemas', () => {
  test('RFC 7643 §3.3: the container of an extension nobody declared round-trips verbatim', async () => {
    const unknown = { 'urn:example:unknown': { Colour: 'Red', nested: { list: [1, 'two'] } } };
    const { json } = await post(device('unknown-1', unknown));
    expect(json).toMatchObject(unknown);
    expect(json['schemas']).toEqual([deviceSchema, 'urn:example:unknown']);
    expect((await get(`/Devices/${json['id'] as string}`)).json).toEqual(json);
  });

  test('the provisioning log names the type, and keeps no value that may never be returned', async () => {
    await created(post(device('logged-1', { pin: 'top-secret-pin', location: { doorCode: 'door-secret' } })));
    const entry = await rollcall.lastLogged();
    expect(entry).toMatchObject({
      resourceType: 'Device',
      provisioningAction: 'create',
      targetName: 'Device logged-1',
    });
    expect(entry.requestBody).toContain('logged-1');
    expect(entry.requestBody).not.toMatch(/top-secret-pin|door-secret/);
  });

  test('a device can be a member of a group, and is shown with its type and name', async () => {
    const id = await created(post(device('member-1')));
    const group = await post({ displayName: 'Kiosks', members: [{ value: id }], schemas: [groupSchema] }, '/Groups');
    expect(group.json['members']).toEqual([
      { value: id, $ref: `${rollcall.tenantUrl}/Devices/${id}`, type: 'Device', display: 'Device member-1' },
    ]);
    expect((await rollcall.lastLogged()).notes).toEqual([]);
  });

  test('another tenant has no /Devices, and its users no extension', async () => {
    const other = await rollcall.addTenant('other');
    const { secret } = await rollcall.addToken(other.id);
    const ask = (path: string): Promise<Response> =>
      fetch(`${rollcall.url}/other/scim/v2${path}`, { headers: { authorization: `Bearer ${secret}` } });
    expect((await ask('/Devices')).status).toBe(404);
    expect((await ask('/ResourceTypes/Device')).status).toBe(404);
    expect((await ask(`/Schemas/${assetDefinition.id}`)).status).toBe(404);
    expect(await (await ask('/ResourceTypes/User')).json()).toMatchObject({
      schemaExtensions: [{ schema: enterpriseUserSchema }],
    });
  });
});
