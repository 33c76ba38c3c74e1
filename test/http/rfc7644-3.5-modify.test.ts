// RFC 7644 §3.5.1 (PUT), §3.5.2 (PATCH) and §3.6 (DELETE) over HTTP; what a PATCH does to a document is in test/protocol.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startRollcall, type RollcallForTest } from '../rollcall.ts';
import { ann, created, group, patchOp, user } from './people.ts';

let rollcall: RollcallForTest;
beforeAll(async () => {
  rollcall = await startRollcall();
});
afterAll(() => rollcall[Symbol.asyncDispose]());

let count = 0;
const newUser = (more = {}): Promise<string> =>
  created(rollcall, '/Users', { ...ann, userName: `ann${++count}@x.example`, ...more });
const newGroup = (members: readonly string[] = []): Promise<string> =>
  created(rollcall, '/Groups', group(`Group ${++count}`, { members: members.map((value) => ({ value })) }));

describe('§3.5.1 PUT', () => {
  test('replaces what is writable, keeps what is read-only and answers 200 with the resource', async () => {
    const id = await newUser({ title: 'Counsel' });
    const userName = `ann${count}@x.example`;
    const { status, headers, json } = await rollcall.send('PUT', `/Users/${id}`, {
      body: user(userName, {
        id: 'mine',
        meta: { created: '1999-01-01T00:00:00Z' },
        groups: [{ value: 'g' }],
        nickName: 'A',
      }),
    });
    expect(status).toBe(200);
    expect(headers.get('etag')).toBe('W/"2"');
    expect(json).toMatchObject({ id, userName, nickName: 'A', active: true, meta: { version: 'W/"2"' } });
    for (const gone of ['title', 'name', 'groups', 'displayName']) expect(json).not.toHaveProperty(gone);
    expect((json['meta'] as { created: string }).created).not.toContain('1999');
  });

  test('"PUT MUST NOT be used to create new resources"', async () => {
    expect((await rollcall.send('PUT', '/Users/5f0c', { body: ann })).status).toBe(404);
  });

  test('a group gets exactly the members it is sent, those who stay keep their place', async () => {
    const [a, b, c] = [
      await newUser({ displayName: 'A' }),
      await newUser({ displayName: 'B' }),
      await newUser({ displayName: 'C' }),
    ];
    const id = await newGroup([a, b]);
    const { json } = await rollcall.send('PUT', `/Groups/${id}`, {
      body: group('Renamed', { members: [{ value: c }, { value: b }] }),
    });
    expect((json['members'] as { display: string }[]).map(({ display }) => display)).toEqual(['B', 'C']);
    const entry = (await rollcall.logged()).at(-1);
    expect(entry).toMatchObject({ provisioningAction: 'update', changedAttributes: ['displayName', 'members'] });
    const emptied = await rollcall.send('PUT', `/Groups/${id}`, { body: group('Renamed') });
    expect(emptied.json).not.toHaveProperty('members');
  });

  test('the same document again changes nothing, not even the version', async () => {
    const id = await newUser();
    const before = await rollcall.send('GET', `/Users/${id}`);
    const { status, text } = await rollcall.send('PUT', `/Users/${id}`, { body: before.text });
    expect([status, text]).toEqual([200, before.text]);
  });

  test('a name somebody else has is refused', async () => {
    const [id, other] = [await newUser(), await newUser()];
    const { status, json } = await rollcall.send('PUT', `/Users/${id}`, { body: user(`ANN${count}@x.example`) });
    expect([status, json['scimType']]).toEqual([409, 'uniqueness']);
    expect(json['detail']).toContain(other);
  });
});

describe('§3.5.2 PATCH', () => {
  test('a user is answered with 200 and the whole resource, a group with 204, or 200 when `attributes` asks', async () => {
    const [id, groupId] = [await newUser(), await newGroup()];
    const patched = await rollcall.send('PATCH', `/Users/${id}`, {
      body: patchOp({ op: 'add', path: 'title', value: 'Dr' }),
    });
    expect(patched.status).toBe(200);
    expect(patched.json).toMatchObject({ id, title: 'Dr', displayName: 'Ann Bell' });
    const rename = patchOp({ op: 'replace', path: 'externalId', value: 'e1' });
    const silent = await rollcall.send('PATCH', `/Groups/${groupId}`, { body: rename });
    expect([silent.status, silent.text, silent.headers.get('etag')]).toEqual([204, '', 'W/"2"']);
    const asked = await rollcall.send('PATCH', `/Groups/${groupId}?attributes=members,externalId`, {
      body: patchOp({ op: 'add', path: 'members', value: [{ value: id }] }),
    });
    expect(asked.status).toBe(200);
    expect(asked.json).toMatchObject({ id: groupId, externalId: 'e1', members: [{ value: id, type: 'User' }] });
  });

  test("a user's answer keeps the groups the user is in", async () => {
    const id = await newUser();
    const groupId = await newGroup([id]);
    const { json } = await rollcall.send('PATCH', `/Users/${id}`, {
      body: patchOp({ op: 'add', path: 'title', value: 'Dr' }),
    });
    expect(json['groups']).toMatchObject([{ value: groupId }]);
  });

  test('"a PATCH request … SHALL be treated as atomic": the third operation fails, nothing is stored', async () => {
    const id = await newUser();
    const before = await rollcall.send('GET', `/Users/${id}`);
    const { status, json } = await rollcall.send('PATCH', `/Users/${id}`, {
      body: patchOp(
        { op: 'replace', path: 'title', value: 'One' },
        { op: 'replace', path: 'nickName', value: 'Two' },
        { op: 'replace', path: 'active', value: 'perhaps' },
      ),
    });
    expect([status, json['scimType']]).toEqual([400, 'invalidValue']);
    expect((await rollcall.send('GET', `/Users/${id}`)).text).toBe(before.text);
    expect((await rollcall.logged()).filter(({ method }) => method === 'PATCH').at(-1)).toMatchObject({
      status: 400,
      scimType: 'invalidValue',
      provisioningAction: 'none',
      resourceType: 'User',
      resourceId: id,
    });
  });

  test('a group member filter that needs the members is given them', async () => {
    const [a, b] = [await newUser({ displayName: 'Keep' }), await newUser({ displayName: 'Drop' })];
    const id = await newGroup([a, b]);
    const { status } = await rollcall.send('PATCH', `/Groups/${id}`, {
      body: patchOp({ op: 'remove', path: 'members[display eq "Drop"]' }),
    });
    expect(status).toBe(204);
    const { json } = await rollcall.send('GET', `/Groups/${id}`);
    expect(json['members']).toMatchObject([{ value: a }]);
  });

  test('5,000 members arrive in one request', async () => {
    const id = await newGroup();
    const value = Array.from({ length: 5_000 }, (_, n) => ({ value: `member-${n}` }));
    const { status } = await rollcall.send('PATCH', `/Groups/${id}`, {
      body: patchOp({ op: 'add', path: 'members', value }),
    });
    expect(status).toBe(204);
    const { json } = await rollcall.send('GET', `/Groups/${id}`);
    expect(json['members']).toHaveLength(5_000);
  });

  test.each([
    ['a body that is no PatchOp', { hello: 1 }, 'invalidSyntax'],
    ['an unknown op', patchOp({ op: 'move', path: 'title', value: 'x' }), 'invalidSyntax'],
    ['remove without a path', patchOp({ op: 'remove' }), 'noTarget'],
    ['a read-only attribute', patchOp({ op: 'replace', path: 'id', value: 'x' }), 'mutability'],
    ['a path that is none', patchOp({ op: 'replace', path: 'emails[', value: 'x' }), 'invalidPath'],
    [
      'a prototype by path',
      patchOp({ op: 'add', path: '__proto__.polluted', value: true }),
      /invalidPath|invalidSyntax/,
    ],
  ])('%s is refused', async (_, body, scimType) => {
    const { status, json } = await rollcall.send('PATCH', `/Users/${await newUser()}`, { body });
    expect(status).toBe(400);
    expect(json['scimType']).toMatch(scimType);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('§3.6 DELETE', () => {
  test('204 without a body; then 404 for everything, and the same name may come again with a new id', async () => {
    const id = await newUser();
    const userName = `ann${count}@x.example`;
    const { status, text } = await rollcall.send('DELETE', `/Users/${id}`);
    expect([status, text]).toEqual([204, '']);
    for (const method of ['GET', 'DELETE']) expect((await rollcall.send(method, `/Users/${id}`)).status).toBe(404);
    expect((await rollcall.send('PUT', `/Users/${id}`, { body: user(userName) })).status).toBe(404);
    const patch = patchOp({ op: 'replace', path: 'active', value: true });
    expect((await rollcall.send('PATCH', `/Users/${id}`, { body: patch })).status).toBe(404);
    expect(await created(rollcall, '/Users', user(userName))).not.toBe(id);
  });

  test('a deleted person leaves the groups', async () => {
    const id = await newUser();
    const groupId = await newGroup([id]);
    await rollcall.send('DELETE', `/Users/${id}`);
    expect((await rollcall.send('GET', `/Groups/${groupId}`)).json).not.toHaveProperty('members');
  });
});
