// The live log of one filter: a ring of 5,000 rows in order of `seq`. Pushed rows are gathered and shown eight times a
// second; while the reader looks further up (paused) they are held and counted, and what is shown stands still.
// After a lost connection the rows in between are asked for; a gap too long to fill starts the list anew.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { LogRow } from '#shared/console-api/provisioning-log.ts';
import { mergeRows, newest } from './log-buffer.ts';

/** Why the list stands still: the reader scrolled up, or said so. */
export type Pause = 'scroll' | 'button';

/** The rows in memory, and where the reader stands. */
export interface LogState {
  readonly entries: readonly LogRow[];
  /** How many entries match in all. */
  readonly total: number;
  readonly paused: Pause | null;
  /** New rows that wait for the pause to end. */
  readonly held: number;
  readonly loading: 'first' | 'older' | null;
  /** Nothing older exists. */
  readonly complete: boolean;
  readonly error: Error | null;
}

/** What a load brings. */
export interface LogPage {
  readonly total: number;
  readonly entries: readonly LogRow[];
}

/** Where rows come from; tests bring their own. */
export interface LogSource {
  readonly load: (page: {
    readonly beforeSeq?: number;
    readonly afterSeq?: number;
    readonly limit: number;
  }) => Promise<LogPage>;
  readonly matches: (row: LogRow) => boolean;
}

export interface LogStore {
  readonly state: StoreApi<LogState>;
  /** Asks for the newest entries; again after a failure. */
  readonly start: () => Promise<void>;
  readonly append: (rows: readonly LogRow[]) => void;
  readonly pause: (why: Pause) => void;
  readonly resume: () => void;
  readonly loadOlder: () => Promise<void>;
  /** Fills what was missed while no events came. */
  readonly catchUp: () => Promise<void>;
  readonly dispose: () => void;
}

/** Rows kept in memory; older ones are loaded again when somebody scrolls to them. */
export const logCapacity = 5_000;
const flushMs = 125;
const pageLimit = 200;
const longestGap = 500;

const nothing: LogState = {
  entries: [],
  total: 0,
  paused: null,
  held: 0,
  loading: null,
  complete: false,
  error: null,
};

export function createLogStore({ load, matches }: LogSource): LogStore {
  const state = createStore<LogState>(() => nothing);
  let arrived: readonly LogRow[] = [];
  let waiting: readonly LogRow[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let disposed = false;

  const show = (rows: readonly LogRow[]): void => {
    const before = state.getState();
    const merged = mergeRows(before.entries, rows);
    const added = merged.length - before.entries.length;
    const entries = newest(merged, logCapacity);
    state.setState({
      entries,
      total: before.total + added,
      complete: before.complete && entries.length === merged.length,
    });
  };
  const flush = (): void => {
    timer = undefined;
    const rows = arrived;
    arrived = [];
    if (state.getState().loading === 'first') {
      waiting = mergeRows(waiting, rows); // the first page is on its way and may hold some of them
      return;
    }
    if (state.getState().paused === null) return show(rows);
    waiting = newest(mergeRows(waiting, rows), logCapacity);
    state.setState(({ held }) => ({ held: held + rows.length }));
  };
  const guarded = async (loading: LogState['loading'], work: () => Promise<void>): Promise<void> => {
    if (state.getState().loading !== null) return;
    state.setState({ loading, error: null });
    try {
      await work();
    } catch (error) {
      if (!disposed) state.setState({ error: error instanceof Error ? error : new Error(String(error)) });
    } finally {
      if (!disposed) state.setState({ loading: null });
    }
  };
  const release = (): void => {
    const rows = waiting;
    waiting = [];
    state.setState({ held: 0 });
    show(rows);
  };

  return {
    state,
    start: async () => {
      await guarded('first', async () => {
        const { total, entries } = await load({ limit: pageLimit });
        if (!disposed) state.setState({ entries, total, complete: entries.length < pageLimit });
      });
      if (!disposed && state.getState().paused === null) release();
    },
    append: (rows) => {
      const wanted = rows.filter(matches);
      if (wanted.length === 0 || disposed) return;
      arrived = [...arrived, ...wanted];
      timer ??= setTimeout(flush, flushMs);
    },
    pause: (why) => state.setState(({ paused }) => ({ paused: paused ?? why })),
    resume: () => {
      state.setState({ paused: null });
      release();
    },
    loadOlder: () =>
      guarded('older', async () => {
        const oldest = state.getState().entries[0];
        if (oldest === undefined || state.getState().complete) return;
        const { entries } = await load({ beforeSeq: oldest.seq, limit: pageLimit });
        if (disposed) return;
        state.setState((before) => ({
          entries: mergeRows(entries, before.entries),
          complete: entries.length < pageLimit,
        }));
      }),
    catchUp: async () => {
      const last = mergeRows(state.getState().entries, waiting).at(-1);
      if (last === undefined) return;
      const { total, entries } = await load({ afterSeq: last.seq, limit: longestGap });
      if (disposed) return;
      if (entries.length < longestGap) {
        arrived = [...entries, ...arrived];
        timer ??= setTimeout(flush, flushMs);
        return;
      }
      waiting = [];
      state.setState({ entries, total, held: 0, paused: null, complete: false });
    },
    dispose: () => {
      disposed = true;
      clearTimeout(timer);
    },
  };
}
