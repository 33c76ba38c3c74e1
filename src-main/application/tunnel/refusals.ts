// Requests from outside that were refused for their credentials: how many lately, and who sent them. Counted apart from the
// provisioning log, which keeps only the first of a flood. Nothing is stored, and what it holds is bounded.
import type { TunnelRefusals } from '#shared/console-api/tunnel-refusals.ts';
import type { Clock } from '../ports/clock.ts';
import type { Timers } from '../ports/timers.ts';
import type { Sender } from './barrier.ts';

const minuteMs = 60_000;
/** The windows that are told, the current minute counted as a whole one. */
const shortMinutes = 5;
const longMinutes = 60;
/** Addresses kept of one minute; beyond them requests are counted without. */
const keptAddresses = 200;
/** Addresses told, those with the most requests. */
const toldAddresses = 10;
const tellEveryMs = 1_000;

interface Caller {
  count: number;
  lastAt: string;
  readonly named: boolean;
}

interface Minute {
  readonly number: number;
  count: number;
  readonly callers: Map<string, Caller>;
}

export interface Refusals {
  readonly add: (tenantId: string, sender: Sender) => void;
  readonly of: (tenantId: string) => TunnelRefusals;
}

export interface RefusalsOptions {
  readonly clock: Pick<Clock, 'monotonic' | 'now'>;
  readonly timers: Timers;
  /** Told at most once a second for each tenant, while requests are refused. */
  readonly changed: (tenantId: string, refusals: TunnelRefusals) => void;
}

function count({ callers }: Minute, { address, from }: Sender, at: string): void {
  const known = callers.get(address);
  if (known !== undefined) {
    known.count += 1;
    known.lastAt = at;
  } else if (callers.size < keptAddresses) callers.set(address, { count: 1, lastAt: at, named: from === 'outside' });
}

const sum = (minutes: readonly Minute[]): number => minutes.reduce((total, minute) => total + minute.count, 0);

function callersOf(minutes: readonly Minute[]): TunnelRefusals['callers'] {
  const all = new Map<string, Caller>();
  for (const { callers } of minutes) {
    for (const [address, caller] of callers) {
      const { count: before } = all.get(address) ?? { count: 0 };
      all.set(address, { ...caller, count: before + caller.count });
    }
  }
  return [...all]
    .map(([address, caller]) => ({ address, ...caller }))
    .toSorted((a, b) => b.count - a.count || b.lastAt.localeCompare(a.lastAt))
    .slice(0, toldAddresses);
}

export function createRefusals({ clock, timers, changed }: RefusalsOptions): Refusals {
  const tenants = new Map<string, readonly Minute[]>();
  /** Tenants that were told about within this second; true when something came since. */
  const told = new Map<string, boolean>();

  const now = (): number => Math.floor(clock.monotonic() / minuteMs);
  const recent = (tenantId: string): readonly Minute[] =>
    (tenants.get(tenantId) ?? []).filter(({ number }) => number > now() - longMinutes);

  const current = (tenantId: string): Minute => {
    const minutes = recent(tenantId);
    const last = minutes.at(-1);
    if (last?.number === now()) return last;
    const minute: Minute = { number: now(), count: 0, callers: new Map() };
    tenants.set(tenantId, [...minutes, minute]);
    return minute;
  };

  const of = (tenantId: string): TunnelRefusals => {
    const minutes = recent(tenantId);
    return {
      fiveMinutes: sum(minutes.filter(({ number }) => number > now() - shortMinutes)),
      hour: sum(minutes),
      callers: callersOf(minutes),
    };
  };

  const tell = (tenantId: string): void => {
    if (told.has(tenantId)) {
      told.set(tenantId, true);
      return;
    }
    told.set(tenantId, false);
    changed(tenantId, of(tenantId));
    timers.after(tellEveryMs, () => {
      const more = told.get(tenantId) === true;
      told.delete(tenantId);
      if (more) tell(tenantId);
    });
  };

  return {
    add(tenantId, sender) {
      const minute = current(tenantId);
      minute.count += 1;
      count(minute, sender, clock.now());
      tell(tenantId);
    },
    of,
  };
}
