// A second token takes over from the first, by the evidence of their uses; the first retires when it is told to, or by itself.
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { ConsoleEvent } from '#shared/console-api/index.ts';
import type { Token } from '#shared/console-api/tokens.ts';
import { clockForTest, days, minutes, type ClockForTest } from '../clock.ts';
import { startRollcall, type RollcallForTest } from '../rollcall.ts';
import { call, refusal } from './call.ts';

let rollcall: RollcallForTest;
let clock: ClockForTest;
let tenantId: string;
let old: { readonly token: Token; readonly secret: string };
let events: ConsoleEvent[];
beforeEach(async () => {
  clock = clockForTest();
  rollcall = await startRollcall({ clock });
  onTestFinished(() => rollcall[Symbol.asyncDispose]());
  tenantId = rollcall.tenant.id;
  const { json } = await rollcall.send('POST', '/Users', { body: { userName: 'ada' } });
  old = await call(rollcall.core, 'tokens.create', {
    tenantId,
    label: 'Entra',
    networks: ['127.0.0.0/8'],
    userId: json['id'] as string,
    expiresAt: new Date(Date.parse(clock.now()) + days(365)).toISOString(),
  });
  events = [];
  rollcall.core.subscribe((event) => events.push(event));
});

const use = async (secret: string): Promise<number> =>
  (await rollcall.send('GET', '/Users?count=0', { headers: { authorization: `Bearer ${secret}` } })).status;
const rotate = (facts: { label?: string; retire?: 'ask' | 'automatically' } = {}) =>
  call(rollcall.core, 'tokens.rotate', { tenantId, id: old.token.id, ...facts });
const oldNow = async (): Promise<Token | undefined> =>
  (await call(rollcall.core, 'tokens.list', { tenantId })).find(({ id }) => id === old.token.id);
const phase = async (): Promise<string | undefined> => (await oldNow())?.handover?.phase;
const changed = (): readonly Token[] =>
  events.flatMap((event) => (event.name === 'tokens.changed' ? [event.data.token] : []));

describe('tokens.rotate', () => {
  test('makes a second token with the same scope, networks and person, and both are valid', async () => {
    const made = await rotate();
    const { scope, networks, userId } = old.token;
    expect(made.token).toMatchObject({
      label: 'Entra 2',
      scope,
      networks,
      userId,
      expiresAt: null,
      replacesId: old.token.id,
      handover: null,
    });
    expect(made.old).toMatchObject({
      id: old.token.id,
      state: 'active',
      handover: { newTokenId: made.token.id, newLabel: 'Entra 2', phase: 'waiting', retire: 'ask' },
    });
    expect([await use(old.secret), await use(made.secret)]).toEqual([200, 200]);
    expect(changed().map(({ id }) => id)).toEqual([old.token.id, made.token.id]);
  });

  test('takes a label of its own, and counts on otherwise', async () => {
    const second = await rotate({ label: 'Entra, spring' });
    expect(second.token.label).toBe('Entra, spring');
    const third = await call(rollcall.core, 'tokens.rotate', { tenantId, id: second.token.id });
    expect(third.token.label).toBe('Entra, spring 2');
    const fourth = await call(rollcall.core, 'tokens.rotate', { tenantId, id: third.token.id });
    expect(fourth.token.label).toBe('Entra, spring 3');
  });

  test('keeps within 80 characters', async () => {
    const { token } = await call(rollcall.core, 'tokens.create', { tenantId, label: 'x'.repeat(80) });
    const rotated = await call(rollcall.core, 'tokens.rotate', { tenantId, id: token.id });
    expect(rotated.token.label).toBe(`${'x'.repeat(78)} 2`);
  });

  test('refuses a revoked token, an unknown one, a second successor and an expiry that has passed', async () => {
    const { code: passed } = await refusal(rollcall.core, 'tokens.rotate', {
      tenantId,
      id: old.token.id,
      expiresAt: '2020-01-01T00:00:00Z',
    });
    expect(passed).toBe('invalid-input');
    const { token } = await rotate();
    const again = await refusal(rollcall.core, 'tokens.rotate', { tenantId, id: old.token.id });
    expect(again.code).toBe('conflict');
    expect(again.detail).toMatch(/"Entra" is being replaced by "Entra 2" already/);
    await call(rollcall.core, 'tokens.revoke', { tenantId, id: token.id });
    expect((await oldNow())?.handover).toBeNull();
    await call(rollcall.core, 'tokens.revoke', { tenantId, id: old.token.id });
    const revoked = await refusal(rollcall.core, 'tokens.rotate', { tenantId, id: old.token.id });
    expect(revoked).toMatchObject({ code: 'conflict', detail: expect.stringContaining('nothing to hand over') });
    const { code } = await refusal(rollcall.core, 'tokens.rotate', { tenantId, id: 'nobody' });
    expect(code).toBe('not-found');
  });

  test('an expired token can be rotated, too: there is nothing to retire then', async () => {
    clock.pass(days(366));
    const made = await rotate();
    expect(made.old).toMatchObject({ state: 'expired', handover: null });
    expect(made.token).toMatchObject({ state: 'active', replacesId: old.token.id });
  });
});

describe('the hand-over', () => {
  test('waits, serves, and is ready once the new token has served a whole cycle', async () => {
    await use(old.secret);
    clock.pass(minutes(40));
    const made = await rotate();
    expect(await phase()).toBe('waiting');
    clock.pass(minutes(1));
    await use(made.secret);
    expect(await phase()).toBe('serving');
    clock.pass(minutes(10) - 1);
    expect(await phase()).toBe('serving');
    clock.pass(1);
    expect(await phase()).toBe('ready');
    clock.pass(minutes(30));
    await use(made.secret);
    expect(await oldNow()).toMatchObject({ use: { cycles: 0 }, handover: { phase: 'ready' } });
    const overview = await call(rollcall.core, 'overview.get', { tenantId });
    expect(overview.reminders.map(({ kind, id }) => [kind, id])).toEqual([['handoverReady', old.token.id]]);
  });

  test('tells when the provider goes back to the old token', async () => {
    const made = await rotate();
    await use(made.secret);
    clock.pass(minutes(1));
    await use(old.secret);
    expect(await phase()).toBe('oldInUse');
    const { reminders } = await call(rollcall.core, 'overview.get', { tenantId });
    expect(reminders).toMatchObject([{ kind: 'handoverOldInUse', id: old.token.id, label: 'Entra', at: clock.now() }]);
  });

  test('ends with the old token revoked; deleting it leaves the new one without a predecessor', async () => {
    const made = await rotate();
    await call(rollcall.core, 'tokens.revoke', { tenantId, id: old.token.id });
    expect(await use(old.secret)).toBe(401);
    expect(await use(made.secret)).toBe(200);
    expect(await oldNow()).toMatchObject({ state: 'revoked', handover: null });
    events.length = 0;
    await call(rollcall.core, 'tokens.remove', { tenantId, id: old.token.id });
    expect(events.map(({ name }) => name)).toEqual(expect.arrayContaining(['tokens.removed', 'tokens.changed']));
    expect(changed()).toMatchObject([{ id: made.token.id, replacesId: null }]);
  });
});

describe('a token that retires by itself', () => {
  test('is revoked as soon as the new one has served a whole cycle, and not before', async () => {
    const made = await rotate({ retire: 'automatically' });
    await rollcall.core.housekeep();
    await use(made.secret);
    clock.pass(minutes(9));
    await rollcall.core.housekeep();
    expect((await oldNow())?.state).toBe('active');
    clock.pass(minutes(1));
    await rollcall.core.housekeep();
    expect(await oldNow()).toMatchObject({ state: 'revoked', revokedAt: clock.now() });
    expect(await use(old.secret)).toBe(401);
    expect(await use(made.secret)).toBe(200);
    const { entries } = await call(rollcall.core, 'audit.list', {});
    expect(entries.map(({ action }) => action)).toContain('tokens.revoke');
  });

  test('stays as long as the provider uses it', async () => {
    const made = await rotate({ retire: 'automatically' });
    for (let cycle = 0; cycle < 5; cycle++) {
      await use(made.secret);
      clock.pass(minutes(5));
      await use(old.secret);
      clock.pass(minutes(35));
      await rollcall.core.housekeep();
      expect(await phase()).toBe('oldInUse');
    }
    expect((await oldNow())?.state).toBe('active');
  });

  test('one that is to be asked about stays', async () => {
    const made = await rotate({ retire: 'ask' });
    await use(made.secret);
    clock.pass(days(3));
    await rollcall.core.housekeep();
    expect(await oldNow()).toMatchObject({ state: 'active', handover: { phase: 'ready' } });
  });
});
