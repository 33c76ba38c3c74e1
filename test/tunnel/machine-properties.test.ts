// Random orders of everything that can happen to a tunnel: what the admin asks for, what a provider says, what the
// network and the timers do, and all of it once more when it is too late.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { freePace } from '#main/application/tunnel/probe-pace.ts';
import { propertyRuns } from '../property-runs.ts';
import { errorOf, Outside } from './outside.ts';

type Move = (outside: Outside) => void;

const asked: fc.Arbitrary<Move> = fc.oneof(
  fc
    .constantFrom(null, 60_000)
    .map((autoStopMs) => (outside: Outside) => outside.send({ on: 'start', autoStopMs, pace: freePace })),
  fc.constantFrom('stop' as const, 'recheck' as const).map((on) => (outside: Outside) => outside.send({ on })),
);
const told: fc.Arbitrary<Move> = fc.oneof(
  fc
    .constantFrom('opened' as const, 'opened' as const, 'refused for now' as const, 'refused for good' as const)
    .map((how) => (outside: Outside) => outside.answerSession(how)),
  fc.constant((outside: Outside) => outside.answerClose()),
  fc
    .constantFrom('https://a-b.example', 'https://c-d.example')
    .map((url) => (outside: Outside) => outside.say({ on: 'url', url })),
  fc.boolean().map((linked) => (outside: Outside) => outside.say({ on: 'linked', linked })),
  fc.boolean().map((retryable) => (outside: Outside) => outside.say({ on: 'ended', error: errorOf(retryable) })),
);
const passing: fc.Arbitrary<Move> = fc.oneof(
  fc.boolean().map((ok) => (outside: Outside) => outside.answerProbe(ok)),
  fc
    .constantFrom('retry' as const, 'check' as const, 'deadline' as const, 'autoStop' as const)
    .map((timer) => (outside: Outside) => outside.elapse(timer)),
  fc.nat().map((index) => (outside: Outside) => outside.repeatPast(index)),
);
const story = fc.array(
  fc.oneof({ arbitrary: asked, weight: 1 }, { arbitrary: told, weight: 3 }, { arbitrary: passing, weight: 3 }),
  {
    minLength: 1,
    maxLength: 80,
    size: 'max',
  },
);

function play(moves: readonly Move[]): Outside {
  const outside = new Outside();
  for (const move of moves) move(outside);
  return outside;
}

test('in any order of events there is never more than one session, no stuck state, and nothing old has an effect', () => {
  fc.assert(
    fc.property(story, (moves) => {
      expect(play(moves).breaches).toEqual([]);
    }),
    { numRuns: propertyRuns(2_000, 50_000) },
  );
});

test('from anywhere, stop ends in "stopped" once the session is gone, and nothing is left running', () => {
  fc.assert(
    fc.property(story, (moves) => {
      const outside = play(moves);
      outside.send({ on: 'stop' });
      outside.answerClose();
      const { machine, alive, timers, probing } = outside;
      expect({ state: machine.state, alive: [...alive], timers: timers.size, probing }).toEqual({
        state: 'stopped',
        alive: [],
        timers: 0,
        probing: undefined,
      });
    }),
    { numRuns: propertyRuns(1_000, 20_000) },
  );
});

test('from anywhere, a start leads to "up" once the provider links and the probe passes', () => {
  fc.assert(
    fc.property(story, (moves) => {
      const outside = play(moves);
      outside.send({ on: 'start', autoStopMs: null, pace: freePace });
      outside.answerClose();
      outside.elapse('retry');
      outside.answerSession('opened');
      outside.say({ on: 'url', url: 'https://a-b.example' });
      outside.say({ on: 'linked', linked: true });
      outside.send({ on: 'recheck' });
      outside.answerProbe(true);
      expect(outside.machine.state).toBe('up');
    }),
    { numRuns: propertyRuns(1_000, 20_000) },
  );
});
