// RFC 7644 §3.14, versioning: weak ETags, If-Match and If-None-Match.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startRollcall, type RollcallForTest } from '../rollcall.ts';
import { ann, created, patchOp, user } from './people.ts';

let rollcall: RollcallForTest;
let id: string;
beforeAll(async () => {
  rollcall = await startRollcall();
  id = await created(rollcall, '/Users', ann);
  await rollcall.send('PATCH', `/Users/${id}`, { body: patchOp({ op: 'add', path: 'title', value: 'Counsel' }) });
});
afterAll(() => rollcall[Symbol.asyncDispose]());

test('the ETag header, meta.version and the version of the resource are one', async () => {
  const { headers, json } = await rollcall.send('GET', `/Users/${id}`);
  expect([headers.get('etag'), json['meta']]).toEqual(['W/"2"', expect.objectContaining({ version: 'W/"2"' })]);
});

test.each(['W/"2"', '"2"', 'W/"1", W/"2"', '*'])('If-None-Match: %s is answered with 304 and no body', async (tag) => {
  const { status, text, headers } = await rollcall.send('GET', `/Users/${id}`, { headers: { 'if-none-match': tag } });
  expect([status, text, headers.get('etag')]).toEqual([304, '', 'W/"2"']);
});

test.each(['W/"1"', 'nonsense'])('If-None-Match: %s is answered with the resource', async (tag) => {
  expect((await rollcall.send('GET', `/Users/${id}`, { headers: { 'if-none-match': tag } })).status).toBe(200);
});

test.each([
  ['PUT', user('other@x.example')],
  ['PATCH', patchOp({ op: 'replace', path: 'title', value: 'Other' })],
  ['DELETE', undefined],
])('%s with an If-Match of another version is refused with 412 and changes nothing', async (method, body) => {
  const headers = { 'if-match': 'W/"1"' };
  const { status, json } = await rollcall.send(
    method,
    `/Users/${id}`,
    body === undefined ? { headers } : { headers, body },
  );
  expect(status).toBe(412);
  expect(json['detail']).toContain('W/"2"');
  expect((await rollcall.send('GET', `/Users/${id}`)).json).toMatchObject({
    title: 'Counsel',
    meta: { version: 'W/"2"' },
  });
});

test.each([
  ['PUT', 'W/"2"', user('other@x.example')],
  ['PATCH', 'W/"1", "2"', patchOp({ op: 'replace', path: 'title', value: 'Other' })],
  ['DELETE', '*', undefined],
])(
  '%s with If-None-Match: %s, which names the version there is, is refused with 412 (RFC 9110 §13.1.2)',
  async (method, tag, body) => {
    const headers = { 'if-none-match': tag };
    const { status } = await rollcall.send(
      method,
      `/Users/${id}`,
      body === undefined ? { headers } : { headers, body },
    );
    expect(status).toBe(412);
    expect((await rollcall.send('GET', `/Users/${id}`)).json).toMatchObject({ title: 'Counsel' });
  },
);

test('PATCH with If-None-Match of another version is done', async () => {
  const other = await created(rollcall, '/Users', user('none-match@x.example'));
  const body = patchOp({ op: 'add', path: 'title', value: 'Dr' });
  const headers = { 'if-none-match': 'W/"7"' };
  expect((await rollcall.send('PATCH', `/Users/${other}`, { body, headers })).status).toBe(200);
});

test.each(['W/"2"', '*'])('PATCH with If-Match: %s is done', async (tag) => {
  const other = await created(rollcall, '/Users', user(`match${tag.length}@x.example`));
  const body = patchOp({ op: 'replace', path: 'title', value: 'Dr' });
  await rollcall.send('PATCH', `/Users/${other}`, { body: patchOp({ op: 'add', path: 'nickName', value: 'n' }) });
  const { status, headers } = await rollcall.send('PATCH', `/Users/${other}`, { body, headers: { 'if-match': tag } });
  expect([status, headers.get('etag')]).toEqual([200, 'W/"3"']);
});
