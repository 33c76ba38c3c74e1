import type { Timers } from '../application/ports/timers.ts';

/** The runtime's timers; none of them keeps the process alive. */
export const createTimers = (): Timers => ({
  after: (ms, run) => {
    const timer = setTimeout(run, ms).unref();
    return () => clearTimeout(timer);
  },
});
