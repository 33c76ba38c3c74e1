// RFC 7644 §3.11, "/Me" authenticated subject alias.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { bulkRequestMessage } from '#shared/scim/urn.ts';
import { startRollcall, type RollcallForTest, type ScimAnswer, type Send } from '../rollcall.ts';
import { created, patchOp, user } from './people.ts';

let rollcall: RollcallForTest;
let ann: string;
let annsToken: string;
let people = 0;
beforeAll(async () => {
  rollcall = await startRollcall();
});
afterAll(() => rollcall[Symbol.asyncDispose]());
beforeEach(async () => {
  people += 1;
  ann = await created(rollcall, '/Users', user(`ann${people}@me.example`, { title: 'Counsel' }));
  annsToken = (await rollcall.addToken(rollcall.tenant.id, { userId: ann })).secret;
});

const asAnn = (method: string, options: Send = {}, path = '/Me'): Promise<ScimAnswer> =>
  rollcall.send(method, path, { ...options, headers: { authorization: `Bearer ${annsToken}`, ...options.headers } });
const locationOf = ({ headers }: ScimAnswer): string | null => headers.get('location');

describe('"A client MAY use a URL of the form "<base-URI>/Me" as a URI alias for the User … associated with the currently authenticated subject for any SCIM operation"', () => {
  test.each(['/Me', '/me', '/Me/'])('GET %s is the User', async (path) => {
    const { status, json, headers } = await asAnn('GET', {}, path);
    expect([status, headers.get('etag')]).toEqual([200, 'W/"1"']);
    expect(json).toEqual((await rollcall.send('GET', `/Users/${ann}`)).json);
  });

  test('GET takes attributes, and If-None-Match', async () => {
    expect((await asAnn('GET', {}, '/Me?attributes=title')).json).toEqual({
      id: ann,
      schemas: expect.any(Array),
      title: 'Counsel',
    });
    const unchanged = await asAnn('GET', { headers: { 'if-none-match': 'W/"1"' } });
    expect([unchanged.status, unchanged.text]).toEqual([304, '']);
  });

  test('PATCH', async () => {
    const body = patchOp({ op: 'replace', path: 'title', value: 'Partner' });
    const { status, json } = await asAnn('PATCH', { body });
    expect([status, json['title']]).toEqual([200, 'Partner']);
    expect((await rollcall.send('GET', `/Users/${ann}`)).json['title']).toBe('Partner');
  });

  test('PUT, which refuses another version with 412', async () => {
    const body = user(`ann${people}@me.example`, { title: 'Judge' });
    expect((await asAnn('PUT', { body, headers: { 'if-match': 'W/"9"' } })).status).toBe(412);
    expect((await asAnn('PUT', { body, headers: { 'if-match': 'W/"1"' } })).json['title']).toBe('Judge');
  });

  test('DELETE, and from then on 404', async () => {
    expect((await asAnn('DELETE')).status).toBe(204);
    expect((await rollcall.send('GET', `/Users/${ann}`)).status).toBe(404);
    const gone = await asAnn('GET');
    expect([gone.status, gone.json['detail']]).toEqual([404, expect.stringContaining('Bind the token')]);
  });

  test('in a bulk request', async () => {
    const Operations = [
      { method: 'PATCH', path: '/Me', data: patchOp({ op: 'add', path: 'nickName', value: 'A' }) },
      { method: 'DELETE', path: '/Me', version: 'W/"1"' },
    ];
    const { json } = await asAnn('POST', { body: { schemas: [bulkRequestMessage], Operations } }, '/Bulk');
    expect(json['Operations']).toMatchObject([
      { status: '200', location: `${rollcall.tenantUrl}/Users/${ann}` },
      { status: '412', location: `${rollcall.tenantUrl}/Users/${ann}` },
    ]);
  });
});

test('"In any response, the HTTP "Location" header MUST be the permanent location of the aliased resource"', async () => {
  const permanent = `${rollcall.tenantUrl}/Users/${ann}`;
  const answers = [
    await asAnn('GET'),
    await asAnn('GET', { headers: { 'if-none-match': '*' } }),
    await asAnn('PATCH', { body: patchOp({ op: 'add', path: 'title', value: 'X' }) }),
    await asAnn('PATCH', { body: { Operations: 'none' } }),
    await asAnn('PUT', { body: user('x'), headers: { 'if-match': 'W/"9"' } }),
    await asAnn('DELETE'),
    await asAnn('GET'),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 304, 200, 400, 412, 204, 404]);
  expect(new Set(answers.map(locationOf))).toEqual(new Set([permanent]));
});

describe('"A service provider that does NOT support this feature SHOULD respond with HTTP status code 501"', () => {
  test.each(['GET', 'PUT', 'PATCH', 'DELETE'])('%s with a token that stands for nobody', async (method) => {
    const { status, json } = await rollcall.send(method, '/Me', { body: method === 'GET' ? undefined : {} });
    expect([status, json['detail']]).toEqual([501, expect.stringContaining('Bind the token to a person')]);
  });

  test('POST, also for somebody: who is there cannot be created', async () => {
    expect((await asAnn('POST', { body: user('new@me.example') })).status).toBe(501);
    expect((await rollcall.send('POST', '/Me', { body: user('new@me.example') })).status).toBe(501);
  });
});

test('a body that is missing is refused, as everywhere', async () => {
  expect((await asAnn('PATCH')).status).toBe(400);
});

test('there is nothing below /Me', async () => {
  expect((await asAnn('GET', {}, `/Me/${ann}`)).status).toBe(404);
  expect((await asAnn('POST', { body: {} }, '/Me/.search')).status).toBe(404);
});

test('a caller without a token learns nothing but that it needs one', async () => {
  const { status, headers } = await rollcall.send('GET', '/Me', { headers: { authorization: '' } });
  expect([status, headers.get('www-authenticate'), headers.get('location')]).toEqual([
    401,
    'Bearer error="invalid_token"',
    null,
  ]);
});

test('the log says who it was about', async () => {
  await asAnn('PATCH', { body: patchOp({ op: 'replace', path: 'title', value: 'Noted' }) });
  expect(await rollcall.lastLogged()).toMatchObject({
    path: '/Me',
    resourceType: 'User',
    resourceId: ann,
    changedAttributes: ['title'],
  });
  await asAnn('PATCH', { body: patchOp({ op: 'replace', path: 'active', value: 'perhaps' }) });
  expect(await rollcall.lastLogged()).toMatchObject({ status: 400, resourceType: 'User', resourceId: ann });
});
