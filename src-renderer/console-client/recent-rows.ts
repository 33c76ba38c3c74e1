interface DatedRow {
  readonly id: string;
  readonly lastChangedAt: string;
}

/** Pushed rows that an answer on its way may not know yet. */
export interface RecentRows {
  readonly remember: (rows: readonly DatedRow[]) => void;
  /** The pushed row that is newer than this one, if any. */
  readonly newerThan: (row: { readonly id: string }) => DatedRow | undefined;
}

const keptMs = 10_000;

const isDated = (row: { readonly id: string }): row is DatedRow => 'lastChangedAt' in row;

/**
 * Rows that were pushed a moment ago. A page that was on its way at that time may hold them as they were before: it is
 * corrected when it arrives, rather than asked for again.
 */
export function createRecentRows(): RecentRows {
  const recent = new Map<string, { readonly row: DatedRow; readonly until: number }>();
  return {
    remember(rows) {
      const now = performance.now();
      for (const [id, { until }] of recent) {
        if (until > now) break; // in the order they came, so the rest is younger
        recent.delete(id);
      }
      for (const row of rows) {
        recent.delete(row.id);
        recent.set(row.id, { row, until: now + keptMs });
      }
    },
    newerThan(row) {
      const pushed = recent.get(row.id)?.row;
      return pushed !== undefined && isDated(row) && pushed.lastChangedAt > row.lastChangedAt ? pushed : undefined;
    },
  };
}
