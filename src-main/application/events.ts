// What every console is told, made from the log: each stored entry says which resource it touched, and the rows are read
// once for all entries of a moment. Without a listener nothing is read. One listener's failure is its own.
import type { ConsoleEvent } from '#shared/console-api/index.ts';
import type { LogRow, ProvisioningAction } from '#shared/console-api/provisioning-log.ts';
import type { Overview } from '#shared/console-api/overview.ts';
import { groupResourceType, userResourceType } from '../protocol/schema/resource-types.ts';
import type { CallOrigin } from './console/call.ts';
import { ConsoleFailure } from './console/console-failure.ts';
import { createListeners, type ConsoleListener } from './listeners.ts';
import type { Clock } from './ports/clock.ts';
import type { DirectoryReader } from './ports/directory-reader.ts';
import type { LogEntry, ProvisioningLogStore } from './ports/provisioning-log-store.ts';
import { StoreError } from './ports/store-error.ts';
import type { Callers } from './sign-in/callers.ts';

/** The console's events, from what makes them to who hears them. */
export interface Events {
  /** `origin` is asked at each event for whom it is. */
  readonly subscribe: (listener: ConsoleListener, origin: () => CallOrigin) => () => void;
  /** Pushes one event to every listener that may hear it. */
  readonly announce: (event: ConsoleEvent) => void;
  /** Whether there is any listener. */
  readonly isHeard: () => boolean;
  /** Pushes the rows of these people once more, in batches: something changed them that is no request about them. */
  readonly usersTouched: (tenantId: string, ids: readonly string[]) => void;
  /** Pushes the rows of these groups once more: something changed them that is no request about them. */
  readonly groupsTouched: (tenantId: string, ids: readonly string[]) => void;
  /** Stops timers; what is waiting is not pushed. */
  readonly close: () => void;
}

/** What events are made of. */
export interface EventSources {
  readonly log: ProvisioningLogStore;
  readonly directory: DirectoryReader;
  readonly clock: Clock;
  readonly overview: (tenantId: string) => Promise<Overview>;
  readonly callers: Callers;
  readonly reportFault: (fault: unknown, where: string) => void;
}

/** At the latest this long after it happened, or as soon as this many entries wait. */
const pushAfterMs = 50;
const pushAtEntries = 200;
const overviewEveryMs = 1_000;

/** The row of an entry, as the list shows it and as it is pushed. */
export const logRow = (entry: LogEntry): LogRow => ({
  seq: entry.seq,
  source: entry.source ?? 'client',
  activityDateTime: entry.activityDateTime,
  durationInMilliseconds: entry.durationInMilliseconds,
  method: entry.method,
  path: entry.path,
  status: entry.status,
  aborted: entry.aborted,
  provisioningAction: entry.provisioningAction,
  resourceType: entry.resourceType ?? null,
  resourceId: entry.resourceId ?? null,
  targetName: entry.targetName ?? null,
  changedAttributes: [...entry.changedAttributes],
  noteCount: entry.notes.length,
  clientAddress: entry.clientAddress,
  detail: entry.detail ?? null,
});

const touches: Readonly<Record<ProvisioningAction, boolean>> = {
  create: true,
  update: true,
  disable: true,
  enable: true,
  delete: true,
  addMember: true,
  removeMember: true,
  read: false,
  bulk: false,
  none: false,
};

interface Touched {
  readonly created: Set<string>;
  readonly updated: Set<string>;
  readonly removed: Set<string>;
}

/** Which resources of a type the entries created, changed and removed; the last word on a resource counts. */
function touchedBy(entries: readonly LogEntry[], resourceType: string): Touched {
  const created = new Set<string>();
  const updated = new Set<string>();
  const removed = new Set<string>();
  for (const { resourceType: type, resourceId: id, provisioningAction: action } of entries) {
    if (id === undefined || type !== resourceType || !touches[action]) continue;
    if (action === 'create') created.add(id);
    else if (action === 'delete') {
      created.delete(id);
      updated.delete(id);
      removed.add(id);
    } else if (!created.has(id)) updated.add(id);
  }
  return { created, updated, removed };
}

function byTenant(entries: readonly LogEntry[]): ReadonlyMap<string, LogEntry[]> {
  const tenants = new Map<string, LogEntry[]>();
  for (const entry of entries) {
    const own = tenants.get(entry.tenantId);
    if (own === undefined) tenants.set(entry.tenantId, [entry]);
    else own.push(entry);
  }
  return tenants;
}

/** Entries of a moment become events; the rows come from the directory as it is now. */
async function eventsOf(
  tenantId: string,
  entries: readonly LogEntry[],
  directory: DirectoryReader,
): Promise<ConsoleEvent[]> {
  const events: ConsoleEvent[] = [
    { name: 'provisioningLog.appended', data: { tenantId, entries: entries.map(logRow) } },
  ];
  const people = touchedBy(entries, userResourceType.name);
  const groups = touchedBy(entries, groupResourceType.name);
  const [userChanges, groupChanges] = await Promise.all([
    rowsOf(people, (ids) => directory.usersById(tenantId, ids)),
    rowsOf(groups, (ids) => directory.groupsById(tenantId, ids)),
  ]);
  if (userChanges !== undefined) events.push({ name: 'users.changed', data: { tenantId, ...userChanges } });
  if (groupChanges !== undefined) events.push({ name: 'groups.changed', data: { tenantId, ...groupChanges } });
  return events;
}

async function rowsOf<Row extends { id: string }>(
  { created, updated, removed }: Touched,
  read: (ids: readonly string[]) => Promise<readonly Row[]>,
): Promise<{ created: Row[]; updated: Row[]; removed: string[] } | undefined> {
  const ids = [...created, ...updated];
  if (ids.length === 0 && removed.size === 0) return undefined;
  const rows = ids.length === 0 ? [] : await read(ids);
  return {
    created: rows.filter(({ id }) => created.has(id)),
    updated: rows.filter(({ id }) => !created.has(id)),
    removed: [...removed],
  };
}

/** A tenant that was removed meanwhile has nothing to tell any more: all that is read here is read by its tenant. */
const isGone = (fault: unknown): boolean =>
  (fault instanceof StoreError || fault instanceof ConsoleFailure) && fault.code === 'not-found';

/** Becomes the one listener of the log. */
export function createEvents({ log, directory, clock, overview, callers, reportFault }: EventSources): Events {
  const listeners = createListeners(callers, reportFault);
  const { announce } = listeners;
  let waiting: LogEntry[] = [];
  let pushTimer: NodeJS.Timeout | undefined;
  /** Pushes follow one another, so that an older reading of a row never arrives after a newer one. */
  let pushing = Promise.resolve();
  const overviews = new Map<string, { lastAt: number; timer: NodeJS.Timeout | undefined }>();

  const guarded = async (work: () => Promise<void>, where: string): Promise<void> => {
    try {
      await work();
    } catch (fault) {
      if (!isGone(fault)) reportFault(fault, where);
    }
  };

  const pushOverview = (tenantId: string): Promise<void> =>
    guarded(async () => {
      if (listeners.any())
        announce({ name: 'overview.changed', data: { tenantId, overview: await overview(tenantId) } });
    }, 'overview.changed');

  const scheduleOverview = (tenantId: string): void => {
    const state = overviews.get(tenantId) ?? { lastAt: -Infinity, timer: undefined };
    overviews.set(tenantId, state);
    if (state.timer !== undefined) return;
    const wait = Math.max(0, state.lastAt + overviewEveryMs - clock.monotonic());
    state.timer = setTimeout(() => {
      state.timer = undefined;
      state.lastAt = clock.monotonic();
      void pushOverview(tenantId);
    }, wait);
    state.timer.unref();
  };

  const inTurn = (work: () => Promise<void>): void => {
    pushing = pushing.then(() => guarded(work, 'console events'));
  };

  const push = (): void => {
    clearTimeout(pushTimer);
    pushTimer = undefined;
    const entries = waiting;
    waiting = [];
    if (entries.length === 0) return;
    for (const [tenantId, own] of byTenant(entries)) {
      inTurn(async () => {
        for (let start = 0; start < own.length; start += pushAtEntries) {
          const page = own.slice(start, start + pushAtEntries);
          for (const event of await eventsOf(tenantId, page, directory)) announce(event);
        }
        scheduleOverview(tenantId);
      });
    }
  };

  const groupsTouched = (tenantId: string, ids: readonly string[]): void => {
    if (!listeners.any()) return;
    inTurn(async () => {
      const updated = [...(await directory.groupsById(tenantId, ids))];
      announce({ name: 'groups.changed', data: { tenantId, created: [], updated, removed: [] } });
    });
  };

  const usersTouched = (tenantId: string, ids: readonly string[]): void => {
    if (!listeners.any()) return;
    for (let start = 0; start < ids.length; start += pushAtEntries) {
      const page = ids.slice(start, start + pushAtEntries);
      inTurn(async () => {
        const updated = [...(await directory.usersById(tenantId, page))];
        announce({ name: 'users.changed', data: { tenantId, created: [], updated, removed: [] } });
      });
    }
  };

  log.onAppended((entries, firstSeenIn) => {
    if (!listeners.any()) return;
    for (const tenantId of firstSeenIn) announce({ name: 'connect.changed', data: { tenantId } });
    waiting.push(...entries);
    if (waiting.length >= pushAtEntries) push();
    else pushTimer ??= setTimeout(push, pushAfterMs).unref();
  });

  return {
    subscribe: listeners.add,
    announce,
    isHeard: listeners.any,
    usersTouched,
    groupsTouched,
    close() {
      clearTimeout(pushTimer);
      for (const { timer } of overviews.values()) clearTimeout(timer);
      listeners.clear();
      waiting = [];
    },
  };
}
