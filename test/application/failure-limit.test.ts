import { expect, test } from 'vitest';
import { createFailureLimit } from '#main/application/credentials/failure-limit.ts';

const limits = { perAddress: 3, global: 5, windowMs: 60_000 };
const limitAt = () => {
  const clock = { time: 0, monotonic: () => clock.time };
  return { clock, limit: createFailureLimit(clock, limits) };
};

test('failures within the limit of an address pass, the next is refused until the window ends', () => {
  const { clock, limit } = limitAt();
  expect([limit.failed('a'), limit.failed('a'), limit.failed('a')]).toEqual([undefined, undefined, undefined]);
  clock.time = 20_500;
  expect(limit.failed('a')).toEqual({ retryAfterSeconds: 40, first: true });
  expect(limit.failed('a')).toEqual({ retryAfterSeconds: 40, first: false });
  clock.time = 60_000;
  expect(limit.failed('a')).toBeUndefined();
});

test('one address does not use up what another may fail, until all together reach the global limit', () => {
  const { limit } = limitAt();
  for (let n = 0; n < 3; n++) limit.failed('a');
  expect(limit.failed('b')).toBeUndefined();
  expect(limit.failed('c')).toBeUndefined();
  expect(limit.failed('d')).toEqual({ retryAfterSeconds: 60, first: true });
});
