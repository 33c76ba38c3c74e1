import type { Clock } from '#main/application/ports/clock.ts';

export interface ClockForTest extends Clock {
  /** Both clocks go on by so much. */
  pass(ms: number): void;
}

export const minutes = (count: number): number => count * 60_000;
export const hours = (count: number): number => minutes(60 * count);
export const days = (count: number): number => hours(24 * count);

/** A clock that stands still until it is told otherwise. */
export function clockForTest(start = '2026-03-01T08:00:00.000Z'): ClockForTest {
  let time = Date.parse(start);
  return {
    now: () => new Date(time).toISOString(),
    monotonic: () => time,
    pass: (ms) => {
      time += ms;
    },
  };
}
