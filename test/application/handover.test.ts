// When a token has taken over from another, by the uses of both.
import { expect, test } from 'vitest';
import { handoverPhase } from '#main/application/credentials/handover.ts';
import type { StoredUse } from '#main/application/ports/credential-uses.ts';
import { days, hours, minutes } from '../clock.ts';

const start = Date.parse('2026-03-01T08:00:00.000Z');
const at = (ms: number): string => new Date(start + ms).toISOString();

/** First and newest use, milliseconds after the start; one cycle unless said otherwise. */
const use = (first: number, newest: number, facts: Partial<StoredUse> = {}): StoredUse => ({
  credentialId: 'x',
  firstAt: at(first),
  at: at(newest),
  address: '203.0.113.7',
  cycleStartedAt: at(first),
  cycles: 0,
  ...facts,
});

test('it waits as long as the new token was never used', () => {
  expect(handoverPhase(use(0, minutes(5)), undefined, at(days(9)))).toBe('waiting');
});

test('it serves from the first use until its first cycle is over', () => {
  const replacement = use(minutes(60), minutes(62));
  expect(handoverPhase(use(0, minutes(20)), replacement, at(minutes(62)))).toBe('serving');
  expect(handoverPhase(use(0, minutes(20)), replacement, at(minutes(72) - 1))).toBe('serving');
  expect(handoverPhase(use(0, minutes(20)), replacement, at(minutes(72)))).toBe('ready');
});

test('it is ready in the middle of the second cycle, too', () => {
  const replacement = use(minutes(60), minutes(101), { cycleStartedAt: at(minutes(100)), cycles: 1 });
  expect(handoverPhase(undefined, replacement, at(minutes(101)))).toBe('ready');
});

test('a provider that never pauses has served after a day', () => {
  expect(handoverPhase(undefined, use(0, hours(23)), at(hours(23) + minutes(1)))).toBe('serving');
  expect(handoverPhase(undefined, use(0, hours(24)), at(hours(24)))).toBe('ready');
});

test('a use of the old token after the first of the new one is told, also when the new one is at work', () => {
  expect(handoverPhase(use(0, minutes(61)), use(minutes(60), minutes(62)), at(minutes(63)))).toBe('oldInUse');
  expect(handoverPhase(use(0, minutes(120)), use(minutes(60), minutes(62)), at(minutes(121)))).toBe('oldInUse');
});

test('it is ready again once the new token has served a whole cycle since the last use of the old one', () => {
  const old = use(0, minutes(61));
  const next = use(minutes(60), minutes(102), { cycleStartedAt: at(minutes(100)), cycles: 1 });
  expect(handoverPhase(old, next, at(minutes(111)))).toBe('oldInUse');
  expect(handoverPhase(old, next, at(minutes(112)))).toBe('ready');
});

test('silence of both is no evidence', () => {
  expect(handoverPhase(use(0, minutes(120)), use(minutes(60), minutes(62)), at(days(30)))).toBe('oldInUse');
});
