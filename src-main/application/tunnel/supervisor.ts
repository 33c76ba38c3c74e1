// Runs the tunnel's machine over a provider, the probe and the timers. All that happens goes through one event at a time;
// what to do about it is decided by reduce() alone.
import type { TunnelConfig } from '#shared/console-api/tunnel-config.ts';
import type { TunnelLogLine, TunnelStatus } from '#shared/console-api/tunnel.ts';
import { assertNever } from '#shared/lang/assert-never.ts';
import type { Clock } from '../ports/clock.ts';
import type { TunnelPorts } from '../ports/tunnel-ports.ts';
import type { ProbeOutcome } from '../ports/tunnel-probe.ts';
import type { TunnelSettings } from '../ports/tunnel-store.ts';
import type { TunnelListener } from '../ports/tunnel.ts';
import { withJitter } from './backoff.ts';
import { tunnelFacts } from './facts.ts';
import {
  stoppedMachine,
  type TunnelEffect,
  type TunnelEvent,
  type TunnelMachine,
  type TunnelTimer,
} from './machine.ts';
import { paceOf } from './probe-pace.ts';
import { createProviderLog } from './provider-log.ts';
import { reduce } from './reduce.ts';
import { openSession, type RunningSession } from './session.ts';
import { endedByItself, notListening, probeFault } from './supervisor-errors.ts';

/** The status without what only the store knows. */
export type LiveTunnel = Omit<TunnelStatus, 'publishedUrl' | 'allowedNetworks'>;

export interface TunnelSupervisor {
  readonly status: () => LiveTunnel;
  /** Starts with this configuration; one that runs already goes on as it is. */
  readonly start: (config: TunnelSettings, autoStopMs: number | null) => void;
  /** Resolves when nothing of the tunnel is left. */
  readonly stop: () => Promise<void>;
  /** Looks at once: the machine woke up, or its network changed. */
  readonly recheck: () => void;
  readonly log: (afterSeq: number) => readonly TunnelLogLine[];
}

/** What the supervisor reaches the world through. */
export interface SupervisorPorts extends Pick<TunnelPorts, 'providers' | 'probe' | 'timers' | 'target'> {
  readonly clock: Clock;
  /** Asked each time that a session begins; TunnelFailure when the secret cannot be read. */
  readonly inClear: (config: TunnelSettings) => Promise<TunnelConfig>;
  /** From 0 to 1, for the jitter. */
  readonly random: () => number;
  /** Hears every change; must not throw. */
  readonly changed: (status: LiveTunnel) => void;
  readonly reportFault: (fault: unknown, where: string) => void;
}

/** Longer than any provider takes: cloudflared is killed after five seconds. A provider that hangs may not hang us. */
const closeMs = 15_000;

export function createSupervisor(ports: SupervisorPorts): TunnelSupervisor {
  const { clock, timers, random, changed, reportFault } = ports;
  const log = createProviderLog();
  const running = new Map<TunnelTimer, () => void>();
  let machine: TunnelMachine = stoppedMachine;
  let config: TunnelSettings | undefined;
  let session: RunningSession | undefined;
  let probing: AbortController | undefined;
  let since = clock.now();
  let probedAt = '';
  let autoStopAt: string | null = null;
  let waiting: (() => void)[] = [];
  /** Events of effects that answer at once wait until the event that caused them is through. */
  const events: TunnelEvent[] = [];
  let isDispatching = false;

  const note = (text: string): void => log.add(clock.now(), text);

  const listenerOf = (generation: number): TunnelListener => ({
    url: (url) => dispatch({ on: 'url', generation, url }),
    linked: (linked) => dispatch({ on: 'linked', generation, linked }),
    log: (line) => {
      if (generation === machine.generation) note(line);
    },
    ended: (error = endedByItself) => dispatch({ on: 'ended', generation, error }),
  });

  function open(generation: number): void {
    const target = ports.target();
    if (target === null || config === undefined) {
      dispatch({ on: 'openFailed', generation, error: notListening });
      return;
    }
    const { provider } = config;
    note(`Starting ${provider}.`);
    const opening = openSession({
      providers: ports.providers,
      config,
      inClear: ports.inClear,
      target,
      listener: listenerOf(generation),
      reportFault,
    });
    session = opening;
    void opening.opened.then((error) =>
      dispatch(error === undefined ? { on: 'opened', generation } : { on: 'openFailed', generation, error }),
    );
  }

  function close(generation: number): void {
    const closed = (): void => {
      giveUp();
      dispatch({ on: 'closed', generation });
    };
    const giveUp = timers.after(closeMs, () => {
      reportFault(new Error(`A session of ${config?.provider} did not end within ${closeMs} ms`), 'tunnel.stop');
      closed();
    });
    const closing = session?.close() ?? Promise.resolve();
    session = undefined;
    void closing.then(closed);
  }

  async function askProbe(url: string, signal: AbortSignal): Promise<ProbeOutcome> {
    try {
      return await ports.probe.probe(url, signal);
    } catch (fault) {
      if (!signal.aborted) reportFault(fault, 'tunnel.probe');
      return { ok: false, ms: 0, status: null, error: probeFault };
    }
  }

  async function probe(ticket: number, url: string): Promise<void> {
    probing?.abort();
    const own = new AbortController();
    probing = own;
    const outcome = await askProbe(url, own.signal);
    if (own.signal.aborted) return;
    probedAt = clock.now();
    dispatch({ on: 'probed', ticket, outcome });
  }

  function cancel(timer: TunnelTimer): void {
    running.get(timer)?.();
    running.delete(timer);
  }

  function wait(timer: TunnelTimer, ticket: number, ms: number): void {
    cancel(timer);
    const run = (): void => dispatch({ on: 'due', timer, ticket });
    running.set(timer, timers.after(timer === 'retry' ? withJitter(ms, random()) : ms, run));
  }

  function carryOut(effect: TunnelEffect): void {
    switch (effect.do) {
      case 'open':
        return open(effect.generation);
      case 'close':
        return close(effect.generation);
      case 'probe':
        return void probe(effect.ticket, effect.url);
      case 'dropProbe':
        return probing?.abort();
      case 'wait':
        return wait(effect.timer, effect.ticket, effect.ms);
      case 'cancel':
        return cancel(effect.timer);
      default:
        assertNever(effect, 'effect');
    }
  }

  function told(before: TunnelMachine): void {
    if (machine.state !== before.state) {
      since = clock.now();
      const { lastError } = machine;
      note(
        lastError === null ? `The tunnel is ${machine.state}.` : `The tunnel is ${machine.state}: ${lastError.message}`,
      );
    }
    if (machine.timers.autoStop === undefined) autoStopAt = null;
    changed(status());
    if (machine.state === 'stopping') return;
    const resolved = waiting;
    waiting = [];
    for (const resolve of resolved) resolve();
  }

  function take(event: TunnelEvent): void {
    const before = machine;
    const { machine: next, effects } = reduce(before, event);
    machine = next;
    for (const effect of effects) carryOut(effect);
    if (next !== before) told(before);
  }

  function dispatch(event: TunnelEvent): void {
    events.push(event);
    if (isDispatching) return;
    isDispatching = true;
    try {
      for (let next = events.shift(); next !== undefined; next = events.shift()) take(next);
    } finally {
      isDispatching = false;
    }
  }

  const status = (): LiveTunnel => ({
    provider: config?.provider ?? null,
    state: machine.state,
    since,
    url: machine.url,
    ...(config === undefined ? { urlStable: false, plaintextSeenBy: 'nobody' } : tunnelFacts(config)),
    reconnects: machine.reconnects,
    lastError: machine.lastError,
    probe: machine.probe && { at: probedAt, ok: machine.probe.ok, ms: machine.probe.ms, status: machine.probe.status },
    autoStopAt,
  });

  return {
    status,
    log: log.after,
    start: (wanted, autoStopMs) => {
      if (machine.state !== 'stopped' && machine.state !== 'failed' && machine.state !== 'stopping') return;
      config = wanted;
      autoStopAt = autoStopMs === null ? null : new Date(Date.parse(clock.now()) + autoStopMs).toISOString();
      dispatch({ on: 'start', autoStopMs, pace: paceOf(wanted.provider) });
    },
    stop: () => {
      dispatch({ on: 'stop' });
      if (machine.state !== 'stopping') return Promise.resolve();
      return new Promise((resolve) => waiting.push(resolve));
    },
    recheck: () => {
      // Timers stand still while a machine sleeps; the promise to stop was one of the wall clock.
      const isOver = autoStopAt !== null && clock.now() >= autoStopAt;
      dispatch({ on: isOver ? 'stop' : 'recheck' });
    },
  };
}
