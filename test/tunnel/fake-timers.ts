// A clock that only a test moves, and the timers that hang on it.
import { setImmediate } from 'node:timers/promises';
import type { Clock } from '#main/application/ports/clock.ts';
import type { Timers } from '#main/application/ports/timers.ts';

export interface FakeTime {
  readonly clock: Clock;
  readonly timers: Timers;
  /** The waits that were asked for, in milliseconds, oldest first. */
  readonly asked: readonly number[];
  /** Lets so much time pass, timer by timer, and everything happen that follows from each. */
  pass(ms: number): Promise<void>;
  /** The machine sleeps: the wall clock goes on, the timers stand still. */
  sleep(ms: number): void;
}

/** Promises of a few steps are settled by then. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) {
    // oxlint-disable-next-line no-await-in-loop
    await setImmediate();
  }
};

export function createFakeTime(): FakeTime {
  let now = 0;
  let slept = 0;
  const running = new Set<{ at: number; run: () => void }>();
  const asked: number[] = [];
  return {
    asked,
    clock: { now: () => new Date(Date.UTC(2026, 0, 1) + now + slept).toISOString(), monotonic: () => now },
    timers: {
      after: (ms, run) => {
        asked.push(ms);
        const timer = { at: now + ms, run };
        running.add(timer);
        return () => void running.delete(timer);
      },
    },
    async pass(ms) {
      const until = now + ms;
      await settle();
      for (;;) {
        const [next] = [...running].filter(({ at }) => at <= until).toSorted((a, b) => a.at - b.at);
        if (next === undefined) break;
        running.delete(next);
        now = next.at;
        next.run();
        // oxlint-disable-next-line no-await-in-loop
        await settle();
      }
      now = until;
    },
    sleep: (ms) => {
      slept += ms;
    },
  };
}
