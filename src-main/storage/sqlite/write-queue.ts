// Group commit: the writes of one moment share one transaction, so that SQLite may wait for the disk after each
// (synchronous=FULL) and still be fast. A job that fails is undone alone. A caller hears of success only after COMMIT; a
// COMMIT that fails fails every job of its batch.
import type { Database } from 'better-sqlite3';
import { StoreError } from '../../application/ports/store-error.ts';
import { storeErrorFrom } from './store-error-from.ts';

/** Runs inside a transaction, synchronously; one of writeLater perhaps twice. `entry` is what it added to the log. */
export type Job<Value, Entry> = () => { readonly value: Value; readonly entry?: Entry };

export interface WriteQueue<Entry> {
  /** Runs the job with the next transaction. Rejects with what it threw, or with the StoreError of the transaction. */
  write<Value>(job: Job<Value, Entry>): Promise<Value>;
  /** Runs the job in its turn, but waits up to 50 ms for a transaction that would be made anyway. */
  writeLater(job: Job<void, Entry>): void;
  /** Writes all that is queued before it returns. */
  drain(): void;
  /** Drains and takes nothing more. */
  close(): void;
}

export interface WriteQueueHooks<Entry> {
  /** Inside the transaction, after its last job, with the entries of the jobs that succeeded. */
  beforeCommit(entries: readonly Entry[]): void;
  afterCommit(entries: readonly Entry[]): void;
  /** A job of writeLater that could not be written and has nobody to tell. */
  onLost(error: unknown): void;
}

/** Jobs per transaction: more would keep readers waiting. Most are log entries of reads, 10 µs each; a commit costs far more. */
export const batchSize = 400;
const laterMs = 50;

interface Queued<Entry> {
  readonly job: Job<unknown, Entry>;
  /** Came with writeLater. */
  readonly later: boolean;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

type Outcome<Entry> = { readonly done: ReturnType<Job<unknown, Entry>> } | { readonly error: unknown };

export const createWriteQueue = <Entry>(
  db: Database,
  file: string,
  hooks: WriteQueueHooks<Entry>,
): WriteQueue<Entry> => {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const rollback = db.prepare('ROLLBACK');
  const savepoint = db.prepare('SAVEPOINT job');
  const release = db.prepare('RELEASE job');
  const rollbackToSavepoint = db.prepare('ROLLBACK TO job');

  let queue: Queued<Entry>[] = [];
  let urgent = 0;
  let armed = false;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;

  /** Runs jobs in one savepoint. When one of several fails, all are undone and run again, each in its own. */
  const run = (jobs: readonly Queued<Entry>[]): Outcome<Entry>[] => {
    savepoint.run();
    try {
      const outcomes = jobs.map(({ job }) => ({ done: job() }));
      release.run();
      return outcomes;
    } catch (error) {
      // SQLite itself gives up the whole transaction on a full disk or an I/O error: then no savepoint is left.
      if (!db.inTransaction) throw error;
      rollbackToSavepoint.run();
      release.run();
      return jobs.length === 1 ? [{ error }] : jobs.flatMap((job) => run([job]));
    }
  };

  /** Jobs of writeLater seldom fail: those that follow one another share a savepoint. */
  const runAll = (batch: readonly Queued<Entry>[]): Outcome<Entry>[] => {
    const outcomes: Outcome<Entry>[] = [];
    while (outcomes.length < batch.length) {
      const start = outcomes.length;
      let end = start + 1;
      while (batch[start]?.later === true && batch[end]?.later === true) end += 1;
      outcomes.push(...run(batch.slice(start, end)));
    }
    return outcomes;
  };

  const entriesOf = (outcomes: readonly Outcome<Entry>[]): Entry[] =>
    outcomes.flatMap((outcome) => ('done' in outcome && outcome.done.entry !== undefined ? [outcome.done.entry] : []));

  const commitBatch = (batch: readonly Queued<Entry>[]): void => {
    let outcomes: Outcome<Entry>[];
    let entries: Entry[];
    try {
      begin.run();
      outcomes = runAll(batch);
      entries = entriesOf(outcomes);
      hooks.beforeCommit(entries);
      commit.run();
    } catch (error) {
      if (db.inTransaction) rollback.run();
      const reason = storeErrorFrom(error, file);
      for (const queued of batch) queued.reject(reason);
      return;
    }
    for (const [index, outcome] of outcomes.entries()) {
      if ('done' in outcome) batch[index]?.resolve(outcome.done.value);
      else batch[index]?.reject(storeErrorFrom(outcome.error, file));
    }
    if (entries.length > 0) hooks.afterCommit(entries);
  };

  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const batch = queue.slice(0, batchSize);
    queue = queue.slice(batchSize);
    urgent = queue.length;
    if (batch.length > 0) commitBatch(batch);
  };

  /** Waits as long as each turn of the event loop brings more urgent jobs: that is what fills a batch. */
  const step = (seen: number): void => {
    if (urgent > seen && queue.length < batchSize) {
      const now = urgent;
      setImmediate(() => step(now));
      return;
    }
    flush();
    armed = queue.length > 0;
    if (armed) setImmediate(() => step(urgent));
  };

  const arm = (): void => {
    if (armed) return;
    armed = true;
    setImmediate(() => step(0));
  };

  const drain = (): void => {
    while (queue.length > 0) flush();
  };

  return {
    write: <Value>(job: Job<Value, Entry>) =>
      new Promise<Value>((resolve, reject) => {
        if (closed) {
          reject(new StoreError('closed', 'The database is closed: Rollcall is shutting down. Nothing was written.'));
          return;
        }
        queue.push({ job, later: false, resolve: resolve as (value: unknown) => void, reject });
        urgent += 1;
        arm();
      }),
    writeLater: (job) => {
      if (closed) return; // what happens after the end is nobody's news
      queue.push({ job, later: true, resolve: () => undefined, reject: (error) => hooks.onLost(error) });
      if (queue.length >= batchSize) arm();
      else timer ??= setTimeout(drain, laterMs).unref();
    },
    drain,
    close: () => {
      drain();
      closed = true;
    },
  };
};
