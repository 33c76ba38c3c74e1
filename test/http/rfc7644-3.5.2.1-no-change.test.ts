// RFC 7644 §3.5.2.1, over HTTP: what changes nothing moves neither version nor lastModified, and the log says no change.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '#shared/lang/json.ts';
import { patchOpMessage, groupSchema, userSchema } from '#shared/scim/urn.ts';
import { startRollcall, type RollcallForTest } from '../rollcall.ts';

let rollcall: RollcallForTest;
beforeAll(async () => {
  rollcall = await startRollcall();
});
afterAll(() => rollcall[Symbol.asyncDispose]());

const created = async (path: string, body: JsonObject): Promise<string> =>
  (await rollcall.send('POST', path, { body })).json['id'] as string;

const patch = (path: string, ...Operations: JsonValue[]) =>
  rollcall.send('PATCH', path, { body: { schemas: [patchOpMessage], Operations } });

const metaOf = async (path: string): Promise<JsonValue | undefined> => (await rollcall.send('GET', path)).json['meta'];

test('rule 27: a user that is patched with what it has (RFC 7644 §3.5.2.1)', async () => {
  const body = {
    schemas: [userSchema],
    userName: 'same@x.example',
    emails: [{ type: 'work', value: 'same@x.example' }],
  };
  const path = `/Users/${await created('/Users', body)}`;
  const before = await metaOf(path);
  const answer = await patch(
    path,
    { op: 'Replace', path: 'active', value: 'True' },
    { op: 'add', path: 'emails[type eq "work"].value', value: 'same@x.example' },
  );
  expect([answer.status, answer.headers.get('etag')]).toEqual([200, 'W/"1"']);
  expect(await rollcall.lastLogged()).toMatchObject({ method: 'PATCH', changedAttributes: [] });
  expect(await metaOf(path)).toEqual(before);
});

test('rule 27: a member that is added again, removed twice, or put back (RFC 7644 §3.5.2.1)', async () => {
  const member = await created('/Users', { schemas: [userSchema], userName: 'member@x.example' });
  const members = [{ value: member }];
  const body = { schemas: [groupSchema], displayName: 'Same', members };
  const path = `/Groups/${await created('/Groups', body)}`;
  const before = await metaOf(path);

  for (const operations of [
    [{ op: 'add', path: 'members', value: members }],
    [{ op: 'remove', path: 'members[value eq "nobody"]' }],
    [{ op: 'replace', path: 'members', value: members }],
    [
      { op: 'remove', path: `members[value eq "${member}"]` },
      { op: 'add', path: 'members', value: members },
    ],
  ]) {
    const answer = await patch(path, ...operations);
    expect([answer.status, answer.headers.get('etag')]).toEqual([204, 'W/"1"']);
    expect(await rollcall.lastLogged()).toMatchObject({ method: 'PATCH', changedAttributes: [] });
  }
  const put = await rollcall.send('PUT', path, { body });
  expect([put.status, put.headers.get('etag')]).toEqual([200, 'W/"1"']);
  expect(await metaOf(path)).toEqual(before);
});

test('rule 29, strict: nothing is removed by a remove with a value (RFC 7644 §3.5.2.2)', async () => {
  await using strict = await startRollcall({ compatibility: 'strict' });
  const send = (method: string, path: string, body: JsonObject) => strict.send(method, path, { body });
  const user = await send('POST', '/Users', { schemas: [userSchema], userName: 'kept@x.example' });
  const members = [{ value: user.json['id'] as string }];
  const group = await send('POST', '/Groups', { schemas: [groupSchema], displayName: 'Kept', members });
  const path = `/Groups/${group.json['id'] as string}`;
  const answer = await send('PATCH', path, {
    schemas: [patchOpMessage],
    Operations: [{ op: 'remove', path: 'members', value: members }],
  });
  expect([answer.status, answer.json['scimType']]).toEqual([400, 'invalidValue']);
  expect((await strict.send('GET', path)).json).toMatchObject({ members, meta: { version: 'W/"1"' } });
});

test('rule 47: a member nobody knows is kept with a note, and refused by a strict tenant (RFC 7643 §4.2)', async () => {
  const body = { schemas: [groupSchema], displayName: 'Dangling', members: [{ value: 'nobody' }] };
  const answer = await rollcall.send('POST', '/Groups', { body });
  expect(answer.status).toBe(201);
  expect((await rollcall.lastLogged()).notes).toEqual([
    'members: "nobody" not known in this tenant, kept as sent until they arrive',
  ]);

  await using strict = await startRollcall({ compatibility: 'strict' });
  const refused = await strict.send('POST', '/Groups', { body });
  expect([refused.status, refused.json['scimType']]).toEqual([400, 'invalidValue']);
  expect(refused.json['detail']).toMatch(/^members names "nobody", which no resource of this tenant has as its id\./);
  expect((await strict.send('GET', '/Groups')).json['totalResults']).toBe(0);
});
