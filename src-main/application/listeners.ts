// Who hears which event of the console. Each listener is asked for its origin at every event, so that somebody whose
// sign-in ended, or whose role changed, hears nothing more at once. One listener's failure is its own.
import { consoleEventNeeds, type ConsoleEvent } from '#shared/console-api/events.ts';
import type { CallOrigin } from './console/call.ts';
import { overviewFor } from './console/overview-for.ts';
import { mayHear } from './console/permit.ts';
import type { Callers, KnownCaller } from './sign-in/callers.ts';

/** Must not block: all listeners are told in turn. */
export type ConsoleListener = (event: ConsoleEvent) => void;

export interface Listeners {
  readonly add: (listener: ConsoleListener, origin: () => CallOrigin) => () => void;
  readonly any: () => boolean;
  /** In the order of the calls; at once to everybody where no sign-in is asked for. */
  readonly announce: (event: ConsoleEvent) => void;
  readonly clear: () => void;
}

interface Listening {
  readonly listener: ConsoleListener;
  readonly origin: () => CallOrigin;
  /** Events keep their order while it is asked who hears them. */
  readonly waiting: ConsoleEvent[];
  isBeingTold: boolean;
}

/** The tenant that an event is about; undefined for one that is about none. */
function tenantOf({ data }: ConsoleEvent): string | undefined {
  if ('tenantId' in data) return data.tenantId;
  return 'tenant' in data ? data.tenant.id : undefined;
}

/**
 * What of an event is theirs; undefined: nothing. Audit entries are of many tenants: who may act on one hears of that one. The
 * overview has parts that are not everybody's.
 */
function theirsOf(event: ConsoleEvent, known: KnownCaller | undefined): ConsoleEvent | undefined {
  if (known === undefined) return event;
  if (event.name === 'overview.changed') {
    return { ...event, data: { ...event.data, overview: overviewFor(known.caller, event.data.overview) } };
  }
  const { tenantId } = known.caller;
  if (event.name !== 'audit.appended' || tenantId === null) return event;
  const entries = event.data.entries.filter((entry) => entry.tenantId === tenantId);
  return entries.length === 0 ? undefined : { ...event, data: { entries } };
}

export function createListeners(callers: Callers, reportFault: (fault: unknown, where: string) => void): Listeners {
  const everybody = new Set<Listening>();

  const tell = (listening: Listening, event: ConsoleEvent): void => {
    if (!everybody.has(listening)) return;
    try {
      listening.listener(event);
    } catch (fault) {
      // It would fail again at every event: it is told no more, the others are.
      everybody.delete(listening);
      reportFault(fault, `a listener to ${event.name}`);
    }
  };

  const tellIfPermitted = async (listening: Listening, event: ConsoleEvent): Promise<void> => {
    const needs = consoleEventNeeds[event.name];
    try {
      const known = needs === 'anyone' ? undefined : await callers.of(listening.origin(), false);
      if (!mayHear(needs, tenantOf(event), known)) return;
      const theirs = theirsOf(event, known);
      if (theirs !== undefined) tell(listening, theirs);
    } catch (fault) {
      // Not told: whether they may hear it is not known.
      reportFault(fault, `who hears ${event.name}`);
    }
  };

  const tellWaiting = async (listening: Listening): Promise<void> => {
    listening.isBeingTold = true;
    for (let event = listening.waiting.shift(); event !== undefined; event = listening.waiting.shift()) {
      await tellIfPermitted(listening, event);
    }
    listening.isBeingTold = false;
  };

  const announceTo = (listening: Listening, event: ConsoleEvent): void => {
    if (!listening.isBeingTold && !callers.enforced()) {
      tell(listening, event);
      return;
    }
    listening.waiting.push(event);
    if (!listening.isBeingTold) void tellWaiting(listening);
  };

  return {
    add(listener, origin) {
      const listening: Listening = { listener, origin, waiting: [], isBeingTold: false };
      everybody.add(listening);
      return () => void everybody.delete(listening);
    },
    any: () => everybody.size > 0,
    announce: (event) => {
      for (const listening of everybody) announceTo(listening, event);
    },
    clear: () => everybody.clear(),
  };
}
