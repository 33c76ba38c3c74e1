// What can be changed of a token, what is refused, and what the audit log gets told of it.
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { ConsoleEvent } from '#shared/console-api/index.ts';
import type { Token } from '#shared/console-api/tokens.ts';
import { clockForTest, days, hours, type ClockForTest } from '../clock.ts';
import { startRollcall, type RollcallForTest } from '../rollcall.ts';
import { call, refusal } from './call.ts';

let rollcall: RollcallForTest;
let clock: ClockForTest;
let tenantId: string;
let made: { readonly token: Token; readonly secret: string };
beforeEach(async () => {
  clock = clockForTest();
  rollcall = await startRollcall({ clock });
  onTestFinished(() => rollcall[Symbol.asyncDispose]());
  tenantId = rollcall.tenant.id;
  made = await call(rollcall.core, 'tokens.create', { tenantId, label: 'Entra' });
});

const ask = async (method = 'GET', path = '/Users?count=0'): Promise<number> =>
  (await rollcall.send(method, path, { headers: { authorization: `Bearer ${made.secret}` } })).status;
const set = (facts: object): Promise<Token> =>
  call(rollcall.core, 'tokens.set', { tenantId, id: made.token.id, ...facts });
const refusedSet = (facts: object) => refusal(rollcall.core, 'tokens.set', { tenantId, id: made.token.id, ...facts });
const listed = async (): Promise<Token | undefined> =>
  (await call(rollcall.core, 'tokens.list', { tenantId })).find(({ id }) => id === made.token.id);
const later = (ms: number): string => new Date(Date.parse(clock.now()) + ms).toISOString();

test('a token comes with everything there is to know of it, and was never used', () => {
  const { id, hint, createdAt, ...token } = made.token;
  expect(token).toEqual({
    label: 'Entra',
    state: 'active',
    scope: 'read-write',
    networks: [],
    userId: null,
    lastUsedAt: null,
    use: null,
    expiresAt: null,
    revokedAt: null,
    revealable: false,
    replacesId: null,
    handover: null,
  });
  expect([id, hint, createdAt]).toEqual([expect.any(String), made.secret.slice(-4), clock.now()]);
});

test('tokens.list tells when, from where and by which client it was used', async () => {
  const headers = { authorization: `Bearer ${made.secret}`, 'user-agent': 'Entra/1.0' };
  await rollcall.send('GET', '/Users', { headers });
  expect((await listed())?.use).toEqual({
    at: clock.now(),
    firstAt: clock.now(),
    address: '127.0.0.1',
    userAgent: 'Entra/1.0',
    cycleStartedAt: clock.now(),
    cycles: 0,
  });
});

test('a token in the User-Agent is not kept', async () => {
  const headers = { authorization: `Bearer ${made.secret}`, 'user-agent': `Entra ${made.secret}` };
  await rollcall.send('GET', '/Users', { headers });
  expect((await listed())?.use?.userAgent).toMatch(/^Entra /);
  expect(JSON.stringify(await listed())).not.toContain(made.secret.slice(0, 25));
});

describe('tokens.set', () => {
  test('changes what is named, and the listener follows at once', async () => {
    expect(await ask()).toBe(200);
    expect(await set({ networks: ['203.0.113.0/24'] })).toMatchObject({ label: 'Entra', networks: ['203.0.113.0/24'] });
    expect(await ask()).toBe(401);
    expect(await set({ networks: ['127.0.0.1', '::1'], scope: 'read' })).toMatchObject({ scope: 'read' });
    expect([await ask(), await ask('DELETE', '/Users/1')]).toEqual([200, 403]);
    const { json } = await rollcall.send('POST', '/Users', { body: { userName: 'ada' } });
    expect(await set({ label: 'Okta', userId: json['id'] })).toMatchObject({ label: 'Okta', userId: json['id'] });
    expect(await ask('GET', '/Me')).toBe(200);
    expect(await set({ userId: null })).toMatchObject({ label: 'Okta', scope: 'read', userId: null });
  });

  test('an expiry can be put forward, put off, and taken away, also after it has passed', async () => {
    await set({ expiresAt: later(hours(1)) });
    clock.pass(hours(1));
    expect(await ask()).toBe(401);
    expect(await set({ expiresAt: later(days(1)) })).toMatchObject({ state: 'active' });
    expect(await ask()).toBe(200);
    expect(await set({ expiresAt: null })).toMatchObject({ expiresAt: null });
    // Kept in UTC, however its zone was written: times are compared as texts.
    expect(await set({ expiresAt: '2099-01-01T01:00:00+01:00' })).toMatchObject({
      expiresAt: '2099-01-01T00:00:00.000Z',
    });
  });

  test('tells every console', async () => {
    const events: ConsoleEvent[] = [];
    rollcall.core.subscribe((event) => events.push(event));
    const token = await set({ label: 'Okta' });
    expect(events.filter(({ name }) => name === 'tokens.changed')).toEqual([
      { name: 'tokens.changed', data: { tenantId, token } },
    ]);
  });

  test.each([
    ['a label of spaces', { label: '  ' }, 'label'],
    ['a label of 81 characters', { label: 'x'.repeat(81) }, 'label'],
    ['a scope that there is not', { scope: 'write' }, 'scope'],
    ['an expiry that has passed', { expiresAt: '2020-01-01T00:00:00Z' }, 'expiresAt is 2020-01-01'],
    ['an expiry that is no time', { expiresAt: 'tomorrow' }, 'expiresAt'],
    ['a network that is none', { networks: ['203.0.113.0/24', 'entra'] }, 'networks: "entra" is no IP network'],
    ['a prefix that is too long', { networks: ['203.0.113.0/33'] }, 'networks: "203.0.113.0/33"'],
    ['51 networks', { networks: Array.from({ length: 51 }, (_, n) => `10.0.0.${n}`) }, 'networks'],
    ['an empty network', { networks: [''] }, 'networks'],
  ])('refuses %s and changes nothing', async (_what, facts, said) => {
    const { code, detail } = await refusedSet({ label: 'Okta', ...facts });
    expect(code).toBe('invalid-input');
    expect(detail).toContain(said);
    expect(await listed()).toEqual(made.token);
  });

  test('refuses a person of another tenant, a revoked token and one that is not there', async () => {
    expect((await refusedSet({ userId: 'nobody' })).code).toBe('not-found');
    const other = await rollcall.addTenant('other');
    const theirs = { tenantId: other.id, id: made.token.id, label: 'x' };
    expect((await refusal(rollcall.core, 'tokens.set', theirs)).code).toBe('not-found');
    await call(rollcall.core, 'tokens.revoke', { tenantId, id: made.token.id });
    const { code, detail } = await refusedSet({ label: 'Okta' });
    expect(code).toBe('conflict');
    expect(detail).toMatch(/"Entra" was revoked at .* Create a new token/);
  });
});

test.each([
  ['networks', { networks: ['127.1'] }, 'networks: "127.1" is no IP network'],
  ['a scope', { scope: 'admin' }, 'scope'],
  ['an expiry that has passed', { expiresAt: '2026-03-01T08:00:00.000Z' }, 'which has passed'],
])('tokens.create refuses %s that cannot be, and makes nothing', async (_what, facts, said) => {
  const before = await call(rollcall.core, 'tokens.list', { tenantId });
  const { code, detail } = await refusal(rollcall.core, 'tokens.create', { tenantId, label: 'x', ...facts });
  expect(code).toBe('invalid-input');
  expect(detail).toContain(said);
  expect(await call(rollcall.core, 'tokens.list', { tenantId })).toEqual(before);
});

describe('tokens.remove', () => {
  test('refuses a token that is active', async () => {
    const { code, detail } = await refusal(rollcall.core, 'tokens.remove', { tenantId, id: made.token.id });
    expect(code).toBe('conflict');
    expect(detail).toMatch(/"Entra" is still active.*Revoke it first/);
  });

  test.each(['revoked', 'expired'])('takes one that is %s out of the list; the log keeps its label', async (how) => {
    await ask();
    const { seq } = await rollcall.lastLogged();
    if (how === 'revoked') await call(rollcall.core, 'tokens.revoke', { tenantId, id: made.token.id });
    else {
      await set({ expiresAt: later(1) });
      clock.pass(1);
    }
    expect(await call(rollcall.core, 'tokens.remove', { tenantId, id: made.token.id })).toEqual({ id: made.token.id });
    expect(await listed()).toBeUndefined();
    const entry = await call(rollcall.core, 'provisioningLog.get', { tenantId, seq });
    expect(entry.tokenLabel).toBe('Entra');
    expect(await ask()).toBe(401);
    expect((await rollcall.lastLogged()).authentication?.at(-1)?.check).toBe('revoked');
    const { code } = await refusal(rollcall.core, 'tokens.remove', { tenantId, id: made.token.id });
    expect(code).toBe('not-found');
  });

  test('an expired token that was removed never comes back', async () => {
    await set({ expiresAt: later(1) });
    clock.pass(1);
    await call(rollcall.core, 'tokens.remove', { tenantId, id: made.token.id });
    expect((await refusedSet({ expiresAt: null })).code).toBe('not-found');
  });
});

test('the audit log is told what was done to which token, and never a secret', async () => {
  await set({ scope: 'read', networks: ['203.0.113.0/24'] });
  const rotated = await call(rollcall.core, 'tokens.rotate', { tenantId, id: made.token.id });
  await call(rollcall.core, 'tokens.revoke', { tenantId, id: made.token.id });
  await call(rollcall.core, 'tokens.remove', { tenantId, id: made.token.id });
  await refusal(rollcall.core, 'tokens.remove', { tenantId, id: rotated.token.id });
  const { entries } = await call(rollcall.core, 'audit.list', {});
  const told = entries
    .filter(({ action }) => action.startsWith('tokens.'))
    .toSorted((one, other) => one.seq - other.seq);
  expect(told.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
    'tokens.create done',
    'tokens.set done',
    'tokens.rotate done',
    'tokens.revoke done',
    'tokens.remove done',
    'tokens.remove failed',
  ]);
  expect(told.every(({ target }) => target?.startsWith('Entra'))).toBe(true);
  expect(JSON.stringify(told[1])).toMatch(/"read-write".*"read"/);
  for (const secret of [made.secret, rotated.secret]) {
    expect(JSON.stringify(entries)).not.toContain(secret);
    expect(JSON.stringify(entries)).not.toContain(secret.slice(5, 25));
  }
});
