// RFC 7644 §3.4.3, querying resources using HTTP POST.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '#shared/lang/json.ts';
import { enterpriseUserSchema, listResponseMessage, searchRequestMessage, userSchema } from '#shared/scim/urn.ts';
import { startRollcall, type RollcallForTest, type ScimAnswer } from '../rollcall.ts';
import { declareDevices, deviceSchema } from './device.ts';
import { created, group, user } from './people.ts';

let rollcall: RollcallForTest;
beforeAll(async () => {
  rollcall = await startRollcall();
  await created(rollcall, '/Groups', group('Smithies'));
  for (const [userName, displayName, department] of [
    ['ann', 'Ann Smith', 'Legal'],
    ['bob', 'Bob Smith', 'Sales'],
    ['cid', 'Cid 100%25 Jones', 'Legal'],
  ] as const) {
    const more = { displayName, name: { givenName: userName, familyName: 'X' } };
    await created(rollcall, '/Users', user(userName, { ...more, [enterpriseUserSchema]: { department } }));
  }
});
afterAll(() => rollcall[Symbol.asyncDispose]());

const search = (path: string, parameters: JsonObject): Promise<ScimAnswer> =>
  rollcall.send('POST', `${path}/.search`, { body: { schemas: [searchRequestMessage], ...parameters } });
const resourcesOf = ({ json }: ScimAnswer): readonly JsonObject[] => json['Resources'] as readonly JsonObject[];
const named = async (path: string, parameters: JsonObject): Promise<readonly unknown[]> =>
  resourcesOf(await search(path, parameters)).map(({ displayName }) => displayName);

describe('"Clients MAY execute queries without passing parameters on the URL by using the HTTP POST verb combined with the "/.search" path extension"', () => {
  test('of one resource type', async () => {
    const answer = await search('/Users', { filter: 'displayName co "smith"', sortBy: 'userName', startIndex: 1 });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/scim+json']);
    expect(answer.json).toMatchObject({
      schemas: [listResponseMessage],
      totalResults: 2,
      startIndex: 1,
      itemsPerPage: 2,
      Resources: [{ displayName: 'Ann Smith' }, { displayName: 'Bob Smith' }],
    });
  });

  test('of all resource types at the root', async () => {
    expect(
      await named('', { filter: 'displayName co "smith"', sortBy: 'displayName', sortOrder: 'descending' }),
    ).toEqual(['Smithies', 'Bob Smith', 'Ann Smith']);
  });

  test('of a type that the tenant has declared', async () => {
    await using own = await startRollcall();
    await declareDevices(own);
    await own.send('POST', '/Devices', { body: { schemas: [deviceSchema], displayName: 'Door', serial: 'S-1' } });
    const body = { schemas: [searchRequestMessage], filter: `${deviceSchema}:serial eq "S-1"` };
    const { json } = await own.send('POST', '/devices/.search', { body });
    expect(json).toMatchObject({ totalResults: 1, Resources: [{ displayName: 'Door' }] });
    expect((await own.send('POST', '/.search', { body })).json['totalResults']).toBe(1);
  });

  test('an empty request is the whole collection', async () => {
    expect((await search('/Users', {})).json['totalResults']).toBe(3);
  });
});

describe('the members of a SearchRequest', () => {
  test('attributes: "A multi-valued list of strings indicating the names of resource attributes to return"', async () => {
    const attributes = ['name.givenName', `${enterpriseUserSchema}:department`, `${userSchema}:userName`];
    const [ann] = resourcesOf(await search('/Users', { attributes, filter: 'userName eq "ann"' }));
    expect(ann).toEqual({
      id: expect.any(String),
      schemas: [userSchema, enterpriseUserSchema],
      userName: 'ann',
      name: { givenName: 'ann' },
      [enterpriseUserSchema]: { department: 'Legal' },
    });
  });

  test('excludedAttributes, the same way', async () => {
    const excludedAttributes = ['name.familyName', enterpriseUserSchema, 'meta'];
    const [ann] = resourcesOf(await search('', { excludedAttributes, filter: 'userName eq "ann"' }));
    expect(ann).toMatchObject({ userName: 'ann', name: { givenName: 'ann' } });
    expect(Object.keys(ann ?? {})).not.toContain(enterpriseUserSchema);
    expect(Object.keys(ann ?? {})).not.toContain('meta');
    expect(ann?.['name']).toEqual({ givenName: 'ann' });
  });

  test.each(['', '/Users'])('startIndex and count page %s', async (path) => {
    const filter = 'meta.resourceType eq "User"';
    expect((await search(path, { filter, startIndex: 2, count: 1 })).json).toMatchObject({
      totalResults: 3,
      startIndex: 2,
      itemsPerPage: 1,
      Resources: [{ displayName: 'Bob Smith' }],
    });
  });

  test('names compare without case', async () => {
    expect(await named('/users', { FILTER: 'USERNAME EQ "ann"', SortBy: 'userName', COUNT: 1 })).toEqual(['Ann Smith']);
  });

  test('null and absent are the same, unknown ones are ignored', async () => {
    expect((await search('/Users', { filter: null, count: null, colour: 'red' })).json['totalResults']).toBe(3);
  });

  test('a filter in a body is not encoded, so a % in it is a %', async () => {
    expect(await named('/Users', { filter: 'displayName co "100%25"' })).toEqual(['Cid 100%25 Jones']);
    expect(await named('/Users', { filter: 'displayName eq "Cid 100%2525 Jones"' })).toEqual([]);
  });
});

describe('what cannot be read is refused', () => {
  test.each([
    ['no object', [], 'invalidSyntax'],
    ['a filter that is none', { filter: 'userName eq' }, 'invalidFilter'],
    ['a filter that is no string', { filter: { userName: 'ann' } }, 'invalidValue'],
    ['attributes that are no list', { attributes: 7 }, 'invalidValue'],
    ['attributes that are no strings', { attributes: ['id', 7] }, 'invalidValue'],
    ['count that is no number', { count: [1] }, 'invalidValue'],
    ['startIndex that is no whole number', { startIndex: 1.5 }, 'invalidValue'],
    ['sortBy that nothing has', { sortBy: 'colour' }, 'invalidValue'],
    ['attributes and excludedAttributes', { attributes: ['id'], excludedAttributes: ['name'] }, 'invalidValue'],
  ])('%s', async (_, body, scimType) => {
    for (const path of ['/Users/.search', '/.search']) {
      const { status, json } = await rollcall.send('POST', path, { body });
      expect([status, json['scimType']]).toEqual([400, scimType]);
    }
  });

  test('a body that is missing', async () => {
    expect((await rollcall.send('POST', '/.search')).status).toBe(400);
  });

  test('an endpoint that is none', async () => {
    expect((await search('/Robots', {})).status).toBe(404);
    expect((await search('/Schemas', {})).status).toBe(405);
    expect((await search('/User', {})).status).toBe(404);
  });

  test.each(['/.search', '/Users/.search'])('any other method of %s, with 405', async (path) => {
    for (const method of ['GET', 'PUT', 'PATCH', 'DELETE']) {
      const { status, headers } = await rollcall.send(method, path);
      expect([status, headers.get('allow')]).toEqual([405, 'POST']);
    }
  });
});

describe('what is sent otherwise than the RFC says', () => {
  const odd = { attributes: 'userName,displayName', count: '1', filter: 'userName eq "ann"' };

  test('is read and noted', async () => {
    const { status, json } = await rollcall.send('POST', '/Users/.search', { body: odd });
    expect([status, json['totalResults']]).toEqual([200, 1]);
    expect(await rollcall.lastLogged()).toMatchObject({
      method: 'POST',
      path: '/Users/.search',
      provisioningAction: 'read',
      targetName: 'Ann Smith',
      notes: [
        `schemas: ${searchRequestMessage} is missing`,
        'attributes: sent as a string, read as a list separated by commas',
        'count: sent as a string',
      ],
    });
  });

  test.each([
    [{ filter: 'id pr' }, 'invalidSyntax'],
    [{ schemas: [searchRequestMessage], attributes: 'id' }, 'invalidValue'],
    [{ schemas: [searchRequestMessage], count: '1' }, 'invalidValue'],
  ])('is refused by a strict tenant: %j', async (body, scimType) => {
    await using own = await startRollcall({ compatibility: 'strict' });
    const { status, json } = await own.send('POST', '/.search', { body });
    expect([status, json['scimType']]).toEqual([400, scimType]);
  });
});
