import { readFile, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import type { ConsoleEvent } from '#shared/console-api/index.ts';
import { startRollcall } from '../rollcall.ts';
import { call, refusal } from './call.ts';

const inAnHour = (): string => new Date(Date.now() + 3_600_000).toISOString();

test('tokens.create makes a token that the SCIM listener accepts at once', async () => {
  await using rollcall = await startRollcall();
  const { secret, token } = await call(rollcall.core, 'tokens.create', {
    tenantId: rollcall.tenant.id,
    label: 'Entra',
  });
  expect(token).toMatchObject({ label: 'Entra', state: 'active', hint: secret.slice(-4), lastUsedAt: null });
  const answer = await rollcall.send('GET', '/Users', { headers: { authorization: `Bearer ${secret}` } });
  expect(answer.status).toBe(200);
});

test('the secret is in the answer of tokens.create alone: in no list, no event and no file', async () => {
  await using rollcall = await startRollcall();
  const tenantId = rollcall.tenant.id;
  const events: ConsoleEvent[] = [];
  rollcall.core.subscribe((event) => events.push(event));
  const { secret } = await call(rollcall.core, 'tokens.create', { tenantId, label: 'Entra' });
  await rollcall.send('GET', '/Users', { headers: { authorization: `Bearer ${secret}` } });
  await rollcall.logged();

  expect(events.map(({ name }) => name)).toContain('tokens.changed');
  expect(JSON.stringify([events, await call(rollcall.core, 'tokens.list', { tenantId })])).not.toContain(secret);
  const folder = dirname(rollcall.databaseFile);
  const files = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name))));
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) expect(file.includes(secret)).toBe(false);
});

test('tokens.list shows when a token was last used', async () => {
  await using rollcall = await startRollcall();
  await rollcall.send('GET', '/Users');
  await rollcall.logged();
  const [token] = await call(rollcall.core, 'tokens.list', { tenantId: rollcall.tenant.id });
  expect(token?.lastUsedAt).toMatch(/^\d{4}-\d\d-\d\dT/);
});

test('tokens.revoke ends a token: the next request with it is refused, and a second revoke keeps the first time', async () => {
  await using rollcall = await startRollcall();
  const tenantId = rollcall.tenant.id;
  const [token] = await call(rollcall.core, 'tokens.list', { tenantId });
  const revoked = await call(rollcall.core, 'tokens.revoke', { tenantId, id: token?.id ?? '' });
  expect(revoked.state).toBe('revoked');
  expect((await rollcall.send('GET', '/Users')).status).toBe(401);
  expect(await call(rollcall.core, 'tokens.revoke', { tenantId, id: revoked.id })).toEqual(revoked);
});

test('tokens.revoke says when the tenant has no such token, also when another tenant has it', async () => {
  await using rollcall = await startRollcall();
  const other = await rollcall.addTenant('other');
  const { id } = await rollcall.addToken(other.id);
  const { code, detail } = await refusal(rollcall.core, 'tokens.revoke', { tenantId: rollcall.tenant.id, id });
  expect(code).toBe('not-found');
  expect(detail).toContain(id);
});

test('a token may expire; one that has expired is listed as such', async () => {
  await using rollcall = await startRollcall();
  const tenantId = rollcall.tenant.id;
  const expiresAt = inAnHour();
  const { token } = await call(rollcall.core, 'tokens.create', { tenantId, label: 'Pilot', expiresAt });
  expect(token).toMatchObject({ state: 'active', expiresAt });
  const { id } = await rollcall.addToken(tenantId, { expiresAt: '2020-01-01T00:00:00.000Z' });
  const expired = (await call(rollcall.core, 'tokens.list', { tenantId })).find((listed) => listed.id === id);
  expect(expired?.state).toBe('expired');
});

test.each([
  ['a label of spaces', { label: '   ' }, 'label'],
  ['a label of 81 characters', { label: 'x'.repeat(81) }, 'label'],
  ['a time that is no time', { label: 'x', expiresAt: 'tomorrow' }, 'expiresAt'],
  ['a time that has passed', { label: 'x', expiresAt: '2020-01-01T00:00:00Z' }, 'expiresAt'],
])('tokens.create refuses %s', async (_what, facts, field) => {
  await using rollcall = await startRollcall();
  const { code, detail } = await refusal(rollcall.core, 'tokens.create', { tenantId: rollcall.tenant.id, ...facts });
  expect(code).toBe('invalid-input');
  expect(detail).toContain(field);
});

test('tokens.create makes a token for a person, whom /Me then is', async () => {
  await using rollcall = await startRollcall();
  const tenantId = rollcall.tenant.id;
  const { json } = await rollcall.send('POST', '/Users', { body: { userName: 'ada' } });
  const userId = json['id'] as string;
  const { token, secret } = await call(rollcall.core, 'tokens.create', { tenantId, label: 'Ada', userId });
  expect(token.userId).toBe(userId);
  expect((await call(rollcall.core, 'tokens.list', { tenantId })).map((listed) => listed.userId)).toEqual([
    null,
    userId,
  ]);
  const me = await rollcall.send('GET', '/Me', { headers: { authorization: `Bearer ${secret}` } });
  expect(me.json).toMatchObject({ id: userId, userName: 'ada' });
});

test('tokens.create refuses a person who is not of this tenant', async () => {
  await using rollcall = await startRollcall();
  const other = await rollcall.addTenant('other');
  const { json } = await rollcall.send('POST', '/Users', { body: { userName: 'ada' } });
  for (const [tenantId, userId] of [
    [rollcall.tenant.id, 'nobody'],
    [other.id, json['id']],
  ]) {
    const { code, detail } = await refusal(rollcall.core, 'tokens.create', { tenantId, label: 'x', userId });
    expect(code).toBe('not-found');
    expect(detail).toContain(userId);
  }
});
