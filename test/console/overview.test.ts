import { expect, test } from 'vitest';
import { halfHours } from '#main/application/console/overview.ts';
import type { Overview } from '#shared/console-api/overview.ts';
import { startRollcall } from '../rollcall.ts';
import { call } from './call.ts';
import { addGroup, addUser } from './people.ts';
import { enforceSignIn, signInPerson } from './signed-in.ts';

test('halfHours are the 48 half hours that end with the current one', () => {
  const starts = halfHours('2026-05-01T10:47:12.345Z');
  expect(starts.length).toBe(48);
  expect(starts[0]).toBe('2026-04-30T11:00:00.000Z');
  expect(starts.at(-1)).toBe('2026-05-01T10:30:00.000Z');
});

test('overview.get of a tenant nobody has asked anything yet is all zeros, with every half hour in it', async () => {
  await using rollcall = await startRollcall();
  const overview = await call(rollcall.core, 'overview.get', { tenantId: rollcall.tenant.id });
  expect(overview).toMatchObject({
    people: { users: 0, active: 0, disabled: 0, groups: 0 },
    lastRequest: null,
    activeTokens: 1,
  });
  expect(overview.requests.length).toBe(48);
  expect(overview.requests.every(({ succeeded, failed }) => succeeded + failed === 0)).toBe(true);
});

test('overview.get counts people, tokens and the requests of the current half hour', async () => {
  await using rollcall = await startRollcall();
  const tenantId = rollcall.tenant.id;
  await addUser(rollcall, 'a@contoso.test');
  await addUser(rollcall, 'b@contoso.test', { active: false });
  await addGroup(rollcall, 'Group');
  await rollcall.send('GET', '/Users/nobody');
  await rollcall.addToken(tenantId, { expiresAt: '2020-01-01T00:00:00.000Z' });
  await rollcall.logged();
  const overview = await call(rollcall.core, 'overview.get', { tenantId });
  expect(overview.people).toEqual({ users: 2, active: 1, disabled: 1, groups: 1 });
  expect(overview.activeTokens).toBe(1);
  const total = overview.requests.reduce(
    (sum, { succeeded, failed }) => ({ succeeded: sum.succeeded + succeeded, failed: sum.failed + failed }),
    { succeeded: 0, failed: 0 },
  );
  expect(total).toEqual({ succeeded: 3, failed: 1 });
});

test('the last request is the newest one with a valid token, however many guesses came after it', async () => {
  await using rollcall = await startRollcall();
  await rollcall.send('GET', '/Users/nobody');
  const guess = { headers: { authorization: 'Bearer wrong' } };
  for (let guesses = 0; guesses < 5; guesses++) await rollcall.send('GET', '/Users', guess);
  await rollcall.logged();
  const { lastRequest } = await call(rollcall.core, 'overview.get', { tenantId: rollcall.tenant.id });
  expect(lastRequest).toMatchObject({ path: '/Users/nobody', status: 404 });
});

test('overview.get leaves out what belongs to pages that the role does not open', async () => {
  await using rollcall = await startRollcall();
  const { tenant, core } = rollcall;
  const pat = await signInPerson(rollcall, 'pat');
  await rollcall.send('GET', '/Users/nobody');
  await rollcall.logged();
  await enforceSignIn(rollcall);
  const asked = async () => {
    const answer = await core.call('overview.get', { tenantId: tenant.id }, pat.origin);
    if (!answer.ok) throw new Error(answer.error.detail);
    const { people, lastRequest, activeTokens, reminders, requests } = answer.value as Overview;
    const seen = requests.reduce((sum, { succeeded, failed }) => sum + succeeded + failed, 0);
    return { users: people.users, lastRequest: lastRequest?.path ?? null, activeTokens, reminders, seen };
  };
  const nothing = { users: 1, lastRequest: null, activeTokens: 0, reminders: [], seen: 0 };
  expect(await asked()).toEqual(nothing);
  await pat.permit('connect.view');
  expect(await asked()).toEqual({ ...nothing, lastRequest: '/Users/nobody' });
  await pat.permit('provisioningLog.view');
  expect(await asked()).toEqual({ ...nothing, lastRequest: '/Users/nobody', seen: 2 });
  await pat.permit('credentials.view');
  expect(await asked()).toMatchObject({ ...nothing, activeTokens: 1, reminders: expect.any(Array) });
});
