// What the admin is reminded of, and when.
import { describe, expect, test } from 'vitest';
import { pushKey, remindersOf, type ReminderFacts } from '#main/application/credentials/reminders.ts';
import type { StoredUse } from '#main/application/ports/credential-uses.ts';
import type { StoredClientSecret, StoredOAuthClient } from '#main/application/ports/oauth-store.ts';
import type { StoredToken } from '#main/application/ports/token-store.ts';
import { days, hours, minutes } from '../clock.ts';

const start = Date.parse('2026-03-01T08:00:00.000Z');
const at = (ms: number): string => new Date(start + ms).toISOString();
const now = at(0);

const token = (id: string, facts: Partial<StoredToken> = {}): StoredToken => ({
  id,
  tenantId: 'contoso',
  label: id,
  hash: new Uint8Array(32),
  hint: 'abcd',
  scope: 'read-write',
  networks: [],
  createdAt: at(-days(400)),
  ...facts,
});
const use = (credentialId: string, first: number, newest: number): StoredUse => ({
  credentialId,
  firstAt: at(first),
  at: at(newest),
  address: '203.0.113.7',
  cycleStartedAt: at(first),
  cycles: 0,
});
const secret = (id: string, expires: number, facts: Partial<StoredClientSecret> = {}): StoredClientSecret => ({
  id,
  hash: new Uint8Array(32),
  hint: 'abcd',
  createdAt: at(-days(300)),
  expiresAt: at(expires),
  ...facts,
});
const client = (secrets: readonly StoredClientSecret[], facts: Partial<StoredOAuthClient> = {}): StoredOAuthClient => ({
  id: 'client',
  tenantId: 'contoso',
  label: 'Entra app',
  scope: 'read-write',
  networks: [],
  accessTokenMinutes: 60,
  createdAt: at(-days(300)),
  secrets,
  ...facts,
});
const facts = (some: Partial<ReminderFacts>): ReminderFacts => ({
  tokens: [],
  uses: new Map(),
  clients: [],
  recoveryKey: undefined,
  signOnEnforcedAt: undefined,
  ...some,
});
const kinds = (some: Partial<ReminderFacts>): string[] =>
  remindersOf(facts(some), now).map(({ kind, id, days: left }) => `${kind} ${id ?? '-'} ${left}`);

describe('an expiry', () => {
  test.each([
    [days(30) + 1, []],
    [days(30), ['tokenExpires Entra 30']],
    [hours(1), ['tokenExpires Entra 1']],
    [0, ['tokenExpired Entra 0']],
    [-hours(30), ['tokenExpired Entra -1']],
    [-days(31), []],
  ])('%d ms ahead', (ahead, expected) => {
    expect(kinds({ tokens: [token('Entra', { expiresAt: at(ahead) })] })).toEqual(expected);
  });

  test('of a revoked token is nobody’s business, nor that of a token without one', () => {
    const revoked = token('Entra', { expiresAt: at(days(1)), revokedAt: at(-days(1)) });
    expect(kinds({ tokens: [revoked, token('Okta')] })).toEqual([]);
  });

  test('of a token whose successor has taken over is told no more', () => {
    const tokens = [token('old', { expiresAt: at(days(3)) }), token('new', { replacesId: 'old' })];
    expect(kinds({ tokens })).toEqual(['tokenExpires old 3']);
    const uses = new Map([['new', use('new', -hours(3), -hours(2))]]);
    expect(kinds({ tokens, uses })).toEqual(['handoverReady old 0']);
    const expired = [token('old', { expiresAt: at(-days(3)) }), token('new', { replacesId: 'old' })];
    expect(kinds({ tokens: expired })).toEqual(['tokenExpired old -3']);
    expect(kinds({ tokens: expired, uses })).toEqual([]);
  });

  test('of a client secret names the client, unless another secret that lasts longer is in use', () => {
    const [found] = remindersOf(facts({ clients: [client([secret('s1', days(7))])] }), now);
    expect(found).toEqual({ kind: 'secretExpires', id: 's1', label: 'Entra app', at: at(days(7)), days: 7 });
    const other = secret('s2', days(700));
    expect(kinds({ clients: [client([other, secret('s1', -days(1))])] })).toEqual(['secretExpired s1 -1']);
    const used = { ...other, lastUsedAt: at(-hours(1)) };
    expect(kinds({ clients: [client([used, secret('s1', -days(1))])] })).toEqual([]);
    expect(kinds({ clients: [client([secret('s1', days(7))], { revokedAt: now })] })).toEqual([]);
  });
});

const handingOver = (retire: 'ask' | 'automatically'): StoredToken[] => [
  token('old'),
  token('new', { replacesId: 'old', retire }),
];

describe('a hand-over', () => {
  test('that is ready is told, unless the old token retires by itself', () => {
    const uses = new Map([['new', use('new', -hours(3), -hours(2))]]);
    expect(kinds({ tokens: handingOver('ask'), uses })).toEqual(['handoverReady old 0']);
    expect(kinds({ tokens: handingOver('automatically'), uses })).toEqual([]);
  });

  test('whose old token is used again is told, with when', () => {
    const uses = new Map([
      ['new', use('new', -hours(3), -minutes(30))],
      ['old', use('old', -days(90), -minutes(20))],
    ]);
    const [found] = remindersOf(facts({ tokens: handingOver('automatically'), uses }), now);
    expect(found).toMatchObject({ kind: 'handoverOldInUse', id: 'old', at: at(-minutes(20)), days: 0 });
  });
});

describe('the recovery key', () => {
  test('is asked for only where single sign-on is enforced', () => {
    expect(kinds({})).toEqual([]);
    expect(kinds({ signOnEnforcedAt: at(-days(2)) })).toEqual(['recoveryKeyMissing - -2']);
  });

  test('is to be drilled 180 days after it was made or proved', () => {
    expect(kinds({ recoveryKey: { createdAt: at(-days(180) + 1) } })).toEqual([]);
    expect(kinds({ recoveryKey: { createdAt: at(-days(180)) } })).toEqual(['recoveryKeyDrill - 0']);
    expect(kinds({ recoveryKey: { createdAt: at(-days(400)), drilledAt: at(-days(10)) } })).toEqual([]);
  });
});

test('what has stopped comes before what will, and the sooner before the later', () => {
  const tokens = [
    token('later', { expiresAt: at(days(20)) }),
    token('soon', { expiresAt: at(days(2)) }),
    token('over', { expiresAt: at(-days(2)) }),
  ];
  const recoveryKey = { createdAt: at(-days(200)) };
  expect(kinds({ tokens, recoveryKey })).toEqual([
    'tokenExpired over -2',
    'tokenExpires soon 2',
    'tokenExpires later 20',
    'recoveryKeyDrill - -20',
  ]);
});

test('a push has one key for each of 30, 7 and 1 days ahead, and another one for another expiry', () => {
  const key = (left: number, expiresAt = at(days(90))): string =>
    pushKey({ kind: 'tokenExpires', id: 't', label: 'Entra', at: expiresAt, days: left });
  expect(new Set([key(30), key(29), key(8)]).size).toBe(1);
  expect(new Set([key(7), key(2)]).size).toBe(1);
  expect(new Set([key(30), key(7), key(1), key(1, at(days(91)))]).size).toBe(4);
});
