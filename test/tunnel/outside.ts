// The world around a tunnel's machine: sessions that exist, answers that are due, timers that run. It plays its part in any
// order and notes every breach of what the machine promises.
import type { TunnelEffect, TunnelEvent, TunnelMachine, TunnelTimer } from '#main/application/tunnel/machine.ts';
import { stoppedMachine } from '#main/application/tunnel/machine.ts';
import { reduce } from '#main/application/tunnel/reduce.ts';
import type { TunnelError } from '#shared/console-api/tunnel.ts';
import { sameJson } from '#shared/lang/same-json.ts';

export const errorOf = (retryable: boolean): TunnelError => ({
  code: retryable ? 'OFFLINE' : 'AUTH',
  message: 'it broke',
  action: 'mend it',
  retryable,
});

const badGateway: TunnelError = { ...errorOf(true), code: 'PROBE_FAILED' };

/** What must hold in each state, whatever came before: something is on its way that leads out of it. */
const promises: Readonly<Record<TunnelMachine['state'], (machine: TunnelMachine) => boolean>> = {
  stopped: ({ session, timers, probing, url, lastError }) =>
    session === 'none' && Object.keys(timers).length === 0 && probing === null && url === null && lastError === null,
  starting: ({ session }) => session === 'opening' || session === 'closing',
  connecting: ({ session, timers }) => session === 'open' && timers.deadline !== undefined,
  up: (machine) =>
    machine.session === 'open' &&
    machine.linked &&
    isWatched(machine) &&
    machine.lastError === null &&
    machine.misses < 2,
  down: (machine) => machine.lastError !== null && hasWayUp(machine),
  stopping: ({ session, timers }) => session === 'closing' && timers.retry === undefined,
  failed: (machine) =>
    machine.lastError !== null &&
    !isWatched(machine) &&
    machine.timers.retry === undefined &&
    machine.timers.autoStop === undefined &&
    (machine.session === 'none' || machine.session === 'closing'),
};

const isWatched = ({ probing, timers }: TunnelMachine): boolean => probing !== null || timers.check !== undefined;

function hasWayUp(machine: TunnelMachine): boolean {
  const { session, linked, url, timers } = machine;
  if (session === 'none') return timers.retry !== undefined;
  // While its link is away it is the provider that tries again, and says so.
  return session === 'closing' || (session === 'open' && (!linked || url === null || isWatched(machine)));
}

export class Outside {
  machine: TunnelMachine = stoppedMachine;
  readonly breaches: string[] = [];
  /** Sessions of which something is left, by generation. */
  readonly alive = new Set<number>();
  readonly timers = new Map<TunnelTimer, number>();
  probing: number | undefined;
  private probedUrl: string | undefined;
  /** The URL that the newest passed probe went through. */
  private provenUrl: string | undefined;
  private opening: number | undefined;
  private closing: number | undefined;
  /** Everything that was ever delivered: an old provider may say any of it again. */
  private readonly past: TunnelEvent[] = [];

  send(event: TunnelEvent): void {
    this.past.push(event);
    const { machine, effects } = reduce(this.machine, event);
    this.machine = machine;
    for (const effect of effects) this.carryOut(effect);
    this.claim(promises[machine.state](machine), event);
    this.claim(sameJson(Object.fromEntries(this.timers), { ...machine.timers }), event);
    this.claim(machine.state !== 'up' || machine.url === this.provenUrl, event);
    this.claim((this.probing ?? null) === machine.probing, event);
  }

  private claim(holds: boolean, after: TunnelEvent | TunnelEffect): void {
    if (!holds) this.breaches.push(`after ${JSON.stringify(after)}: ${JSON.stringify(this.machine)}`);
  }

  private carryOut(effect: TunnelEffect): void {
    if (effect.do === 'open') {
      this.claim(this.alive.size === 0, effect);
      this.alive.add(effect.generation);
      this.opening = effect.generation;
    } else if (effect.do === 'close') {
      this.claim(this.alive.has(effect.generation), effect);
      this.opening = undefined;
      this.closing = effect.generation;
    } else if (effect.do === 'probe') {
      this.probing = effect.ticket;
      this.probedUrl = effect.url;
    } else if (effect.do === 'dropProbe') this.probing = undefined;
    else if (effect.do === 'wait') this.timers.set(effect.timer, effect.ticket);
    else if (effect.do === 'cancel') this.timers.delete(effect.timer);
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

  /** The provider says something of the newest session, whether it is still asked or not. */
  say(
    event: { on: 'url'; url: string } | { on: 'linked'; linked: boolean } | { on: 'ended'; error: TunnelError },
  ): void {
    this.send({ ...event, generation: this.machine.generation });
  }

  answerProbe(ok: boolean): void {
    const ticket = this.probing;
    if (ticket === undefined) return;
    this.probing = undefined;
    const outcome = ok ? { ok, ms: 9, status: 204 } : { ok, ms: 9, status: 502, error: badGateway };
    const wasUp = this.machine.state === 'up';
    if (ok) this.provenUrl = this.probedUrl;
    this.send({ on: 'probed', ticket, outcome });
    this.claim(this.machine.state !== 'up' || ok || wasUp, { on: 'probed', ticket, outcome });
  }

  elapse(timer: TunnelTimer): void {
    const ticket = this.timers.get(timer);
    if (ticket === undefined) return;
    this.timers.delete(timer);
    this.send({ on: 'due', timer, ticket });
  }

  private isOld(event: TunnelEvent): boolean {
    const { generation, session, probing, timers } = this.machine;
    if (event.on === 'probed') return event.ticket !== probing;
    if (event.on === 'due') return event.ticket !== timers[event.timer];
    return 'generation' in event && (event.generation !== generation || session === 'none');
  }

  /** What is not about the newest session, probe and timers must change nothing when it comes again. */
  repeatPast(index: number): void {
    const event = this.past[index % Math.max(1, this.past.length)];
    if (event === undefined || !this.isOld(event)) return;
    const { machine, effects } = reduce(this.machine, event);
    this.claim(machine === this.machine && effects.length === 0, event);
  }
}
