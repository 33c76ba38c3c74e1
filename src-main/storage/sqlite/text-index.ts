// The index of searched texts. A write only notes which resource is due; what is due is indexed many at a time, because
// that costs a fraction, and until then counts as a hit of every search. Entries of values that are gone stay, as hits that
// the exact condition refuses, until they are half of all and the index is made anew.
import type { Database } from 'better-sqlite3';
import type { JsonObject } from '#shared/lang/json.ts';
import { piecesOf, searchedText } from '../sql/searched-text.ts';
import type { Dialect } from '../sql/dialect.ts';
import { planOnce } from './plan-once.ts';
import type { WriteQueue } from './write-queue.ts';

export interface TextIndex {
  /** Notes that the searched texts of a resource have changed; only inside a write job. */
  note(seq: number): void;
  /**
   * A condition on `r` that holds for every resource with a searched text that contains `folded`, and is answered from the
   * index. Undefined for a text that is too short, or that so many have that looking at all of them is quicker.
   */
  readonly containing: Dialect['containing'];
  /** Indexes what is due before it returns; after a migration only the first of it. */
  settle(): void;
  /** Makes the index anew, without the texts of resources that are gone; only inside a write job. */
  renew(): void;
  close(): void;
}

/** Resources indexed in one go: a few milliseconds. */
const batch = 500;
/** So many due that looking at all of them costs more than a search may: none is answered from the index then. */
const manyDue = 2_000;
/** How long what is due waits, and how many may come meanwhile: an import with more is not slowed, it is indexed after it. */
const quietMs = 1_000;
const fewNotes = 200;
const betweenBatchesMs = 10;
/** Entries that the index is not made anew below. */
const fewEntries = 10_000;

/** A piece that fewer have needs no other beside it. */
const rare = 500;
const mostPieces = 3;

/** Hits are worth looking up one by one if they are few, or at most one resource in so many: measured at 100,000. */
const fewHits = 2_000;
const oneIn = { index: 16, document: 2 } as const;

const inIndex =
  'r.seq IN (SELECT rowid FROM resource_text WHERE resource_text MATCH ? UNION ALL SELECT resource FROM resource_text_due)';

const quoted = (piece: string): string => `"${piece.replaceAll('"', '""')}"`;

/** A document that something else has spoilt has no texts; it must not keep the others from being indexed. */
function readDocument(text: string): JsonObject {
  try {
    return JSON.parse(text) as JsonObject;
  } catch {
    return {};
  }
}

interface DueRow {
  readonly resource: number;
  readonly doc: string | null;
  readonly shown_name_key: string | null;
}

export const createTextIndex = <Entry>(db: Database, queue: WriteQueue<Entry>): TextIndex => {
  const insertDue = db.prepare<[number]>('INSERT INTO resource_text_due (resource) VALUES (?) ON CONFLICT DO NOTHING');
  const countDue = db
    .prepare<[number], number>('SELECT count(*) FROM (SELECT 1 FROM resource_text_due LIMIT ?)')
    .pluck();
  const selectDue = db.prepare<[number], DueRow>(
    planOnce(`SELECT d.resource, r.doc, r.shown_name_key FROM resource_text_due d LEFT JOIN resources r ON r.seq = d.resource
     ORDER BY d.resource LIMIT ?`),
  );
  const deleteDue = db.prepare<[number]>('DELETE FROM resource_text_due WHERE resource <= ?');
  const insertText = db.prepare<[number, string]>('INSERT INTO resource_text (rowid, text) VALUES (?, ?)');
  const addEntries = db
    .prepare<[number], number>('UPDATE resource_text_size SET entries = entries + ? RETURNING entries')
    .pluck();
  const countResources = db.prepare<[], number>('SELECT coalesce(sum(resources), 0) FROM collections').pluck();
  const empty = [
    db.prepare("INSERT INTO resource_text (resource_text) VALUES ('delete-all')"),
    db.prepare('INSERT INTO resource_text_due SELECT seq FROM resources WHERE true ON CONFLICT DO NOTHING'),
    db.prepare('UPDATE resource_text_size SET entries = 0'),
  ];
  /** The resource of the nth entry that has a piece: early when many have it. */
  const nth = db
    .prepare<[string, number], number>(
      planOnce('SELECT rowid FROM resource_text WHERE resource_text MATCH ? LIMIT 1 OFFSET ?'),
    )
    .pluck();

  let notes = 0;
  let timer: NodeJS.Timeout | undefined;
  let queued = false;
  let closed = false;

  const indexBatch = (): void => {
    const due = selectDue.all(batch);
    const last = due.at(-1);
    if (last === undefined) return;
    for (const { resource, doc, shown_name_key: name } of due) {
      if (doc !== null) insertText.run(resource, searchedText(readDocument(doc), name));
    }
    deleteDue.run(last.resource);
    const entries = addEntries.get(due.length) ?? 0;
    if (entries > fewEntries && entries > 2 * (countResources.get() ?? 0)) for (const step of empty) step.run();
  };

  const renew = (): void => {
    for (const step of empty) step.run();
    waitWhileDue(betweenBatchesMs);
  };

  const enqueue = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (queued || closed) return;
    queued = true;
    queue.writeLater(() => {
      queued = false;
      indexBatch();
      waitWhileDue(betweenBatchesMs);
      return { value: undefined };
    });
  };

  const enqueueWhenQuiet = (waitedMs: number): void => {
    timer = undefined;
    const isQuiet = notes / waitedMs <= fewNotes / quietMs;
    notes = 0;
    if (isQuiet) enqueue();
    else wait(quietMs);
  };

  const wait = (ms: number): void => {
    if (!closed) timer ??= setTimeout(() => enqueueWhenQuiet(ms), ms).unref();
  };
  const waitWhileDue = (ms: number): void => {
    if (countDue.get(1) === 1) wait(ms);
  };

  waitWhileDue(betweenBatchesMs);

  const mostHits = (valueIn: keyof typeof oneIn): number =>
    Math.max(fewHits, Math.floor((countResources.get() ?? 0) / oneIn[valueIn]));

  return {
    note: (seq) => {
      insertDue.run(seq);
      notes += 1;
      wait(quietMs);
    },
    containing: (folded, valueIn) => {
      const pieces = piecesOf(folded);
      if (pieces.length === 0 || countDue.get(manyDue) === manyDue) return undefined;
      // The rarest pieces say nearly all that the whole text would, and many common ones cost more than they exclude.
      const chosen = pieces
        .map((piece) => ({ piece, reached: nth.get(quoted(piece), rare) ?? Infinity }))
        .toSorted((a, b) => b.reached - a.reached)
        .slice(0, mostPieces);
      const match = chosen.map(({ piece }) => quoted(piece)).join(' AND ');
      const isRare = chosen[0]?.reached === Infinity;
      return isRare || nth.get(match, mostHits(valueIn)) === undefined ? { sql: inIndex, params: [match] } : undefined;
    },
    settle: () => {
      for (let indexed = 0; indexed < manyDue && countDue.get(1) === 1; indexed += batch) {
        enqueue();
        queue.drain();
      }
    },
    renew,
    close: () => {
      closed = true;
      clearTimeout(timer);
    },
  };
};
