// Group commit: one transaction per batch, one savepoint per job, an answer only after COMMIT.
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { StoreError } from '#main/application/ports/store-error.ts';
import { batchSize, createWriteQueue, type Job, type WriteQueue } from '#main/storage/sqlite/write-queue.ts';
import { rejection, storeError } from './storage-for-test.ts';

let db: Database.Database;
let queue: WriteQueue<string>;
let committed: string[][];
let counted: string[][];
let lost: unknown[];
let openWhenTold: boolean[];
let transactions: number;

beforeEach(() => {
  db = new Database(':memory:');
  db.exec('CREATE TABLE t (value TEXT PRIMARY KEY)');
  db.pragma('foreign_keys = ON');
  db.exec('CREATE TABLE child (value TEXT REFERENCES t (value) DEFERRABLE INITIALLY DEFERRED)');
  committed = [];
  counted = [];
  lost = [];
  openWhenTold = [];
  transactions = 0;
  queue = createWriteQueue<string>(db, ':memory:', {
    beforeCommit: (entries) => {
      transactions += 1;
      counted.push([...entries]);
    },
    afterCommit: (entries) => {
      openWhenTold.push(db.inTransaction);
      committed.push([...entries]);
    },
    onLost: (error) => void lost.push(error),
  });
  onTestFinished(() => void db.close());
});

const insert =
  (value: string): Job<string, string> =>
  () => {
    db.prepare('INSERT INTO t (value) VALUES (?)').run(value);
    return { value, entry: value };
  };
const stored = (): unknown[] => db.prepare('SELECT value FROM t ORDER BY rowid').pluck().all();
const later = (value: string): void =>
  queue.writeLater(() => {
    insert(value)();
    return { value: undefined, entry: value };
  });

/** Passes as a statement and makes COMMIT fail: its foreign key is checked there. */
const orphan: Job<string, string> = () => {
  db.prepare("INSERT INTO child (value) VALUES ('nobody')").run();
  return { value: 'orphan', entry: 'orphan' };
};

describe('batches', () => {
  test('writes of one turn share one transaction and answer in order', async () => {
    const answers = await Promise.all(['a', 'b', 'c'].map((value) => queue.write(insert(value))));
    expect(answers).toEqual(['a', 'b', 'c']);
    expect(transactions).toBe(1);
    expect(committed).toEqual([['a', 'b', 'c']]);
  });

  test('a batch grows while each turn brings more', async () => {
    const first = queue.write(insert('a'));
    setImmediate(() => void queue.write(insert('b')));
    await first;
    expect(stored()).toEqual(['a', 'b']);
    expect(transactions).toBe(1);
  });

  test('only so many jobs share a transaction, so that readers get their turn', async () => {
    const sizes: number[] = [];
    const jobs = Array.from({ length: 2 * batchSize + 50 }, (_, index) => queue.write(insert(String(index))));
    await Promise.all(jobs);
    for (const batch of counted) sizes.push(batch.length);
    expect(sizes).toEqual([batchSize, batchSize, 50]);
  });

  test('nobody hears of success before the commit: neither the caller nor who listens for entries', async () => {
    let answered = false;
    const write = queue.write(insert('a')).then(() => (answered = true));
    const inside = await queue.write(() => ({ value: { answered, inTransaction: db.inTransaction } }));
    expect(inside).toEqual({ answered: false, inTransaction: true });
    await write;
    expect(db.inTransaction).toBe(false);
    expect(openWhenTold).toEqual([false]);
  });
});

describe('failures', () => {
  test('a job that throws undoes itself alone, and its caller hears why', async () => {
    const refusal = new Error('412');
    const results = await Promise.allSettled([
      queue.write(insert('a')),
      queue.write(() => {
        insert('half')();
        throw refusal;
      }),
      queue.write(insert('a')),
      queue.write(insert('b')),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(results[1]).toMatchObject({ reason: refusal });
    expect(stored()).toEqual(['a', 'b']);
    expect(committed).toEqual([['a', 'b']]);
  });

  test('a COMMIT that fails rejects every job of the batch, and the next batch is not affected', async () => {
    const [good, bad] = [queue.write(insert('a')), queue.write(orphan)].map(rejection);
    expect(await good).toMatchObject({ code: 'SQLITE_CONSTRAINT_FOREIGNKEY' });
    expect(await bad).toMatchObject({ code: 'SQLITE_CONSTRAINT_FOREIGNKEY' });
    expect(stored()).toEqual([]);
    expect(committed).toEqual([]);
    expect(db.inTransaction).toBe(false);
    expect(await queue.write(insert('b'))).toBe('b');
  });

  test('a full database is StoreError full for every job, and what was acknowledged stays', async () => {
    await queue.write(insert('kept'));
    db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true }))}`);
    const big = Array.from({ length: 3 }, (_, index) => storeError(queue.write(insert(`${index}`.repeat(10_000)))));
    const small = storeError(queue.write(insert('small')));
    for (const error of await Promise.all([...big, small])) expect(error.code).toBe('full');
    expect(stored()).toEqual(['kept']);
  });

  test('an entry that waits when the transaction fails is reported as lost, for it has no caller', async () => {
    later('waiting');
    await rejection(queue.write(orphan));
    expect(lost).toHaveLength(1);
    expect(stored()).toEqual([]);
  });
});

describe('writes that can wait', () => {
  test('of several, the one that fails is undone alone, and the others keep their order', async () => {
    later('a');
    later('b');
    later('a');
    later('c');
    await queue.write(insert('write'));
    later('d');
    queue.drain();
    expect(committed).toEqual([['a', 'b', 'c', 'write'], ['d']]);
    expect(lost).toHaveLength(1);
    expect(stored()).toEqual(['a', 'b', 'c', 'write', 'd']);
  });

  test('go with the next transaction, in the order of the calls', async () => {
    later('read 1');
    const write = queue.write(insert('write'));
    later('read 2');
    await write;
    expect(committed).toEqual([['read 1', 'write', 'read 2']]);
  });

  test('are written soon even when nothing else is', async () => {
    later('alone');
    expect(stored()).toEqual([]);
    await expect.poll(stored).toEqual(['alone']);
  });

  test('do not wait for ever when there are many: a full batch makes a transaction', async () => {
    for (let index = 0; index < batchSize; index += 1) later(String(index));
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    expect(stored()).toHaveLength(batchSize);
  });

  test('drain writes them at once', () => {
    later('a');
    later('b');
    queue.drain();
    expect(stored()).toEqual(['a', 'b']);
  });
});

describe('close', () => {
  test('writes what is queued; afterwards a write is refused and an entry dropped', async () => {
    const write = queue.write(insert('last'));
    later('entry');
    queue.close();
    expect(await write).toBe('last');
    expect(stored()).toEqual(['last', 'entry']);
    later('too late');
    const error = await rejection(queue.write(insert('too late')));
    expect(error).toBeInstanceOf(StoreError);
    expect(error).toMatchObject({ code: 'closed' });
    expect(stored()).toEqual(['last', 'entry']);
  });
});
