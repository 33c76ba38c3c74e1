// The order of the log: ascending by `seq`, each entry once. A row that comes again (its duration was corrected after
// the reply had left) takes the place of the older one.
import type { LogRow } from '#shared/console-api/provisioning-log.ts';

/** Both lists in order; where they overlap the second one's rows win. */
export function mergeRows(older: readonly LogRow[], newer: readonly LogRow[]): readonly LogRow[] {
  const [first] = newer;
  const last = older.at(-1);
  if (first === undefined) return older;
  if (last === undefined || (first.seq > last.seq && isAscending(newer))) return [...older, ...newer];
  const bySeq = new Map<number, LogRow>();
  for (const row of older) bySeq.set(row.seq, row);
  for (const row of newer) bySeq.set(row.seq, row);
  return [...bySeq.values()].toSorted((a, b) => a.seq - b.seq);
}

const isAscending = (rows: readonly LogRow[]): boolean =>
  rows.every((row, index) => index === 0 || row.seq > (rows[index - 1]?.seq ?? 0));

/** The newest of them. */
export const newest = (rows: readonly LogRow[], capacity: number): readonly LogRow[] =>
  rows.length <= capacity ? rows : rows.slice(rows.length - capacity);
