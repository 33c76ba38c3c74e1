// What time alone brings about: reminders once each, news of tokens, what has expired goes.
import Database from 'better-sqlite3';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import type { ConsoleEvent } from '#shared/console-api/index.ts';
import { clockForTest, days, hours, minutes, type ClockForTest } from '../clock.ts';
import { startRollcall, type RollcallForTest } from '../rollcall.ts';
import { call } from './call.ts';

let rollcall: RollcallForTest;
let clock: ClockForTest;
let tenantId: string;
let events: ConsoleEvent[];
beforeEach(async () => {
  clock = clockForTest();
  rollcall = await startRollcall({ clock });
  onTestFinished(() => rollcall[Symbol.asyncDispose]());
  tenantId = rollcall.tenant.id;
  events = [];
});
const listen = () => rollcall.core.subscribe((event) => events.push(event));
const inDays = (count: number): string => new Date(Date.parse(clock.now()) + days(count)).toISOString();

/** Another connection to the same file. */
const beside = (file: string): { exec(sql: string): void } & Disposable => {
  const db = new Database(file);
  return { exec: (sql) => void db.exec(sql), [Symbol.dispose]: () => void db.close() };
};

/** What was pushed since the last time it was asked. */
const pushed = (): readonly string[] =>
  events
    .splice(0)
    .flatMap((event) => (event.name === 'reminders.due' ? event.data.reminders : []))
    .map(({ kind, label, days: left }) => `${kind} ${label} ${left}`);

test('an expiry is pushed once at 30, 7 and 1 days ahead and once when it has passed', async () => {
  listen();
  await call(rollcall.core, 'tokens.create', { tenantId, label: 'Entra', expiresAt: inDays(40) });
  const seen: (readonly string[])[] = [];
  for (let hour = 0; hour < 43 * 24; hour += 6) {
    await rollcall.core.housekeep();
    const news = pushed();
    if (news.length > 0) seen.push([`day ${hour / 24}`, ...news]);
    clock.pass(hours(6));
  }
  expect(seen).toEqual([
    ['day 10', 'tokenExpires Entra 30'],
    ['day 33', 'tokenExpires Entra 7'],
    ['day 39', 'tokenExpires Entra 1'],
    ['day 40', 'tokenExpired Entra 0'],
  ]);
});

test('it carries the tenant, and is pushed no second time after a restart or by another process', async () => {
  listen();
  await call(rollcall.core, 'tokens.create', { tenantId, label: 'Entra', expiresAt: inDays(5) });
  await rollcall.core.housekeep();
  expect(events.find(({ name }) => name === 'reminders.due')?.data).toMatchObject({
    tenantId,
    tenantName: rollcall.tenant.name,
    reminders: [{ kind: 'tokenExpires', days: 5 }],
  });
  events.length = 0;
  await rollcall.core.housekeep();
  expect(pushed()).toEqual([]);
});

test('a reminder that nobody hears stays due until somebody does', async () => {
  await call(rollcall.core, 'tokens.create', { tenantId, label: 'Entra', expiresAt: inDays(5) });
  await rollcall.core.housekeep();
  listen();
  await rollcall.core.housekeep();
  expect(pushed()).toEqual(['tokenExpires Entra 5']);
});

test('an expiry that is put off is pushed again when its time comes', async () => {
  listen();
  const { token } = await call(rollcall.core, 'tokens.create', { tenantId, label: 'Entra', expiresAt: inDays(1) });
  await rollcall.core.housekeep();
  expect(pushed()).toEqual(['tokenExpires Entra 1']);
  await call(rollcall.core, 'tokens.set', { tenantId, id: token.id, expiresAt: inDays(30) });
  await rollcall.core.housekeep();
  expect(pushed()).toEqual(['tokenExpires Entra 30']);
});

test('an archived tenant is left in peace', async () => {
  await rollcall.addTenant('other');
  await call(rollcall.core, 'tokens.create', { tenantId, label: 'Entra', expiresAt: inDays(5) });
  await call(rollcall.core, 'tenants.archive', { tenantId, archived: true });
  listen();
  await rollcall.core.housekeep();
  expect(pushed()).toEqual([]);
});

test('the consoles hear that a token was used, and that it has expired', async () => {
  listen();
  const { token, secret } = await call(rollcall.core, 'tokens.create', {
    tenantId,
    label: 'Entra',
    expiresAt: inDays(1),
  });
  const told = () =>
    events
      .splice(0)
      .flatMap((event) =>
        event.name === 'tokens.changed' && event.data.token.id === token.id ? [event.data.token] : [],
      );
  await rollcall.core.housekeep();
  told();
  await rollcall.core.housekeep();
  expect(told()).toEqual([]);
  await rollcall.send('GET', '/Users', { headers: { authorization: `Bearer ${secret}` } });
  await rollcall.core.housekeep();
  expect(told()).toMatchObject([{ state: 'active', lastUsedAt: clock.now(), use: { address: '127.0.0.1' } }]);
  clock.pass(days(1));
  await rollcall.core.housekeep();
  expect(told()).toMatchObject([{ state: 'expired' }]);
});

test('an access token goes a day after it has expired, a token of a provider never', async () => {
  const hash = (text: string) => rollcall.ports.secrets.sha256(text);
  const { oauth, tokens } = rollcall.ports;
  const common = { tenantId, label: 'Entra app', scope: 'read-write', networks: [], createdAt: clock.now() } as const;
  await oauth.create({ ...common, id: 'client', accessTokenMinutes: 60, secrets: [] });
  const expiresAt = new Date(Date.parse(clock.now()) + hours(1)).toISOString();
  const access = { ...common, id: 'access', hash: hash('access'), hint: 'abcd', clientId: 'client', expiresAt };
  await tokens.createAccessToken(access);
  await tokens.create({ ...common, id: 'token', hash: hash('token'), hint: 'abcd', expiresAt });
  clock.pass(hours(25));
  await rollcall.core.housekeep();
  expect(await tokens.findByHash(hash('access'))).toBeDefined();
  clock.pass(1);
  await rollcall.core.housekeep();
  expect(await tokens.findByHash(hash('access'))).toBeUndefined();
  expect(await tokens.findByHash(hash('token'))).toBeDefined();
});

test('a round that fails is told to the host and does not end the next one', async () => {
  listen();
  await call(rollcall.core, 'tokens.create', { tenantId, label: 'Entra', expiresAt: inDays(5) });
  using db = beside(rollcall.databaseFile);
  db.exec('ALTER TABLE single_sign_on RENAME TO gone');
  await rollcall.core.housekeep();
  expect(rollcall.faults).toMatchObject([{ message: expect.stringContaining('single_sign_on') }]);
  expect(pushed()).toEqual([]);
  db.exec('ALTER TABLE gone RENAME TO single_sign_on');
  await rollcall.core.housekeep();
  expect(pushed()).toEqual(['tokenExpires Entra 5']);
});

test('it runs by itself every minute, until the core is closed', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  try {
    await using own = await startRollcall({ clock });
    own.core.subscribe((event) => events.push(event));
    await call(own.core, 'tokens.create', { tenantId: own.tenant.id, label: 'Entra', expiresAt: inDays(5) });
    vi.advanceTimersByTime(minutes(1) - 1);
    await own.ports.tenants.list();
    expect(pushed()).toEqual([]);
    vi.advanceTimersByTime(1);
    const heard: string[] = [];
    await expect.poll(() => heard.push(...pushed())).toBe(1);
    own.core.close();
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});
