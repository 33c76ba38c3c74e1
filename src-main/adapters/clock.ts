import type { Clock } from '../application/ports/clock.ts';

/** The machine's clocks. */
export const createClock = (): Clock => ({
  now: () => new Date().toISOString(),
  monotonic: () => performance.now(),
});
