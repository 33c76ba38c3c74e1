// The tunnel's states as one pure machine: an event changes it and says what is to be done. Invariants: a session is
// opened only when nothing is left of the one before; whatever an older session, timer or probe reports has no effect;
// "up" is reached by a passed probe alone; stop ends in "stopped" as soon as the session is gone.
import type { TunnelError, TunnelState } from '#shared/console-api/tunnel.ts';
import type { ProbeOutcome } from '../ports/tunnel-probe.ts';
import { freePace, type ProbePace } from './probe-pace.ts';

/** `check` sends the next probe, `deadline` ends the patience with a session that does not connect. */
export type TunnelTimer = 'retry' | 'check' | 'deadline' | 'autoStop';

export interface TunnelMachine {
  readonly state: TunnelState;
  /** Number of the newest session. */
  readonly generation: number;
  /** `closing` until its provider says that nothing of it is left. */
  readonly session: 'none' | 'opening' | 'open' | 'closing';
  readonly url: string | null;
  /** What the provider says of its link. */
  readonly linked: boolean;
  /** The tickets of running timers; a timer or a probe with another ticket is an old one. */
  readonly timers: Readonly<Partial<Record<TunnelTimer, number>>>;
  /** The ticket of the probe in flight. */
  readonly probing: number | null;
  readonly lastTicket: number;
  readonly pace: ProbePace;
  /** Sessions in a row that broke off, for the backoff. */
  readonly failures: number;
  /** Probes in a row that failed. */
  readonly misses: number;
  readonly cameUp: boolean;
  readonly reconnects: number;
  readonly lastError: TunnelError | null;
  readonly probe: ProbeOutcome | null;
}

export type TunnelEvent =
  | { readonly on: 'start'; readonly autoStopMs: number | null; readonly pace: ProbePace }
  | { readonly on: 'stop' | 'recheck' }
  | { readonly on: 'opened' | 'closed'; readonly generation: number }
  /** Nothing of the session ever began. */
  | { readonly on: 'openFailed'; readonly generation: number; readonly error: TunnelError }
  | { readonly on: 'url'; readonly generation: number; readonly url: string }
  | { readonly on: 'linked'; readonly generation: number; readonly linked: boolean }
  | { readonly on: 'ended'; readonly generation: number; readonly error: TunnelError }
  | { readonly on: 'probed'; readonly ticket: number; readonly outcome: ProbeOutcome }
  | { readonly on: 'due'; readonly timer: TunnelTimer; readonly ticket: number };

/** What the machine wants done. Each `open` is answered by `opened` or `openFailed`, each `close` by `closed`. */
export type TunnelEffect =
  | { readonly do: 'open' | 'close'; readonly generation: number }
  /** Replaces the probe in flight. */
  | { readonly do: 'probe'; readonly ticket: number; readonly url: string }
  | { readonly do: 'dropProbe' }
  /** Replaces the timer of that name. */
  | { readonly do: 'wait'; readonly timer: TunnelTimer; readonly ticket: number; readonly ms: number }
  | { readonly do: 'cancel'; readonly timer: TunnelTimer };

export const stoppedMachine: TunnelMachine = {
  state: 'stopped',
  generation: 0,
  session: 'none',
  url: null,
  linked: false,
  timers: {},
  probing: null,
  lastTicket: 0,
  pace: freePace,
  failures: 0,
  misses: 0,
  cameUp: false,
  reconnects: 0,
  lastError: null,
  probe: null,
};
