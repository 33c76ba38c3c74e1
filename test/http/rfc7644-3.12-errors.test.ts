// RFC 7644 §3.12: every refusal is a SCIM error body that says what was sent, what was expected and what to do.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { limits } from '#shared/scim/limits.ts';
import { startRollcall, type RollcallForTest, type ScimAnswer } from '../rollcall.ts';
import { ann, created, user } from './people.ts';

let rollcall: RollcallForTest;
beforeAll(async () => {
  rollcall = await startRollcall();
});
afterAll(() => rollcall[Symbol.asyncDispose]());

/** Status and scimType of a refusal whose form is right. */
function refusal({ status, headers, json }: ScimAnswer): readonly [status: number, scimType: unknown] {
  expect(headers.get('content-type')).toBe('application/scim+json');
  const { scimType, ...body } = json;
  expect(body).toEqual({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: String(status),
    detail: expect.stringMatching(/.{20}/),
  });
  return [status, scimType];
}

const filtered = (text: string): Promise<ScimAnswer> =>
  rollcall.send('GET', `/Users?filter=${encodeURIComponent(text)}`);
const filterOf = (length: number): string => `title eq "${'x'.repeat(length - 11)}"`;

describe('a body', () => {
  test('that is not JSON is refused, saying where', async () => {
    const answer = await rollcall.send('POST', '/Users', { body: '{"userName": "ann@x.example",}' });
    expect(refusal(answer)).toEqual([400, 'invalidSyntax']);
    expect(answer.json['detail']).toContain('line 1, column 30');
  });

  test('that is empty is refused', async () => {
    expect(refusal(await rollcall.send('POST', '/Users', { body: '' }))).toEqual([400, 'invalidSyntax']);
    expect(refusal(await rollcall.send('POST', '/Users'))).toEqual([400, 'invalidSyntax']);
  });

  test.each(['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'nonsense', 'application/jsonp'])(
    'sent as %s is refused with 415',
    async (type) => {
      expect(refusal(await rollcall.send('POST', '/Users', { body: '{}', headers: { 'content-type': type } }))).toEqual(
        [415, undefined],
      );
    },
  );

  test('that is compressed is refused with 415', async () => {
    expect(
      refusal(await rollcall.send('POST', '/Users', { body: '{}', headers: { 'content-encoding': 'gzip' } })),
    ).toEqual([415, undefined]);
    const identity = await rollcall.send('POST', '/Users', {
      body: user('id@x.example'),
      headers: { 'content-encoding': 'identity' },
    });
    expect(identity.status).toBe(201);
  });

  test('rule 53: of 1 MiB is read, of one byte more refused with 413, announced or not (RFC 7644 §3.12)', async () => {
    const filler = limits.bodyBytes - JSON.stringify(user('big@x.example', { title: '' })).length;
    const whole = JSON.stringify(user('big@x.example', { title: 'x'.repeat(filler) }));
    expect(whole).toHaveLength(limits.bodyBytes);
    expect((await rollcall.send('POST', '/Users', { body: whole })).status).toBe(201);
    expect(refusal(await rollcall.send('POST', '/Users', { body: `${whole} ` }))).toEqual([413, undefined]);
    const chunked = await fetch(`${rollcall.tenantUrl}/Users`, {
      method: 'POST',
      headers: { authorization: `Bearer ${rollcall.token}`, 'content-type': 'application/scim+json' },
      body: new Blob([whole, ' ']).stream(),
      duplex: 'half',
    } as RequestInit);
    expect(chunked.status).toBe(413);
  });

  test('rule 53: that nests 17 levels deep, or 100,000, is refused with 413 (RFC 7644 §3.12)', async () => {
    for (const levels of [17, 100_000]) {
      const body = '['.repeat(levels) + ']'.repeat(levels);
      expect(refusal(await rollcall.send('POST', '/Users', { body }))).toEqual([413, undefined]);
    }
  });

  test.each([
    '{"__proto__":{"polluted":1}}',
    String.raw`{"userName":"a","\u005f_proto__":{"polluted":1}}`,
    '{"name":{"constructor":{"prototype":{"polluted":1}}}}',
  ])('%s is refused', async (body) => {
    expect(refusal(await rollcall.send('POST', '/Users', { body }))).toEqual([400, 'invalidSyntax']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('a path', () => {
  test('of an unknown tenant is 404, whatever the token', async () => {
    const response = await fetch(`${rollcall.url}/nobody/scim/v2/Users`, {
      headers: { authorization: `Bearer ${rollcall.token}` },
    });
    expect([response.status, response.headers.get('content-type')]).toEqual([404, 'application/scim+json']);
    expect(await response.json()).toMatchObject({ status: '404', detail: expect.stringContaining('"nobody"') });
  });

  test.each([
    '/',
    '/favicon.ico',
    '/default',
    '/default/scimitar/v2/Users',
    '/default/v2/Users',
    '/api/call',
    '/index.html',
  ])('%s outside of any tenant is 404: nothing but SCIM is served here', async (path) => {
    const response = await fetch(rollcall.url + path, { redirect: 'manual' });
    expect([response.status, response.headers.get('content-type')]).toEqual([404, 'application/scim+json']);
  });

  test.each(['/Robots', '/Robots/1', '/Users/1/2', '/Robots/.search/1'])(
    '%s below a tenant is 404 and names what there is',
    async (path) => {
      const answer = await rollcall.send('GET', path);
      expect(refusal(answer)).toEqual([404, undefined]);
      expect(answer.json['detail']).toContain('/Users');
    },
  );

  test('that is not valid percent-encoding is refused', async () => {
    expect(refusal(await rollcall.send('GET', '/Users/%zz'))).toEqual([400, 'invalidSyntax']);
    expect(refusal(await rollcall.send('GET', '/Users?filter=%zz'))).toEqual([400, 'invalidSyntax']);
  });

  test('with an id of 5,000 characters is 404', async () => {
    expect(refusal(await rollcall.send('GET', `/Users/${'a'.repeat(5_000)}`))).toEqual([404, undefined]);
  });

  test.each([
    '/default/scim/v2/Users/',
    '/default/scim/v2//Users',
    '//default//scim/v2/Users',
    '/default/scim/Users',
    '/default/scim/v2/users',
    '/DEFAULT/SCIM/V2/USERS',
    '/default/scim/v2/Users/?aadOptscim062020',
  ])('rule 55: %s is the same as /default/scim/v2/Users, without a redirect (RFC 7644 §3.13)', async (path) => {
    const response = await fetch(rollcall.url + path, {
      redirect: 'manual',
      headers: { authorization: `Bearer ${rollcall.token}` },
    });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ totalResults: expect.any(Number) });
  });

  test('the location is the canonical one however the resource was asked for, and keeps the case of the id', async () => {
    const id = await created(rollcall, '/Users', ann);
    const response = await fetch(`${rollcall.url}/DEFAULT/scim//users/${id}/`, {
      headers: { authorization: `Bearer ${rollcall.token}` },
    });
    expect(await response.json()).toMatchObject({ id, meta: { location: `${rollcall.tenantUrl}/Users/${id}` } });
  });
});

describe('a method', () => {
  test.each([
    ['PUT', '/Users', 'GET, HEAD, POST'],
    ['DELETE', '/Groups', 'GET, HEAD, POST'],
    ['POST', '/Users/1', 'GET, HEAD, PUT, PATCH, DELETE'],
    ['POST', '/Schemas', 'GET, HEAD'],
    ['OPTIONS', '/Users', 'GET, HEAD, POST'],
  ])('%s %s is 405 with Allow: %s', async (method, path, allow) => {
    const answer = await rollcall.send(method, path, method === 'OPTIONS' || method === 'DELETE' ? {} : { body: {} });
    expect(refusal(answer)).toEqual([405, undefined]);
    expect(answer.headers.get('allow')).toBe(allow);
  });
});

describe('a filter', () => {
  test('of 4,096 characters is read, of 4,097 refused', async () => {
    expect((await filtered(filterOf(4096))).status).toBe(200);
    expect(refusal(await filtered(filterOf(4097)))).toEqual([400, 'invalidFilter']);
  });

  test('of 4,096 characters that each take nine to encode fits the URL', async () => {
    expect((await filtered(`title eq "${'漢'.repeat(4096 - 11)}"`)).status).toBe(200);
  });

  test('with 100 nested parentheses is refused', async () => {
    expect(refusal(await filtered(`${'('.repeat(100)}title pr${')'.repeat(100)}`))).toEqual([400, 'invalidFilter']);
  });

  test('with 140 conditions, 420 words, is refused', async () => {
    const conditions = Array.from({ length: 140 }, () => 'a eq 1').join(' or ');
    expect(refusal(await filtered(conditions))).toEqual([400, 'invalidFilter']);
  });
});

test('a Host header that is no host is refused, because every location is made from it', async () => {
  const { Client } = await import('undici');
  const client = new Client(rollcall.url);
  const { statusCode, body } = await client.request({
    method: 'GET',
    path: '/default/scim/v2/Users',
    headers: { host: 'evil"},{', authorization: `Bearer ${rollcall.token}` },
  });
  expect([statusCode, await body.json()]).toEqual([400, expect.objectContaining({ status: '400' })]);
  await client.close();
});

test('behind a tunnel the location is the public one', async () => {
  const { Client } = await import('undici');
  const client = new Client(rollcall.url);
  const { headers } = await client.request({
    method: 'POST',
    path: '/default/scim/v2/Users',
    headers: {
      host: 'rollcall.trycloudflare.example',
      'x-forwarded-proto': 'https',
      authorization: `Bearer ${rollcall.token}`,
      'content-type': 'application/scim+json',
    },
    body: JSON.stringify(user('tunnel@x.example')),
  });
  expect(headers['location']).toMatch(
    /^https:\/\/rollcall\.trycloudflare\.example\/default\/scim\/v2\/Users\/[0-9a-f-]{36}$/,
  );
  await client.close();
});

test('what the router refuses by itself is authenticated and logged like everything else', async () => {
  const outsider = await rollcall.send('GET', '/Users/%zz', { headers: { authorization: 'Bearer x' } });
  expect(outsider.status).toBe(401);
  await rollcall.send('GET', '/Users/%zz?filter=id%20pr');
  expect((await rollcall.logged()).slice(-2)).toMatchObject([
    { status: 401, path: '/Users/%zz' },
    { status: 400, path: '/Users/%zz?filter=id%20pr', scimType: 'invalidSyntax' },
  ]);
});

test('none of all this was a fault of Rollcall', () => {
  expect(rollcall.faults).toEqual([]);
});
