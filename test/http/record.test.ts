// The provisioning log: one entry for each request, in the words of what it did, and never a secret in it.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#shared/lang/json.ts';
import { enterpriseUserSchema } from '#shared/scim/urn.ts';
import { startRollcall } from '../rollcall.ts';
import { ann, created, group, patchOp, user } from './people.ts';

describe('what an entry says', () => {
  test("each write in Entra's words, with who it was about and what changed", async () => {
    await using rollcall = await startRollcall();
    const id = await created(rollcall, '/Users', ann);
    const groupId = await created(rollcall, '/Groups', group('Legal'));
    const patch = (path: string, ...operations: readonly JsonObject[]) =>
      rollcall.send('PATCH', path, { body: patchOp(...operations) });
    await patch(
      `/Users/${id}`,
      { op: 'replace', path: 'title', value: 'Counsel' },
      { op: 'replace', path: `${enterpriseUserSchema}:department`, value: 'Compliance' },
      { op: 'replace', path: 'emails[type eq "work"].value', value: 'a@x.example' },
    );
    await patch(`/Users/${id}`, { op: 'Replace', path: 'active', value: 'False' });
    await patch(`/Users/${id}`, { op: 'Replace', path: 'active', value: 'True' });
    await patch(`/Users/${id}`, { op: 'Replace', path: 'active', value: 'True' });
    await patch(`/Groups/${groupId}`, { op: 'add', path: 'members', value: [{ value: id }] });
    await patch(`/Groups/${groupId}`, { op: 'remove', path: `members[value eq "${id}"]` });
    await rollcall.send('DELETE', `/Users/${id}`);
    const summary = (await rollcall.logged()).map((entry) => [
      entry.provisioningAction,
      entry.resourceType,
      entry.targetName,
      entry.changedAttributes.join(' '),
      entry.status,
    ]);
    expect(summary).toEqual([
      ['create', 'User', 'Ann Bell', '', 201],
      ['create', 'Group', 'Legal', '', 201],
      ['update', 'User', 'Ann Bell', 'emails[type eq "work"].value department title', 200],
      ['disable', 'User', 'Ann Bell', 'active', 200],
      ['enable', 'User', 'Ann Bell', 'active', 200],
      ['update', 'User', 'Ann Bell', '', 200],
      ['addMember', 'Group', 'Legal', 'members', 204],
      ['removeMember', 'Group', 'Legal', 'members', 204],
      ['delete', 'User', 'Ann Bell', '', 204],
    ]);
  });

  test('reads name whom they found, or whom they looked for', async () => {
    await using rollcall = await startRollcall();
    const id = await created(rollcall, '/Users', ann);
    await rollcall.send('GET', `/Users/${id}`);
    await rollcall.send('GET', '/Users?filter=userName%20eq%20%22ann.bell%40northwind.example%22');
    await rollcall.send('GET', '/Users?filter=userName%20eq%20%22nobody%40x.example%22');
    await rollcall.send('GET', '/Users');
    await rollcall.send('GET', '/Schemas');
    const [, ...reads] = await rollcall.logged();
    expect(
      reads.map(({ provisioningAction, targetName, resourceId, resourceType }) => [
        provisioningAction,
        targetName,
        resourceId,
        resourceType,
      ]),
    ).toEqual([
      ['read', 'Ann Bell', id, 'User'],
      ['read', 'Ann Bell', id, 'User'],
      ['read', 'nobody@x.example', undefined, 'User'],
      ['read', undefined, undefined, 'User'],
      ['read', undefined, undefined, 'Schema'],
    ]);
  });

  test('somebody without a displayName goes by the full name, as on the board', async () => {
    await using rollcall = await startRollcall();
    const formatted = user('f@x.example', { name: { formatted: 'Dr. Flo Fox', givenName: 'Flo', familyName: 'Fox' } });
    const id = await created(rollcall, '/Users', formatted);
    await created(
      rollcall,
      '/Users',
      user('g@x.example', { displayName: '', name: { givenName: 'Gus', familyName: 'Gray' } }),
    );
    await rollcall.send('GET', `/Users/${id}`);
    await rollcall.send('POST', '/Users', { body: { userName: 'f@x.example', NAME: { FamilyName: 'Fox' } } });
    await created(rollcall, '/Groups', group('Foxes'));
    const entries = await rollcall.logged();
    expect(entries.map(({ targetName }) => targetName)).toEqual([
      'Dr. Flo Fox',
      'Gus Gray',
      'Dr. Flo Fox',
      'Fox',
      'Foxes',
    ]);
  });

  test('a refusal has its error, and whom it was about as far as the request said', async () => {
    await using rollcall = await startRollcall();
    await created(rollcall, '/Users', ann);
    await rollcall.send('POST', '/Users', { body: { ...ann, USERNAME: undefined, displayName: 'Second Ann' } });
    expect((await rollcall.logged()).at(-1)).toMatchObject({
      status: 409,
      scimType: 'uniqueness',
      provisioningAction: 'none',
      resourceType: 'User',
      targetName: 'Second Ann',
      detail: expect.stringContaining('already belongs to'),
      changedAttributes: [],
    });
  });

  test('it keeps what was sent and answered, who asked, and how long it took', async () => {
    await using rollcall = await startRollcall();
    const body = `{ "userName": "spaced@x.example" }`;
    const { text } = await rollcall.send('POST', '/Users?attributes=userName', {
      body,
      headers: { 'user-agent': 'test/1' },
    });
    const entry = await rollcall.lastLogged();
    const [token] = await rollcall.ports.tokens.list(rollcall.tenant.id);
    expect(entry).toMatchObject({
      method: 'POST',
      path: '/Users?attributes=userName',
      requestBody: body,
      responseBody: text,
      responseBytes: text.length,
      userAgent: 'test/1',
      clientAddress: '127.0.0.1',
      credentialId: token?.id,
      aborted: false,
    });
    expect(entry.durationInMilliseconds).toBeGreaterThan(0);
    expect(Math.abs(Date.parse(entry.activityDateTime) - Date.now())).toBeLessThan(60_000);
  });

  test('of a long answer its head is kept, and how long it was', async () => {
    await using rollcall = await startRollcall();
    for (let n = 0; n < 5; n++)
      await created(rollcall, '/Users', user(`u${n}@x.example`, { title: 'ä'.repeat(5_000) }));
    const { text } = await rollcall.send('GET', '/Users');
    const entry = await rollcall.lastLogged();
    expect(entry.responseBytes).toBe(Buffer.byteLength(text));
    expect(Buffer.byteLength(entry.responseBody ?? '')).toBeLessThanOrEqual(32 * 1024);
    expect(text.startsWith(entry.responseBody ?? '-')).toBe(true);
    expect(entry.responseBody?.length).toBeGreaterThan(10_000);
  });

  test('a row stays short whatever was sent; the bodies tell the rest', async () => {
    await using rollcall = await startRollcall();
    const long = '\u{1F600}'.repeat(2_000);
    const id = await created(rollcall, '/Users', user('long@x.example', { displayName: long }));
    const unknown = Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`unknown${n}`, 1]));
    await rollcall.send('PUT', `/Users/${id}`, {
      body: { ...user('long@x.example', { displayName: `x${long}` }), ...unknown },
      headers: { 'user-agent': 'u'.repeat(2_000) },
    });
    await rollcall.send('GET', `/Users?filter=${encodeURIComponent(`title eq "${'漢'.repeat(1_000)}"`)}`);
    const [, write, read] = await rollcall.logged();
    expect(write?.targetName).toMatch(/^x(?:\u{1F600})+…$/u);
    expect(write?.targetName?.length).toBeLessThanOrEqual(256);
    expect(write?.userAgent).toHaveLength(256);
    expect(write?.notes).toHaveLength(50);
    expect(read?.path).toHaveLength(4096);
    const [row] = await rollcall.ports.directory.usersById(rollcall.tenant.id, [id]);
    expect(row?.lastChange?.to?.length).toBeLessThanOrEqual(256);
  });

  test('the log of a tenant has the requests of that tenant only', async () => {
    await using rollcall = await startRollcall();
    const other = await rollcall.addTenant('other');
    const { secret } = await rollcall.addToken(other.id);
    await fetch(`${rollcall.url}/other/scim/v2/Users`, { headers: { authorization: `Bearer ${secret}` } });
    expect(await rollcall.logged()).toEqual([]);
  });
});

test('rule 41: no password and no token is anywhere in the database, whatever was sent and refused (RFC 7643 §7)', async () => {
  await using rollcall = await startRollcall();
  const password = 'correct-horse-battery';
  const id = await created(rollcall, '/Users', { ...ann, password });
  await rollcall.send('PUT', `/Users/${id}`, { body: { ...ann, PASSWORD: password } });
  const shapes = [
    { op: 'replace', path: 'password', value: password },
    { op: 'replace', value: { password } },
    { op: 'add', path: 'urn:ietf:params:scim:schemas:core:2.0:User:password', value: password },
    { op: 'replace', path: 'password', value: [password] },
  ];
  for (const shape of shapes) await rollcall.send('PATCH', `/Users/${id}`, { body: patchOp(shape) });
  await rollcall.send('PATCH', `/Users/${id}`, {
    body: `{"Operations":[{"op":"replace","value":{"password":"${password}"`,
  });
  await rollcall.send('POST', '/Users', { body: { password: { deep: [password] } } });
  await rollcall.send('GET', `/Users?filter=${encodeURIComponent(`password eq "${password}"`)}`);
  await rollcall.send('GET', `/Users?filter=${encodeURIComponent(`userName eq "${rollcall.token}"`)}`);
  await rollcall.send('GET', `/Users/${rollcall.token}`);
  await rollcall.send('POST', '/Users', {
    body: user('pasted@x.example'),
    headers: { 'user-agent': `Bearer ${rollcall.token}` },
  });
  expect((await rollcall.logged()).length).toBe(12);
  for (const file of [rollcall.databaseFile, `${rollcall.databaseFile}-wal`]) {
    const bytes = readFileSync(file);
    expect(bytes.includes(password)).toBe(false);
    expect(bytes.includes(rollcall.token)).toBe(false);
  }
});
