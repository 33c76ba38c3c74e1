// RFC 7644 §3.3, creating resources.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { userSchema } from '#shared/scim/urn.ts';
import { startRollcall, type RollcallForTest } from '../rollcall.ts';
import { ann, created, group, user } from './people.ts';

let rollcall: RollcallForTest;
beforeAll(async () => {
  rollcall = await startRollcall();
});
afterAll(() => rollcall[Symbol.asyncDispose]());

test('"the server SHALL return HTTP status code 201 … the response body SHOULD contain the newly created resource"', async () => {
  const { status, headers, json } = await rollcall.send('POST', '/Users', { body: ann });
  expect(status).toBe(201);
  expect(json).toMatchObject({ ...ann, active: true });
  const id = json['id'] as string;
  expect(id).toMatch(/^[0-9a-f-]{36}$/);
  expect(headers.get('content-type')).toBe('application/scim+json');
  // "the URI … in both the Location header and the meta.location"
  expect(headers.get('location')).toBe(`${rollcall.tenantUrl}/Users/${id}`);
  expect(headers.get('etag')).toBe('W/"1"');
  const { created: createdAt, ...meta } = json['meta'] as { created: string };
  expect(createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  expect(meta).toEqual({
    resourceType: 'User',
    lastModified: createdAt,
    location: `${rollcall.tenantUrl}/Users/${id}`,
    version: 'W/"1"',
  });
  const read = await rollcall.send('GET', `/Users/${id}`);
  expect(read.text).toBe(JSON.stringify(json));
});

test('"if the service provider determines that creation conflicts … 409 with scimType uniqueness", in any case of letters', async () => {
  const id = await created(rollcall, '/Users', user('Taken@x.example', { active: false }));
  const { status, json } = await rollcall.send('POST', '/Users', { body: user('tAKEN@X.example') });
  expect(status).toBe(409);
  expect(json).toEqual({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: '409',
    scimType: 'uniqueness',
    detail: `userName "tAKEN@X.example" already belongs to User ${id} (inactive). Match on userName to link to it, or rename or remove it first.`,
  });
});

test('two groups may not share a name in the generic profile, because Entra matches groups by it', async () => {
  await created(rollcall, '/Groups', group('Straße'));
  const { status, json } = await rollcall.send('POST', '/Groups', { body: group('STRAßE') });
  expect(status).toBe(409);
  expect(json['detail']).toContain('displayName "STRAßE" already belongs to Group');
});

test('a missing required attribute is named', async () => {
  const { status, json } = await rollcall.send('POST', '/Users', {
    body: { schemas: [userSchema], displayName: 'Nobody' },
  });
  expect(status).toBe(400);
  expect(json).toMatchObject({ scimType: 'invalidValue', detail: expect.stringContaining('userName') });
});

test('a body without Content-Type, or as application/json with a charset, is read as JSON', async () => {
  const typed = await rollcall.send('POST', '/Users', {
    body: user('typed@x.example'),
    headers: { 'content-type': 'application/json; charset=utf-8' },
  });
  expect(typed.status).toBe(201);
  const untyped = await fetch(`${rollcall.tenantUrl}/Users`, {
    method: 'POST',
    headers: { authorization: `Bearer ${rollcall.token}` },
    body: new TextEncoder().encode(JSON.stringify(user('untyped@x.example'))),
  });
  expect(untyped.status).toBe(201);
});

test('a group keeps members nobody has provisioned yet and says so in the log', async () => {
  const known = await created(rollcall, '/Users', user('member@x.example', { displayName: 'Mem Ber' }));
  const { status, json } = await rollcall.send('POST', '/Groups', {
    body: group('Dangling', { members: [{ value: known }, { value: 'string id 1' }, { value: known }] }),
  });
  expect(status).toBe(201);
  expect(json['members']).toEqual([
    { value: known, $ref: `${rollcall.tenantUrl}/Users/${known}`, type: 'User', display: 'Mem Ber' },
    { value: 'string id 1' },
  ]);
  const entry = (await rollcall.logged()).at(-1);
  expect(entry?.notes).toEqual(['members: "string id 1" not known in this tenant, kept as sent until they arrive']);
});

test('`attributes` decides what the answer holds; id and schemas are always there', async () => {
  const { json } = await rollcall.send('POST', '/Users?attributes=userName', {
    body: user('short@x.example', { title: 'Dr' }),
  });
  expect(Object.keys(json).toSorted()).toEqual(['id', 'schemas', 'userName']);
});
