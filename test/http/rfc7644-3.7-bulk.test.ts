// RFC 7644 §3.7, bulk operations, over HTTP.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '#shared/lang/json.ts';
import { limits } from '#shared/scim/limits.ts';
import { bulkRequestMessage, bulkResponseMessage, enterpriseUserSchema, errorMessage } from '#shared/scim/urn.ts';
import { startRollcall, type RollcallForTest, type ScimAnswer } from '../rollcall.ts';
import { declareDevices, deviceSchema } from './device.ts';
import { created, group, patchOp, user } from './people.ts';

let rollcall: RollcallForTest;
beforeAll(async () => {
  rollcall = await startRollcall();
});
afterAll(() => rollcall[Symbol.asyncDispose]());

const bulkOf = (operations: readonly unknown[], more: JsonObject = {}) => ({
  schemas: [bulkRequestMessage],
  ...more,
  Operations: operations,
});
const send = (operations: readonly unknown[], more: JsonObject = {}): Promise<ScimAnswer> =>
  rollcall.send('POST', '/Bulk', { body: bulkOf(operations, more) });

interface Result extends JsonObject {
  readonly status: string;
  readonly location: string;
  readonly response: JsonObject;
}
const resultsOf = ({ json }: ScimAnswer): readonly Result[] => json['Operations'] as readonly Result[];
const results = async (operations: readonly unknown[], more: JsonObject = {}): Promise<readonly Result[]> =>
  resultsOf(await send(operations, more));
const statuses = (all: readonly Result[]): readonly string[] => all.map(({ status }) => status);
const idOf = (result: Result | undefined): string => result?.location.split('/').at(-1) ?? '';

const post = (bulkId: string, data: JsonObject, path = '/Users') => ({ method: 'POST', path, bulkId, data });
const postGroup = (bulkId: string, displayName: string, ...members: readonly string[]) =>
  post(bulkId, group(displayName, { members: members.map((value) => ({ value })) }), '/Groups');
const bad = (n: number) => post(`bad${n}`, { userName: n });
const good = (name: string) => post(name, user(`${name}@fail.example`));
const read = async (path: string): Promise<JsonObject> => (await rollcall.send('GET', path)).json;
const membersOf = async (id: string): Promise<readonly unknown[]> =>
  ((await read(`/Groups/${id}`))['members'] as readonly JsonObject[] | undefined)?.map(({ value }) => value) ?? [];
const count = async (filter: string, path = '/Users'): Promise<unknown> =>
  (await read(`${path}?count=0&filter=${encodeURIComponent(filter)}`))['totalResults'];

describe('"The body of a bulk operation contains a set of HTTP resource operations using one of the HTTP methods supported by the API"', () => {
  test('POST, PUT, PATCH and DELETE are each done and answered, in the order of the request', async () => {
    const ids: string[] = [];
    for (const name of ['put', 'patch', 'delete'])
      ids.push(await created(rollcall, '/Users', user(`${name}@all.example`)));
    const answer = await send([
      post('new', user('post@all.example')),
      { method: 'PUT', path: `/Users/${ids[0]}`, data: user('put@all.example', { title: 'Put' }) },
      {
        method: 'PATCH',
        path: `/Users/${ids[1]}`,
        bulkId: 'p',
        data: patchOp({ op: 'add', path: 'title', value: 'Dr' }),
      },
      { method: 'DELETE', path: `/Users/${ids[2]}` },
    ]);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/scim+json']);
    const newId = idOf(resultsOf(answer)[0]);
    expect(answer.json).toEqual({
      schemas: [bulkResponseMessage],
      Operations: [
        {
          method: 'POST',
          bulkId: 'new',
          location: `${rollcall.tenantUrl}/Users/${newId}`,
          version: 'W/"1"',
          status: '201',
        },
        { method: 'PUT', location: `${rollcall.tenantUrl}/Users/${ids[0]}`, version: 'W/"2"', status: '200' },
        {
          method: 'PATCH',
          bulkId: 'p',
          location: `${rollcall.tenantUrl}/Users/${ids[1]}`,
          version: 'W/"2"',
          status: '200',
        },
        { method: 'DELETE', location: `${rollcall.tenantUrl}/Users/${ids[2]}`, status: '204' },
      ],
    });
    expect(await read(`/Users/${newId}`)).toMatchObject({ userName: 'post@all.example' });
    expect((await rollcall.send('GET', `/Users/${ids[2]}`)).status).toBe(404);
  });

  test('a request without operations is done at once', async () => {
    const { status, json } = await send([]);
    expect([status, json['Operations']]).toEqual([200, []]);
  });

  test('operations on one resource take effect in the order they were sent', async () => {
    const id = await created(rollcall, '/Users', user('order@x.example'));
    const titles = Array.from({ length: 60 }, (_, n) => ({
      method: 'PATCH',
      path: `/Users/${id}`,
      data: patchOp({ op: 'replace', path: 'title', value: `Title ${n}` }),
    }));
    const all = await results([
      ...titles,
      { method: 'DELETE', path: `/Users/${id}` },
      post('again', user('order@x.example')),
      { method: 'PATCH', path: `/Users/${id}`, data: patchOp({ op: 'add', path: 'title', value: 'Late' }) },
    ]);
    expect(statuses(all)).toEqual([...titles.map(() => '200'), '204', '201', '404']);
    expect(all[59]?.['version']).toBe('W/"61"');
  });

  test('"version … The current resource version": a version of another state is refused with 412', async () => {
    const id = await created(rollcall, '/Users', user('version@x.example'));
    const patch = { method: 'PATCH', path: `/Users/${id}`, data: patchOp({ op: 'add', path: 'title', value: 'A' }) };
    expect(
      statuses(
        await results([
          { ...patch, version: 'W/"7"' },
          { ...patch, version: 'W/"1"' },
          { method: 'DELETE', path: `/Users/${id}`, version: 'W/"1"' },
        ]),
      ),
    ).toEqual(['412', '200', '412']);
  });

  test("a tenant's own resource types take part", async () => {
    await using own = await startRollcall();
    await declareDevices(own);
    const answer = await own.send('POST', '/Bulk', {
      body: bulkOf([
        post('d', { schemas: [deviceSchema], displayName: 'Door', serial: 'S-1' }, '/Devices'),
        { method: 'DELETE', path: '/Devices/bulkId:d' },
      ]),
    });
    expect(statuses(resultsOf(answer))).toEqual(['201', '204']);
  });
});

describe('§3.7.2: "The bulkId … can be used as a reference to the newly created resource"', () => {
  test('in the value of a member, before or after the operation that creates it', async () => {
    const all = await results([
      postGroup('g1', 'Before', 'bulkId:u1', 'bulkId:u2'),
      post('u1', user('ref1@x.example')),
      post('u2', user('ref2@x.example')),
      postGroup('g2', 'After', 'bulkId:u2'),
    ]);
    expect(statuses(all)).toEqual(['201', '201', '201', '201']);
    const [before, one, two, after] = all.map(idOf);
    expect(await membersOf(before ?? '')).toEqual([one, two]);
    expect(await membersOf(after ?? '')).toEqual([two]);
  });

  test('in the value of a manager, of a nested group, and in a $ref beside it', async () => {
    const [boss, report, inner, outer] = await results([
      post('boss', user('boss@x.example')),
      post('report', user('report@x.example', { [enterpriseUserSchema]: { manager: { value: 'bulkId:boss' } } })),
      postGroup('inner', 'Inner'),
      post(
        'outer',
        group('Outer', { members: [{ value: 'bulkId:inner', $ref: '../Groups/bulkId:inner', type: 'Group' }] }),
        '/Groups',
      ),
    ]);
    const manager = ((await read(`/Users/${idOf(report)}`))[enterpriseUserSchema] as JsonObject)['manager'];
    expect(manager).toMatchObject({ value: idOf(boss) });
    expect(await membersOf(idOf(outer))).toEqual([idOf(inner)]);
  });

  test.each(['/Groups/bulkId:team', '/Groups/bulkId%3Ateam'])('in the path %s', async (path) => {
    const all = await results([
      { method: 'PATCH', path, data: patchOp({ op: 'add', path: 'members', value: [{ value: 'bulkId:one' }] }) },
      postGroup('team', `Team ${path}`),
      post('one', user(`${path.length}@path.example`)),
    ]);
    expect(statuses(all)).toEqual(['204', '201', '201']);
    expect(all[0]?.location).toBe(all[1]?.location);
    expect(await membersOf(idOf(all[1]))).toEqual([idOf(all[2])]);
  });

  test('in the value path of a PATCH', async () => {
    const [one, two, team] = await results([
      post('v1', user('v1@x.example')),
      post('v2', user('v2@x.example')),
      postGroup('vt', 'Value path', 'bulkId:v1', 'bulkId:v2'),
      {
        method: 'PATCH',
        path: '/Groups/bulkId:vt',
        data: patchOp({ op: 'remove', path: 'members[value eq "bulkId:v1"]' }),
      },
    ]);
    expect(statuses([one, two, team].filter((result) => result !== undefined))).toEqual(['201', '201', '201']);
    expect(await membersOf(idOf(team))).toEqual([idOf(two)]);
  });

  test('text that only mentions one stays as it was sent', async () => {
    const [note] = await results([post('note', user('note@x.example', { title: 'see bulkId:note' }))]);
    expect((await read(`/Users/${idOf(note)}`))['title']).toBe('see bulkId:note');
  });

  test('one that no operation creates is refused with 400, and nothing is done for it', async () => {
    const all = await results([
      postGroup('lost', 'Lost', 'bulkId:nobody'),
      { method: 'DELETE', path: '/Users/bulkId:nobody' },
      { method: 'PUT', path: '/Users/x', bulkId: 'put', data: user('put@ref.example') },
      postGroup('put2', 'No creation', 'bulkId:put'),
    ]);
    expect(statuses(all)).toEqual(['400', '400', '404', '400']);
    expect(all[0]?.response).toMatchObject({ scimType: 'invalidValue', detail: expect.stringContaining('"nobody"') });
    expect(all[0]).not.toHaveProperty('location');
    expect(await count('displayName eq "Lost"', '/Groups')).toBe(0);
  });

  test('one whose operation failed is refused with 409, and so is what depends on that', async () => {
    const all = await results([
      postGroup('outer', 'Depends on dependant', 'bulkId:inner'),
      postGroup('inner', 'Depends', 'bulkId:bad'),
      post('bad', { userName: 7 }),
    ]);
    expect(statuses(all)).toEqual(['409', '409', '400']);
    expect(all[1]?.response['detail']).toContain('Operations[2]');
  });
});

describe('§3.7.1: "The service provider MUST try to resolve circular cross-references between resources in a single bulk job"', () => {
  test('two groups that contain each other are both created', async () => {
    const all = await results([
      postGroup('qwerty', 'Group A', 'bulkId:ytrewq'),
      postGroup('ytrewq', 'Group B', 'bulkId:qwerty'),
    ]);
    expect(statuses(all)).toEqual(['201', '201']);
    const [a, b] = all.map(idOf);
    expect([await membersOf(a ?? ''), await membersOf(b ?? '')]).toEqual([[b], [a]]);
  });

  test('somebody who is their own manager is created', async () => {
    const [own] = await results([
      post('own', user('own@x.example', { [enterpriseUserSchema]: { manager: { value: 'bulkId:own' } } })),
    ]);
    expect((await read(`/Users/${idOf(own)}`))[enterpriseUserSchema]).toMatchObject({ manager: { value: idOf(own) } });
  });

  test('"but MAY stop after a failed attempt and instead return HTTP status code 409": then none of the circle is kept', async () => {
    await created(rollcall, '/Groups', group('Taken'));
    const all = await results([
      postGroup('c1', 'Circle 1', 'bulkId:c2'),
      postGroup('c2', 'Circle 2', 'bulkId:c3'),
      post('c3', { displayName: '', members: [{ value: 'bulkId:c1' }] }, '/Groups'),
      postGroup('free', 'Free of it'),
      postGroup('after', 'Refers to the circle', 'bulkId:c1'),
    ]);
    expect(statuses(all)).toEqual(['409', '409', '400', '201', '409']);
    expect(all[0]).not.toHaveProperty('location');
    expect(all[0]?.response['detail']).toContain('Operations[2]');
    expect(await count('displayName sw "Circle"', '/Groups')).toBe(0);
  });
});

describe('failOnErrors: "the number of errors that the service provider will accept before the operation is terminated"', () => {
  test('1 ends the request with the first error, and only what was tried is answered', async () => {
    expect(statuses(await results([good('f1'), bad(1), good('f2')], { failOnErrors: 1 }))).toEqual(['201', '400']);
    expect(await count('userName eq "f2@fail.example"')).toBe(0);
  });

  test('2 accepts one', async () => {
    const all = await results([bad(1), good('f3'), bad(2), good('f4'), bad(3)], { failOnErrors: 2 });
    expect(statuses(all)).toEqual(['400', '201', '400']);
  });

  test('errors of the storage count like those of the message', async () => {
    const taken = Array.from({ length: 80 }, (_, n) => post(`t${n}`, user('taken@fail.example')));
    const all = await results(taken, { failOnErrors: 30 });
    expect(statuses(all)).toEqual(['201', ...Array.from({ length: 30 }, () => '409')]);
  });

  test('without it, all are tried', async () => {
    expect(statuses(await results([bad(1), bad(2), good('f5')]))).toEqual(['400', '400', '201']);
  });
});

describe('an operation that cannot be done is answered with its error, "A "location" attribute … MUST be returned for all operations except for failed POST operations"', () => {
  const data = user('never@bad.example');
  test.each([
    ['POST without a bulkId', { method: 'POST', path: '/Users', data }, '400', 'invalidSyntax'],
    ['a bulkId that is no string', { method: 'POST', path: '/Users', bulkId: 7, data }, '400', 'invalidSyntax'],
    ['an empty bulkId', { method: 'POST', path: '/Users', bulkId: '', data }, '400', 'invalidSyntax'],
    ['no method', { path: '/Users', bulkId: 'a', data }, '400', 'invalidSyntax'],
    ['GET', { method: 'GET', path: '/Users/1' }, '400', 'invalidSyntax'],
    ['no path', { method: 'POST', bulkId: 'a', data }, '400', 'invalidSyntax'],
    ['a path that is no string', { method: 'POST', path: ['/Users'], bulkId: 'a', data }, '400', 'invalidSyntax'],
    ['broken percent-encoding', { method: 'DELETE', path: '/Users/%zz' }, '400', 'invalidSyntax'],
    ['a path that is too long', { method: 'DELETE', path: '/Users/1/2' }, '404', undefined],
    ['an unknown endpoint', { method: 'POST', path: '/Robots', bulkId: 'a', data }, '404', undefined],
    ['/Bulk itself', { method: 'POST', path: '/Bulk', bulkId: 'a', data: bulkOf([]) }, '404', undefined],
    ['/Schemas', { method: 'DELETE', path: '/Schemas/x' }, '404', undefined],
    ['POST to a resource', { method: 'POST', path: '/Users/1', bulkId: 'a', data }, '405', undefined],
    ['PATCH of a collection', { method: 'PATCH', path: '/Users', data: patchOp() }, '405', undefined],
    ['/Me of nobody', { method: 'DELETE', path: '/Me' }, '501', undefined],
    ['no data', { method: 'POST', path: '/Users', bulkId: 'a' }, '400', 'invalidSyntax'],
    ['data that is no object', { method: 'PUT', path: '/Users/1', data: [data] }, '400', 'invalidSyntax'],
    [
      'a version that is no string',
      { method: 'PATCH', path: '/Users/1', version: 1, data: patchOp() },
      '400',
      'invalidSyntax',
    ],
  ])('%s', async (_, operation, status, scimType) => {
    const [result, next] = await results([operation, { method: 'DELETE', path: '/Users/none' }]);
    expect(result).toMatchObject({
      status,
      response: { schemas: [errorMessage], status, detail: expect.stringMatching(/.{20}/) },
    });
    expect(result?.response['scimType']).toBe(scimType);
    expect(next?.status).toBe('404');
  });

  test('the location of a failed PUT, PATCH or DELETE is that of its resource', async () => {
    const all = await results([
      { method: 'PUT', path: '/Users/none', data },
      { method: 'PATCH', path: '/groups/none', data: patchOp({ op: 'remove' }) },
      { method: 'DELETE', path: '/Users/none' },
    ]);
    expect(all.map(({ location }) => location)).toEqual([
      `${rollcall.tenantUrl}/Users/none`,
      `${rollcall.tenantUrl}/Groups/none`,
      `${rollcall.tenantUrl}/Users/none`,
    ]);
  });
});

describe('a message that is no BulkRequest is refused as a whole, and nothing is done', () => {
  const first = post('x', user('whole@bad.example'));
  test.each([
    ['an array', [first], 400, 'invalidSyntax'],
    ['no Operations', { schemas: [bulkRequestMessage] }, 400, 'invalidSyntax'],
    ['Operations that are no array', { ...bulkOf([]), Operations: first }, 400, 'invalidSyntax'],
    ['an operation that is no object', bulkOf([first, 'DELETE']), 400, 'invalidSyntax'],
    ['failOnErrors that is no number', bulkOf([first], { failOnErrors: 'one' }), 400, 'invalidValue'],
    ['failOnErrors that is no whole number', bulkOf([first], { failOnErrors: 1.5 }), 400, 'invalidValue'],
    ['a bulkId used twice', bulkOf([first, post('x', user('second@bad.example'))]), 400, 'invalidValue'],
  ])('%s', async (_, body, status, scimType) => {
    const answer = await rollcall.send('POST', '/Bulk', { body });
    expect([answer.status, answer.json['scimType']]).toEqual([status, scimType]);
    expect(await count('userName ew "@bad.example"')).toBe(0);
  });

  test('no body at all', async () => {
    expect((await rollcall.send('POST', '/Bulk')).status).toBe(400);
  });

  test('§3.7.4: more than maxOperations are refused with 413 and the number', async () => {
    const operations = Array.from({ length: limits.bulkOperations + 1 }, () => ({
      method: 'DELETE',
      path: '/Users/x',
    }));
    const { status, json } = await send(operations);
    expect([status, json['detail']]).toEqual([
      413,
      expect.stringContaining(`maxOperations (${limits.bulkOperations})`),
    ]);
  });

  test('§3.7.4: a body above maxPayloadSize is refused with 413 and the number, one of that size is read', async () => {
    const body = JSON.stringify(bulkOf([post('big', { userName: 'a', title: '' })]));
    const whole = body.replace('"title":""', `"title":"${'x'.repeat(limits.bulkBytes - body.length)}"`);
    expect(Buffer.byteLength(whole)).toBe(limits.bulkBytes);
    expect((await rollcall.send('POST', '/Bulk', { body: whole })).status).toBe(200);
    const { status, json } = await rollcall.send('POST', '/Bulk', { body: `${whole} ` });
    expect([status, json['detail']]).toEqual([
      413,
      expect.stringContaining(`maxPayloadSize (${limits.bulkBytes} bytes)`),
    ]);
  });

  test('other methods are refused with 405', async () => {
    const { status, headers } = await rollcall.send('GET', '/Bulk');
    expect([status, headers.get('allow')]).toEqual([405, 'POST']);
  });
});

describe('the provisioning log', () => {
  test('has an entry for each operation as for a single request, and one that counts them', async () => {
    await using own = await startRollcall();
    await own.send('POST', '/Bulk', {
      body: bulkOf([
        postGroup('g', 'Legal', 'bulkId:u'),
        post('u', user('ann@log.example', { displayName: 'Ann', password: 'correct-horse-battery' })),
        post('twice', user('ANN@log.example')),
        { method: 'DELETE', path: '/Users/bulkId:u' },
      ]),
    });
    const entries = await own.logged();
    const [ann, legal] = entries;
    expect(
      entries.map(({ method, path, status, provisioningAction, targetName }) => [
        method,
        path,
        status,
        provisioningAction,
        targetName,
      ]),
    ).toEqual([
      ['POST', '/Users', 201, 'create', 'Ann'],
      ['POST', '/Groups', 201, 'create', 'Legal'],
      ['DELETE', `/Users/${ann?.resourceId}`, 204, 'delete', 'Ann'],
      // Entries come in the order of completion, and this one did not have to be committed with a change.
      ['POST', '/Users', 409, 'none', 'ANN@log.example'],
      ['POST', '/Bulk', 200, 'bulk', '4 operations, 3 done, 1 failed'],
    ]);
    expect(entries.every(({ credentialId, clientAddress }) => credentialId !== undefined && clientAddress !== '')).toBe(
      true,
    );
    const stored = await own.ports.log.get(own.tenant.id, legal?.seq ?? 0);
    expect(JSON.parse(stored?.entry.requestBody ?? '')).toMatchObject({ members: [{ value: ann?.resourceId }] });
    expect(stored?.change?.membersAdded).toMatchObject([{ value: ann?.resourceId }]);
    expect(JSON.stringify(await own.lastLogged())).not.toContain('correct-horse-battery');
  });

  test('says what was not tried, and what was tolerated', async () => {
    await using own = await startRollcall();
    await own.send('POST', '/Bulk', {
      body: {
        failOnErrors: 1,
        Operations: [
          { method: 'delete', path: 'Users/x' },
          { method: 'DELETE', path: '/Users/y' },
        ],
      },
    });
    expect(await own.lastLogged()).toMatchObject({
      targetName: '2 operations, 0 done, 1 failed, 1 not tried',
      notes: [
        `schemas: ${bulkRequestMessage} is missing`,
        'method: "delete" read as DELETE',
        'path: "/" is missing before Users',
      ],
    });
  });
});

test('a strict tenant tolerates none of it', async () => {
  await using own = await startRollcall({ compatibility: 'strict' });
  const bare = await own.send('POST', '/Bulk', { body: { Operations: [] } });
  expect([bare.status, bare.json['scimType']]).toEqual([400, 'invalidSyntax']);
  const zero = await own.send('POST', '/Bulk', { body: bulkOf([], { failOnErrors: 0 }) });
  expect([zero.status, zero.json['scimType']]).toEqual([400, 'invalidValue']);
  const odd = await own.send('POST', '/Bulk', {
    body: bulkOf([
      { method: 'delete', path: '/Users/x' },
      { method: 'DELETE', path: 'Users/x' },
      { method: 'DELETE', path: '/Users/x?attributes=id' },
    ]),
  });
  expect(statuses(resultsOf(odd))).toEqual(['400', '400', '400']);
});

test('a thousand operations are done, and others are answered in between', async () => {
  await using own = await startRollcall();
  const ended: string[] = [];
  const operations = Array.from({ length: limits.bulkOperations }, (_, n) => post(`u${n}`, user(`u${n}@x.example`)));
  const bulk = own.send('POST', '/Bulk', { body: bulkOf(operations) }).then((answer) => {
    ended.push('bulk');
    return answer;
  });
  await own.send('GET', '/ServiceProviderConfig').then(() => ended.push('read'));
  expect(new Set(statuses(resultsOf(await bulk)))).toEqual(new Set(['201']));
  expect(ended).toEqual(['read', 'bulk']);
  expect((await own.send('GET', '/Users?count=0')).json['totalResults']).toBe(limits.bulkOperations);
  expect(own.faults).toEqual([]);
});

test('none of all this was a fault of Rollcall', () => {
  expect(rollcall.faults).toEqual([]);
});
