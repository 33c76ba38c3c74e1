// RFC 7644 §4 and RFC 7643 §5 to §7, what the service says about itself.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { limits } from '#shared/scim/limits.ts';
import { enterpriseUserSchema, groupSchema, userSchema } from '#shared/scim/urn.ts';
import { startRollcall, type RollcallForTest } from '../rollcall.ts';

let rollcall: RollcallForTest;
beforeAll(async () => {
  rollcall = await startRollcall();
});
afterAll(() => rollcall[Symbol.asyncDispose]());

test('/ServiceProviderConfig is one object that says what is supported', async () => {
  const { status, json, headers } = await rollcall.send('GET', '/ServiceProviderConfig');
  expect(status).toBe(200);
  expect(headers.get('content-type')).toBe('application/scim+json');
  expect(json).toMatchObject({
    patch: { supported: true },
    bulk: { supported: true, maxOperations: limits.bulkOperations, maxPayloadSize: limits.bulkBytes },
    filter: { supported: true, maxResults: 200 },
    etag: { supported: true },
    pagination: {
      cursor: true,
      index: true,
      defaultPaginationMethod: 'index',
      defaultPageSize: 100,
      maxPageSize: 200,
      cursorTimeout: limits.cursorSeconds,
    },
    meta: { location: `${rollcall.tenantUrl}/ServiceProviderConfig` },
  });
});

test('/ResourceTypes lists User and Group, each also on its own', async () => {
  const { json } = await rollcall.send('GET', '/ResourceTypes?count=1&startIndex=5');
  expect(json).toMatchObject({ totalResults: 2, itemsPerPage: 2, startIndex: 1 });
  expect((json['Resources'] as { id: string }[]).map(({ id }) => id)).toEqual(['User', 'Group']);
  const { json: type } = await rollcall.send('GET', '/ResourceTypes/User');
  expect(type).toMatchObject({
    endpoint: '/Users',
    schema: userSchema,
    schemaExtensions: [{ schema: enterpriseUserSchema }],
  });
  expect((await rollcall.send('GET', '/ResourceTypes/Robot')).status).toBe(404);
});

test('/Schemas lists every schema, without nulls, each also on its own by URI in any case', async () => {
  const { json, text } = await rollcall.send('GET', '/Schemas');
  expect((json['Resources'] as { id: string }[]).map(({ id }) => id)).toEqual([
    userSchema,
    enterpriseUserSchema,
    groupSchema,
  ]);
  expect(text).not.toContain('null');
  const { json: schema } = await rollcall.send('GET', `/schemas/${groupSchema.toUpperCase()}`);
  expect(schema).toMatchObject({ id: groupSchema, name: 'Group' });
  expect((await rollcall.send('GET', '/Schemas/urn:nothing')).status).toBe(404);
});

test.each(['/ServiceProviderConfig', '/ResourceTypes', '/Schemas'])(
  '%s: "If a filter is provided, the service provider SHOULD respond with 403"',
  async (path) => {
    expect((await rollcall.send('GET', `${path}?filter=name%20eq%20%22User%22`)).status).toBe(403);
  },
);

test.each(['/ServiceProviderConfig', '/ResourceTypes', '/ResourceTypes/User', '/Schemas', `/Schemas/${groupSchema}`])(
  '%s: "attribute selection, sorting and paging SHALL be ignored", and HEAD is GET without the body',
  async (path) => {
    const parameters = '?attributes=none&sortBy=none&startIndex=9&count=0&cursor=none&aadOptscim062020';
    const { status, text } = await rollcall.send('GET', path + parameters);
    expect([status, text]).toEqual([200, (await rollcall.send('GET', path)).text]);
    const head = await rollcall.send('HEAD', path);
    expect([head.status, head.text, head.headers.get('content-type')]).toEqual([200, '', 'application/scim+json']);
    const other = await rollcall.send('DELETE', path);
    expect([other.status, other.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  },
);
