// RFC 7644 §3.4, reading and querying resources.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '#shared/lang/json.ts';
import { startRollcall, type RollcallForTest } from '../rollcall.ts';
import { ann, created, group, user } from './people.ts';

let rollcall: RollcallForTest;
let annId: string;
const ids: string[] = [];
beforeAll(async () => {
  rollcall = await startRollcall();
  annId = await created(rollcall, '/Users', ann);
  ids.push(annId);
  for (const name of ['bo', 'cy', 'dee', 'eve']) {
    ids.push(
      await created(
        rollcall,
        '/Users',
        user(`${name}+x@x.example`, { externalId: name, title: `T-${name}`, active: name !== 'cy' }),
      ),
    );
  }
  ids.push(
    await created(
      rollcall,
      '/Users',
      user("o'hara#EXT#@x.example", { displayName: 'Zoë Ødegård', nickName: '50%25 "off"' }),
    ),
  );
});
afterAll(() => rollcall[Symbol.asyncDispose]());

const found = async (query: string): Promise<{ status: number; total: number; ids: string[]; json: JsonObject }> => {
  const { status, json } = await rollcall.send('GET', `/Users${query}`);
  const resources = (json['Resources'] ?? []) as { id: string }[];
  return { status, total: json['totalResults'] as number, ids: resources.map(({ id }) => id), json };
};
const filter = (text: string): string => `?filter=${encodeURIComponent(text)}`;

const page = async (query: string): Promise<unknown> => {
  const { json } = await found(`?${query}&attributes=id`);
  const { totalResults, startIndex, itemsPerPage, Resources } = json as {
    [name: string]: unknown;
    Resources: { id: string }[];
  };
  return { totalResults, startIndex, itemsPerPage, ids: Resources.map(({ id }) => ids.indexOf(id)) };
};
const order = async (query: string): Promise<number[]> => (await found(query)).ids.map((id) => ids.indexOf(id));

describe('GET of one resource', () => {
  test('a group shows its members, unless they are excluded, and a user the groups it is in', async () => {
    const id = await created(rollcall, '/Groups', group('Readers', { members: [{ value: annId }] }));
    const whole = await rollcall.send('GET', `/Groups/${id}`);
    expect(whole.json['members']).toEqual([
      { value: annId, $ref: `${rollcall.tenantUrl}/Users/${annId}`, type: 'User', display: 'Ann Bell' },
    ]);
    const without = await rollcall.send('GET', `/Groups/${id}?excludedAttributes=members`);
    expect(without.json).not.toHaveProperty('members');
    expect(without.json).toMatchObject({ id, displayName: 'Readers', meta: { version: 'W/"1"' } });
    const member = await rollcall.send('GET', `/Users/${annId}`);
    expect(member.json['groups']).toEqual([
      { value: id, $ref: `${rollcall.tenantUrl}/Groups/${id}`, display: 'Readers', type: 'direct' },
    ]);
  });

  test('an unknown id is 404 with an Error body', async () => {
    const { status, json } = await rollcall.send('GET', '/Users/nobody%20%22here%22');
    expect(status).toBe(404);
    expect(json).toMatchObject({ status: '404', detail: expect.stringContaining('nobody "here"') });
  });

  test('attributes and excludedAttributes together are refused', async () => {
    const { status, json } = await rollcall.send('GET', `/Users/${annId}?attributes=title&excludedAttributes=name`);
    expect([status, json['scimType']]).toEqual([400, 'invalidValue']);
  });

  test('names of parameters and attributes compare without case, unknown ones are ignored', async () => {
    const { json } = await rollcall.send(
      'GET',
      `/Users/${annId}?ATTRIBUTES=USERNAME,name.FAMILYNAME,nothing&aadOptscim062020`,
    );
    expect(json).toEqual({
      schemas: ann['schemas'],
      id: annId,
      userName: ann['userName'],
      name: { familyName: 'Bell' },
    });
  });

  test('HEAD answers as GET does, without a body', async () => {
    const { status, headers, text } = await rollcall.send('HEAD', `/Users/${annId}`);
    expect([status, text, headers.get('etag')]).toEqual([200, '', 'W/"1"']);
  });
});

describe('§3.4.2 a query', () => {
  test('"If no resources match, the response SHALL be 200 with totalResults set to 0", Resources empty', async () => {
    const { status, json } = await found(filter('userName eq "nobody@x.example"'));
    expect(status).toBe(200);
    expect(json).toEqual({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
      totalResults: 0,
      startIndex: 1,
      itemsPerPage: 0,
      Resources: [],
    });
  });

  test.each([
    ['the %20 form', 'filter=userName%20eq%20%22ann.bell@northwind.example%22'],
    ['the + form', 'filter=userName+eq+%22ann.bell%40northwind.example%22'],
    ['raw quotes', 'filter=userName%20eq%20"ann.bell@northwind.example"'],
    ['no quotes', 'filter=externalId+eq+ann.bell'],
    ['another case everywhere', 'FILTER=USERNAME+EQ+%22ANN.BELL@NORTHWIND.EXAMPLE%22'],
    [
      'its schema named',
      'filter=urn:ietf:params:scim:schemas:core:2.0:User:userName+eq+%22ann.bell@northwind.example%22',
    ],
    ['the whole filter encoded twice', 'filter=userName%2520eq%2520%2522ann.bell%2540northwind.example%2522'],
    ['its value encoded twice', 'filter=userName+eq+%22ann.bell%2540northwind.example%22'],
    ['the e-mail of a type', 'filter=emails%5Btype+eq+%22work%22%5D.value+eq+%22ann.bell@northwind.example%22'],
    [
      'id and a date',
      'filter=(ActiVe+eq+true)+and+emails.value+sw+%22ANN%22+and+meta.lastmodified+ge+%222020-01-01T00:00:00Z%22',
    ],
  ])('finds Ann by %s', async (_, query) => {
    expect(await found(`?${query}`)).toMatchObject({ status: 200, total: 1, ids: [annId] });
  });

  test.each(["o'hara#EXT#@x.example", 'bo+x@x.example'])('finds %s', async (userName) => {
    expect(await found(filter(`userName eq "${userName}"`))).toMatchObject({ total: 1 });
  });

  test('a value that holds a percent sign is found as it is, before it is decoded once more', async () => {
    expect(await found(filter('nickName eq "50%25 \\"off\\""'))).toMatchObject({ total: 1, ids: [ids[5]] });
  });

  test('a filter decoded twice leaves a note in the log', async () => {
    await found('?filter=userName%2520eq%2520%2522ann.bell%2540northwind.example%2522');
    const entry = (await rollcall.logged()).at(-1);
    expect(entry).toMatchObject({
      notes: ['filter: percent-encoded twice, decoded once more'],
      targetName: 'Ann Bell',
    });
  });

  test('an unknown attribute matches nobody, an unreadable filter is refused with its position', async () => {
    expect(await found(filter('shoeSize eq 43'))).toMatchObject({ status: 200, total: 0 });
    const { status, json } = await found(filter('userName xx "a"'));
    expect([status, json['scimType']]).toEqual([400, 'invalidFilter']);
    expect(json['detail']).toMatch(/position \d+/);
  });

  test('a password cannot be asked for, and the log keeps no trace of the question', async () => {
    const { status, json } = await found(filter('password eq "hunter2"'));
    expect(status).toBe(400);
    expect(json['scimType']).toMatch(/invalidFilter|sensitive/);
    expect(JSON.stringify((await rollcall.logged()).at(-1))).not.toContain('hunter2');
  });
});

describe('§3.4.2.4 paging', () => {
  test('the order is that of creation, and every page knows the true total', async () => {
    expect(await page('startIndex=1&count=4')).toEqual({
      totalResults: 6,
      startIndex: 1,
      itemsPerPage: 4,
      ids: [0, 1, 2, 3],
    });
    expect(await page('startIndex=5&count=4')).toEqual({
      totalResults: 6,
      startIndex: 5,
      itemsPerPage: 2,
      ids: [4, 5],
    });
  });

  test.each([
    [
      '"A value less than 1 SHALL be interpreted as 1"',
      'startindex=0&count=2',
      { startIndex: 1, itemsPerPage: 2, ids: [0, 1] },
    ],
    ['the same for a negative one', 'startIndex=-7&count=1', { startIndex: 1, itemsPerPage: 1, ids: [0] }],
    ['"A negative value SHALL be interpreted as 0"', 'count=-1', { startIndex: 1, itemsPerPage: 0, ids: [] }],
    [
      '"A value of 0 indicates that no resource results are to be returned except for totalResults"',
      'count=0',
      { startIndex: 1, itemsPerPage: 0, ids: [] },
    ],
    ['a large count is clamped', 'count=99999', { startIndex: 1, itemsPerPage: 6, ids: [0, 1, 2, 3, 4, 5] }],
    ['past the end there is an empty page', 'startIndex=100', { startIndex: 100, itemsPerPage: 0, ids: [] }],
    ['an empty parameter is none', 'startIndex=&count=', { startIndex: 1, itemsPerPage: 6, ids: [0, 1, 2, 3, 4, 5] }],
  ])('%s (%s)', async (_, query, expected) => {
    expect(await page(query)).toEqual({ totalResults: 6, ...expected });
  });

  test.each(['startIndex=abc', 'count=1.5', 'count=ten'])('%s is refused', async (query) => {
    const { status, json } = await found(`?${query}`);
    expect([status, json['scimType']]).toEqual([400, 'invalidValue']);
  });
});

describe('§3.4.2.3 sorting', () => {
  test('"resources without a value SHALL be ordered last" when ascending, first when descending', async () => {
    const up = await order('?sortBy=TITLE&attributes=title');
    expect(up.slice(0, 4)).toEqual([1, 2, 3, 4]);
    expect(new Set(up.slice(4))).toEqual(new Set([0, 5]));
    const down = await order('?sortBy=title&sortOrder=descending');
    expect(new Set(down.slice(0, 2))).toEqual(new Set([0, 5]));
    expect(down.slice(2)).toEqual([4, 3, 2, 1]);
  });

  test('another sortOrder than the two is ascending, and noted', async () => {
    expect(await order('?sortBy=title&sortOrder=sideways')).toEqual(await order('?sortBy=title'));
  });

  test('an attribute that does not exist is refused', async () => {
    const { status, json } = await found('?sortBy=shoeSize');
    expect([status, json['scimType']]).toEqual([400, 'invalidValue']);
  });
});
