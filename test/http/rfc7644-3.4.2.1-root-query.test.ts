// RFC 7644 §3.4.2.1, query endpoints: the root stands for all resource types of the tenant.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '#shared/lang/json.ts';
import { enterpriseUserSchema, groupSchema } from '#shared/scim/urn.ts';
import { startRollcall, type RollcallForTest, type ScimAnswer } from '../rollcall.ts';
import { declareDevices, deviceSchema } from './device.ts';
import { created, group, user } from './people.ts';

let rollcall: RollcallForTest;
let ann: string;
beforeAll(async () => {
  rollcall = await startRollcall();
  await declareDevices(rollcall);
  ann = await created(rollcall, '/Users', user('ann', { displayName: 'B' }));
  await created(rollcall, '/Groups', group('A', { members: [{ value: ann }] }));
  await created(rollcall, '/Users', user('bob', { displayName: 'D', active: false }));
  await rollcall.send('POST', '/Devices', { body: { schemas: [deviceSchema], displayName: 'C', serial: 'S-1' } });
});
afterAll(() => rollcall[Symbol.asyncDispose]());

const query = (parameters: Readonly<Record<string, string>>): Promise<ScimAnswer> =>
  rollcall.send('GET', `/?${new URLSearchParams(parameters).toString().replaceAll('+', '%20')}`);
const names = async (parameters: Readonly<Record<string, string>>): Promise<string> => {
  const { json, status, text } = await query(parameters);
  if (status !== 200) throw new Error(text);
  return (json['Resources'] as readonly { displayName: string }[]).map(({ displayName }) => displayName).join('');
};

describe('"Queries MAY be performed against … the server root, indicating that ALL resources within the server SHALL be included"', () => {
  test.each(['', '/', '/?', '/?aadOptscim062020'])(
    'GET %s is every resource of every type, in creation order',
    async (path) => {
      const { status, json } = await rollcall.send('GET', path);
      expect([status, json['totalResults'], json['startIndex'], json['itemsPerPage']]).toEqual([200, 4, 1, 4]);
      const types = (json['Resources'] as readonly { meta: JsonObject }[]).map(({ meta }) => meta['resourceType']);
      expect(types).toEqual(['User', 'Group', 'User', 'Device']);
    },
  );

  test('each in its own representation', async () => {
    const { json } = await query({ filter: 'displayName eq "A"' });
    expect(json['Resources']).toMatchObject([
      {
        schemas: [groupSchema],
        members: [{ value: ann, $ref: `${rollcall.tenantUrl}/Users/${ann}` }],
        meta: { resourceType: 'Group', location: expect.stringContaining(`${rollcall.tenantUrl}/Groups/`) },
      },
    ]);
  });
});

describe('filters', () => {
  test.each([
    ['meta.resourceType eq "User"', 'BD'],
    ['meta.resourceType eq "user"', ''],
    ['meta.resourceType ne "User"', 'AC'],
    ['(meta.resourceType eq "User") or (meta.resourceType eq "Group")', 'BAD'],
    ['displayName gt "A"', 'BDC'],
    ['displayName pr and not (meta.resourceType eq "Device")', 'BAD'],
    ['schemas eq "urn:ietf:params:scim:schemas:core:2.0:Group"', 'A'],
  ])('%s finds %s', async (filter, found) => {
    expect(await names({ filter })).toBe(found);
  });

  test.each([
    ['userName eq "ann"', 'B'],
    ['userName pr', 'BD'],
    [`members.value eq "x"`, ''],
    ['active eq false', 'D'],
    [`${groupSchema}:displayName pr`, 'A'],
    [`${deviceSchema}:serial eq "S-1"`, 'C'],
    [`${enterpriseUserSchema}:department pr`, ''],
    ['colour eq "red"', ''],
    ['userName eq null', 'AC'],
  ])(
    '"For filtered attributes that are not part of a particular resource type, … as if there is no attribute value": %s finds %s',
    async (filter, found) => {
      expect(await names({ filter })).toBe(found);
    },
  );

  test('one that was percent-encoded twice finds what it means', async () => {
    const { json } = await rollcall.send('GET', `/?filter=${encodeURIComponent('displayName%20eq%20%22A%22')}`);
    expect(json['totalResults']).toBe(1);
    expect((await rollcall.lastLogged()).notes).toEqual(['filter: percent-encoded twice, decoded once more']);
  });
});

describe('order and pages run across the types', () => {
  test.each([
    [{ sortBy: 'displayName' }, 'ABCD'],
    [{ sortBy: 'displayName', sortOrder: 'descending' }, 'DCBA'],
    [{ sortBy: 'userName' }, 'BDAC'],
    [{ sortBy: 'displayName', startIndex: '2', count: '2' }, 'BC'],
    [{ startIndex: '4' }, 'C'],
    [{ startIndex: '5' }, ''],
    [{ count: '0' }, ''],
  ])('%j is %s', async (parameters, found) => {
    expect(await names(parameters as Readonly<Record<string, string>>)).toBe(found);
    expect((await query(parameters as Readonly<Record<string, string>>)).json['totalResults']).toBe(4);
  });

  test('attributes apply to each type as far as it has them', async () => {
    const { json } = await query({ attributes: 'userName,members.value', sortBy: 'displayName', count: '2' });
    expect(json['Resources']).toEqual([
      { id: expect.any(String), schemas: [groupSchema], members: [{ value: ann }] },
      { id: ann, schemas: expect.any(Array), userName: 'ann' },
    ]);
  });
});

describe('what cannot be read is refused', () => {
  test.each([
    [{ filter: 'displayName' }, 'invalidFilter'],
    [{ filter: 'active gt true' }, 'invalidFilter'],
    [{ sortBy: 'colour' }, 'invalidValue'],
    [{ count: 'many' }, 'invalidValue'],
    [{ attributes: 'id', excludedAttributes: 'name' }, 'invalidValue'],
    [{ cursor: 'made-up' }, 'invalidCursor'],
  ])('%j', async (parameters, scimType) => {
    const { status, json } = await query(parameters);
    expect([status, json['scimType']]).toEqual([400, scimType]);
  });

  test.each(['POST', 'PUT', 'PATCH', 'DELETE'])('%s at the root, with 405', async (method) => {
    const { status, headers } = await rollcall.send(method, '/', method === 'DELETE' ? {} : { body: {} });
    expect([status, headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  test('a caller without a token, with 401 and a challenge', async () => {
    const response = await fetch(rollcall.tenantUrl);
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="Rollcall"']);
  });
});

test('the log names who was found, and of which type', async () => {
  await query({ filter: 'userName eq "ann"' });
  expect(await rollcall.lastLogged()).toMatchObject({
    provisioningAction: 'read',
    resourceType: 'User',
    resourceId: ann,
    targetName: 'B',
  });
  await query({ filter: 'userName eq "nobody"' });
  const last = await rollcall.lastLogged();
  expect([last.targetName, last.resourceType, last.resourceId]).toEqual(['nobody', undefined, undefined]);
});

test('HEAD is GET without the body', async () => {
  const { status, text } = await rollcall.send('HEAD', '/');
  expect([status, text]).toEqual([200, '']);
});

test('none of all this was a fault of Rollcall', () => {
  expect(rollcall.faults).toEqual([]);
});
