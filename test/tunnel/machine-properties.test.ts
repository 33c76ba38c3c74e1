// Random orders of everything that can happen to a tunnel: what the admin asks for, what a provider says, what the
// network and the timers do, and all of it once more when it is too late.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  stoppedMachine,
  type TunnelEffect,
  type TunnelEvent,
  type TunnelMachine,
  type TunnelTimer,
} from '#main/application/tunnel/machine.ts';
import { reduce } from '#main/application/tunnel/reduce.ts';
import type { TunnelError } from '#shared/console-api/tunnel.ts';
import { propertyRuns } from '../property-runs.ts';

const errorOf = (retryable: boolean): TunnelError => ({
  code: retryable ? 'OFFLINE' : 'AUTH',
  message: 'it broke',
  action: 'mend it',
  retryable,
});

/** What the outside owes the machine: sessions that exist, answers that are due, timers that run. */
class Outside {
  machine: TunnelMachine = stoppedMachine;
  /** Sessions of which something is left, by generation. */
  readonly alive = new Set<number>();
  opening: number | undefined;
  closing: number | undefined;
  probing: number | undefined;
  readonly timers = new Map<TunnelTimer, number>();
  /** Everything that was ever delivered: an old provider may say any of it again. */
  readonly past: TunnelEvent[] = [];

  send(event: TunnelEvent): void {
    this.past.push(event);
    const { machine, effects } = reduce(this.machine, event);
    this.machine = machine;
    for (const effect of effects) this.carryOut(effect);
    this.check();
  }

  private carryOut(effect: TunnelEffect): void {
    if (effect.do === 'open') {
      expect([...this.alive], 'a session is opened while another one is left').toEqual([]);
      this.alive.add(effect.generation);
      this.opening = effect.generation;
    } else if (effect.do === 'close') {
      expect(this.alive.has(effect.generation)).toBe(true);
      this.opening = undefined;
      this.closing = effect.generation;
    } else if (effect.do === 'probe') this.probing = effect.ticket;
    else if (effect.do === 'dropProbe') this.probing = undefined;
    else if (effect.do === 'wait') this.timers.set(effect.timer, effect.ticket);
    else this.timers.delete(effect.timer);
  }

  /** Whatever state it is in, something is on its way that leads out of it; and it never claims what is not so. */
  private check(): void {
    const { state, session, linked, url, probing, timers, lastError } = this.machine;
    expect(Object.fromEntries(this.timers)).toEqual(timers);
    expect(this.probing ?? null).toBe(probing);
    const isWatched = probing !== null || timers.check !== undefined;
    if (state === 'stopped') {
      expect({ session, timers, probing, url, lastError }).toEqual({
        session: 'none',
        timers: {},
        probing: null,
        url: null,
        lastError: null,
      });
    }
    if (state === 'starting') expect(['opening', 'closing']).toContain(session);
    if (state === 'connecting')
      expect({ session, deadline: timers.deadline !== undefined }).toEqual({ session: 'open', deadline: true });
    if (state === 'up')
      expect({ session, linked, isWatched, lastError }).toEqual({
        session: 'open',
        linked: true,
        isWatched: true,
        lastError: null,
      });
    if (state === 'stopping')
      expect({ session, retry: timers.retry }).toEqual({ session: 'closing', retry: undefined });
    if (state === 'failed')
      expect({ isRetrying: timers.retry !== undefined, isWatched, autoStop: timers.autoStop }).toEqual({
        isRetrying: false,
        isWatched: false,
        autoStop: undefined,
      });
    if (state === 'down') {
      const isRetried = session === 'none' && timers.retry !== undefined;
      const isProvidersTurn = session === 'open' && (!linked || url === null);
      expect(isRetried || session === 'closing' || isProvidersTurn || (session === 'open' && isWatched)).toBe(true);
      expect(lastError).not.toBeNull();
    }
    if (session === 'opening') expect(this.opening).toBe(this.machine.generation);
    if (session === 'closing') expect(this.closing).toBe(this.machine.generation);
  }

  /** The provider answers what it was asked, as it must one day. */
  answerSession(how: 'opened' | 'refused for now' | 'refused for good'): void {
    const generation = this.opening;
    if (generation === undefined) {
      this.answerClose();
      return;
    }
    this.opening = undefined;
    if (how === 'opened') {
      this.send({ on: 'opened', generation });
      return;
    }
    this.alive.delete(generation);
    this.send({ on: 'openFailed', generation, error: errorOf(how === 'refused for now') });
  }

  answerClose(): void {
    const generation = this.closing;
    if (generation === undefined) return;
    this.closing = undefined;
    this.alive.delete(generation);
    this.send({ on: 'closed', generation });
  }

  answerProbe(ok: boolean): void {
    const ticket = this.probing;
    if (ticket === undefined) return;
    this.probing = undefined;
    const outcome = ok
      ? { ok, ms: 9, status: 204 }
      : { ok, ms: 9, status: 502, error: { ...errorOf(true), code: 'PROBE_FAILED' as const } };
    this.send({ on: 'probed', ticket, outcome });
    if (this.machine.state === 'up') expect(ok || this.machine.misses === 1).toBe(true);
  }

  elapse(timer: TunnelTimer): void {
    const ticket = this.timers.get(timer);
    if (ticket === undefined) return;
    this.timers.delete(timer);
    this.send({ on: 'due', timer, ticket });
  }

  /** Old events again: whatever is not about the newest session, probe and timers must change nothing. */
  repeatPast(index: number): void {
    const event = this.past[index % Math.max(1, this.past.length)];
    if (event === undefined || event.on === 'start' || event.on === 'stop' || event.on === 'recheck') return;
    const { generation, session, probing, timers } = this.machine;
    if (event.on === 'probed' ? event.ticket === probing : event.on === 'due' && event.ticket === timers[event.timer])
      return;
    if ('generation' in event && event.generation === generation && session !== 'none') return;
    const { machine, effects } = reduce(this.machine, event);
    expect(machine).toBe(this.machine);
    expect(effects).toEqual([]);
  }
}

const timers: readonly TunnelTimer[] = ['retry', 'check', 'deadline', 'autoStop'];
const move = fc.oneof(
  fc.constantFrom(null, 60_000).map((autoStopMs) => (outside: Outside) => outside.send({ on: 'start', autoStopMs })),
  fc.constant((outside: Outside) => outside.send({ on: 'stop' })),
  fc.constant((outside: Outside) => outside.send({ on: 'recheck' })),
  fc
    .constantFrom('opened' as const, 'opened' as const, 'refused for now' as const, 'refused for good' as const)
    .map((how) => (outside: Outside) => outside.answerSession(how)),
  fc.constant((outside: Outside) => outside.answerClose()),
  fc.constantFrom('https://a-b.example', 'https://c-d.example').map((url) => (outside: Outside) => {
    outside.send({ on: 'url', generation: outside.machine.generation, url });
  }),
  fc.boolean().map((linked) => (outside: Outside) => {
    outside.send({ on: 'linked', generation: outside.machine.generation, linked });
  }),
  fc.boolean().map((retryable) => (outside: Outside) => {
    const isRunning = outside.machine.session === 'open' || outside.machine.session === 'opening';
    if (isRunning) outside.send({ on: 'ended', generation: outside.machine.generation, error: errorOf(retryable) });
  }),
  fc.boolean().map((ok) => (outside: Outside) => outside.answerProbe(ok)),
  fc.constantFrom(...timers).map((timer) => (outside: Outside) => outside.elapse(timer)),
  fc.nat().map((index) => (outside: Outside) => outside.repeatPast(index)),
);
const story = fc.array(move, { minLength: 1, maxLength: 80 });

function play(moves: readonly ((outside: Outside) => void)[]): Outside {
  const outside = new Outside();
  for (const each of moves) each(outside);
  return outside;
}

test('in any order of events there is never more than one session, and no state without a way out', () => {
  fc.assert(
    fc.property(story, (moves) => void play(moves)),
    { numRuns: propertyRuns(2_000, 50_000) },
  );
});

test('from anywhere, stop ends in "stopped" once the session is gone, and nothing is left running', () => {
  fc.assert(
    fc.property(story, (moves) => {
      const outside = play(moves);
      outside.send({ on: 'stop' });
      outside.answerClose();
      expect(outside.machine.state).toBe('stopped');
      expect([...outside.alive]).toEqual([]);
      expect(outside.timers.size).toBe(0);
      expect(outside.probing).toBeUndefined();
    }),
    { numRuns: propertyRuns(1_000, 20_000) },
  );
});

test('from anywhere, a start leads to "up" once the provider links and the probe passes', () => {
  fc.assert(
    fc.property(story, (moves) => {
      const outside = play(moves);
      outside.send({ on: 'start', autoStopMs: null });
      outside.elapse('retry');
      outside.answerClose();
      outside.elapse('retry');
      outside.answerSession('opened');
      const { generation } = outside.machine;
      outside.send({ on: 'url', generation, url: 'https://a-b.example' });
      outside.send({ on: 'linked', generation, linked: true });
      outside.send({ on: 'recheck' });
      outside.answerProbe(true);
      expect(outside.machine.state).toBe('up');
    }),
    { numRuns: propertyRuns(1_000, 20_000) },
  );
});
