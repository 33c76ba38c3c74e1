// The whole supervisor, with promises that settle late or never and timers, under random orders of what befalls it.
import { setImmediate } from 'node:timers/promises';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { TunnelFailure } from '#main/application/ports/tunnel-failure.ts';
import { propertyRuns } from '../property-runs.ts';
import { config, missed, offline, passed, play, url, wrongToken, type Played } from './played.ts';

/** Opens and stops that the provider has not answered yet. */
interface Owed {
  readonly opening: PromiseWithResolvers<void>[];
  readonly stopping: PromiseWithResolvers<void>[];
}

type Move = (played: Played, owed: Owed) => unknown;

/** A session of any age speaks: only the newest may be heard. */
const said = (nth: number, say: (session: Played['sessions'][number]) => void): Move => {
  return ({ sessions }) => {
    const session = sessions[nth % Math.max(1, sessions.length)];
    if (session !== undefined) say(session);
  };
};

const move: fc.Arbitrary<Move> = fc.oneof(
  fc.constantFrom(null, 20_000).map(
    (autoStopMs): Move =>
      ({ supervisor }) =>
        supervisor.start(config, autoStopMs),
  ),
  fc.constant<Move>(({ supervisor }) => void supervisor.stop()),
  fc.constant<Move>(({ supervisor }) => supervisor.recheck()),
  fc.constant<Move>((_played, { opening }) => opening.shift()?.resolve()),
  fc.constantFrom(offline, wrongToken).map(
    (error): Move =>
      (_played, { opening }) =>
        opening.shift()?.reject(new TunnelFailure(error)),
  ),
  fc.constant<Move>((_played, { stopping }) => stopping.shift()?.resolve()),
  fc.nat(9).map((nth) => said(nth, (session) => session.url(url))),
  fc.tuple(fc.nat(9), fc.boolean()).map(([nth, linked]) => said(nth, (session) => session.linked(linked))),
  fc
    .tuple(fc.nat(9), fc.constantFrom(offline, wrongToken))
    .map(([nth, error]) => said(nth, (session) => session.ended(error))),
  fc.constantFrom(passed, missed(502)).map(
    (outcome): Move =>
      (played) =>
        void (played.outcome = outcome),
  ),
  fc.constantFrom(0, 250, 2_000, 14_000, 40_000).map(
    (ms): Move =>
      ({ time }) =>
        time.pass(ms),
  ),
);

function oweOne(list: PromiseWithResolvers<void>[]): Promise<void> {
  const one = Promise.withResolvers<void>();
  list.push(one);
  return one.promise;
}

/** Plays the moves with a provider that answers when a move lets it, at the latest within the supervisor's patience. */
async function playOut(moves: readonly Move[]): Promise<{ played: Played; owed: Owed }> {
  const played = play();
  const owed: Owed = { opening: [], stopping: [] };
  played.opening = () => oweOne(owed.opening);
  played.stopping = () => oweOne(owed.stopping);
  for (const each of moves) {
    // oxlint-disable-next-line no-await-in-loop
    await each(played, owed);
    // oxlint-disable-next-line no-await-in-loop
    await setImmediate();
  }
  return { played, owed };
}

test('never two sessions at once, and stop always ends in "stopped" with nothing left', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(move, { minLength: 1, maxLength: 30, size: 'max' }), async (moves) => {
      const { played, owed } = await playOut(moves);
      // A provider that hangs is given up after a while; that is another test's matter, and no session is counted then.
      fc.pre(played.faults.length === 0);
      played.opening = () => Promise.resolve();
      played.stopping = () => Promise.resolve();
      const stopping = played.supervisor.stop();
      for (const one of [...owed.opening, ...owed.stopping]) one.resolve();
      await stopping;
      await played.time.pass(0);
      const { state, url: live, probe, lastError, autoStopAt } = played.supervisor.status();
      expect({ state, live, probe, lastError, autoStopAt }).toEqual({
        state: 'stopped',
        live: null,
        probe: null,
        lastError: null,
        autoStopAt: null,
      });
      expect(played.alive).toEqual({ now: 0, most: Math.min(1, played.sessions.length) });
      const { probes } = played;
      await played.time.pass(120_000);
      expect({ sessions: played.alive.now, probes: played.probes }).toEqual({ sessions: 0, probes });
    }),
    { numRuns: propertyRuns(150, 3_000) },
  );
});
