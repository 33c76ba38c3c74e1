import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { mergeRows } from '#renderer/features/provisioning-log/log-buffer.ts';
import {
  createLogStore,
  logCapacity,
  type LogSource,
  type LogStore,
} from '#renderer/features/provisioning-log/store.ts';
import type { LogRow } from '#shared/console-api/provisioning-log.ts';
import { entries, entry } from './fixtures.ts';

const flushMs = 125;
let stored: LogRow[];
let loads: Parameters<LogSource['load']>[0][];
let store: LogStore;

/** provisioningLog.list over `stored`. */
const load: LogSource['load'] = async (page) => {
  loads.push(page);
  const { beforeSeq = Infinity, afterSeq = -1, limit } = page;
  const matching = stored.filter(({ seq }) => seq < beforeSeq && seq > afterSeq);
  return { total: stored.length, entries: matching.slice(-limit) };
};

beforeEach(() => {
  vi.useFakeTimers();
  stored = entries(1, 500);
  loads = [];
  store = createLogStore({ load, matches: (row) => row.method === 'PATCH' });
});
afterEach(() => {
  store.dispose();
  vi.useRealTimers();
});

const seqs = () => store.state.getState().entries.map(({ seq }) => seq);
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);
const flush = () => vi.advanceTimersByTimeAsync(flushMs);

describe('the live tail', () => {
  test('starts with the newest 200 and knows how many there are', async () => {
    await store.start();
    expect(seqs()).toEqual(range(301, 500));
    expect(store.state.getState()).toMatchObject({ total: 500, complete: false, loading: null });
  });

  test('shows pushed rows eight times a second, however often they come', async () => {
    await store.start();
    let shown = 0;
    store.state.subscribe(() => shown++);
    for (let seq = 501; seq <= 700; seq++) store.append([entry(seq)]);
    expect(seqs().at(-1)).toBe(500);
    await flush();
    expect(seqs().at(-1)).toBe(700);
    expect(shown).toBe(1);
  });

  test('keeps the newest 5,000', async () => {
    await store.start();
    store.append(entries(501, 6_000));
    await flush();
    expect(store.state.getState().entries).toHaveLength(logCapacity);
    expect(seqs()[0]).toBe(1_001);
    expect(seqs().at(-1)).toBe(6_000);
  });

  test('takes only what the filter lets through', async () => {
    await store.start();
    store.append([entry(501, { method: 'GET' }), entry(502)]);
    await flush();
    expect(seqs().slice(-2)).toEqual([500, 502]);
  });

  test('misses nothing that is pushed while the first page is on its way', async () => {
    const started = store.start();
    store.append([entry(500), entry(501)]);
    await flush();
    await started;
    expect(seqs().slice(-2)).toEqual([500, 501]);
    expect(new Set(seqs()).size).toBe(seqs().length);
  });
});

describe('order and identity', () => {
  test('gaps in seq are no reason to wait', () => {
    expect(mergeRows(entries(1, 2), [entry(7), entry(9)]).map(({ seq }) => seq)).toEqual([1, 2, 7, 9]);
  });

  test('rows that come late are put where they belong', () => {
    expect(mergeRows([entry(1), entry(5)], [entry(3), entry(2)]).map(({ seq }) => seq)).toEqual([1, 2, 3, 5]);
  });

  test('a row that comes again takes the place of the older one', () => {
    const corrected = entry(2, { durationInMilliseconds: 90 });
    expect(mergeRows(entries(1, 3), [corrected])).toEqual([entry(1), corrected, entry(3)]);
  });
});

describe('paused', () => {
  test('what is shown stands still while new rows are counted', async () => {
    await store.start();
    store.pause('scroll');
    const before = store.state.getState().entries;
    store.append(entries(501, 503));
    await flush();
    expect(store.state.getState().entries).toBe(before);
    expect(store.state.getState().held).toBe(3);
  });

  test('resuming shows what was held', async () => {
    await store.start();
    store.pause('button');
    store.append(entries(501, 503));
    await flush();
    store.resume();
    expect(seqs().slice(-3)).toEqual([501, 502, 503]);
    expect(store.state.getState()).toMatchObject({ held: 0, paused: null });
  });

  test('a pause by button is not turned into one by scrolling', () => {
    store.pause('button');
    store.pause('scroll');
    expect(store.state.getState().paused).toBe('button');
  });

  test('a pause longer than the ring ends with the newest 5,000, without a gap in them', async () => {
    await store.start();
    store.pause('button');
    store.append(entries(501, 7_000));
    await flush();
    store.resume();
    expect(seqs()).toEqual(range(2_001, 7_000));
  });
});

describe('older entries', () => {
  test('are put before what is shown, page by page, until there are none', async () => {
    await store.start();
    store.pause('scroll');
    await store.loadOlder();
    expect(seqs()).toEqual(range(101, 500));
    await store.loadOlder();
    expect(seqs()).toEqual(range(1, 500));
    expect(store.state.getState().complete).toBe(true);
    const asked = loads.length;
    await store.loadOlder();
    expect(loads).toHaveLength(asked);
  });

  test('are asked for once, however often scrolling asks', async () => {
    await store.start();
    await Promise.all([store.loadOlder(), store.loadOlder(), store.loadOlder()]);
    expect(loads).toHaveLength(2);
  });
});

describe('after a lost connection', () => {
  test('what happened meanwhile is asked for once and put in place', async () => {
    await store.start();
    stored = entries(1, 540);
    await store.catchUp();
    await flush();
    expect(loads.at(-1)).toEqual({ afterSeq: 500, limit: 500 });
    expect(seqs()).toEqual(range(301, 540));
  });

  test('a gap too long to fill starts the list anew rather than with a hole', async () => {
    await store.start();
    stored = entries(1, 3_000);
    await store.catchUp();
    expect(seqs()).toEqual(range(2_501, 3_000));
    expect(store.state.getState()).toMatchObject({ total: 3_000, complete: false });
  });
});

test('a first page that fails says why, and starting again tries again', async () => {
  let down = true;
  const failing = createLogStore({
    load: (page) => (down ? Promise.reject(new Error('The database is locked.')) : load(page)),
    matches: () => true,
  });
  await failing.start();
  expect(failing.state.getState().error?.message).toBe('The database is locked.');
  down = false;
  await failing.start();
  expect(failing.state.getState()).toMatchObject({ error: null, total: 500 });
  failing.dispose();
});
