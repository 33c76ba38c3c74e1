// Requests per half hour, counted as they are stored, so that the chart of a day reads 48 rows and the log's total is a
// sum instead of a count over every entry.
import type { Database } from 'better-sqlite3';
import type { RequestBucket } from '#shared/console-api/provisioning-log.ts';
import type { LogEntry } from '../../application/ports/provisioning-log-store.ts';
import type { Scopes } from './scopes.ts';

/** A request failed when it was answered with an error, or not at all. */
const hasFailed = (entry: { readonly status: number; readonly aborted: boolean }): boolean =>
  entry.aborted || entry.status >= 400;

/** First instant of the half hour: `2026-11-21T10:47:…` → `2026-11-21T10:30:00.000Z`. */
const halfHourOf = (at: string): string => `${at.slice(0, 14)}${at.slice(14, 16) < '30' ? '00' : '30'}:00.000Z`;

interface Counted {
  readonly tenant: number;
  readonly start: string;
  succeeded: number;
  failed: number;
  here: number;
}

const countedAs = (entry: LogEntry): 'succeeded' | 'failed' | 'here' => {
  if (entry.source === 'console') return 'here';
  return hasFailed(entry) ? 'failed' : 'succeeded';
};

export interface RequestBuckets {
  /** Only inside a transaction. */
  count(entries: readonly LogEntry[]): void;
  /** An entry counted as succeeded turned out to be aborted. */
  recount(tenant: number, at: string): void;
  /** `here`: entries that are no requests. */
  totals(tenantId: string): { readonly succeeded: number; readonly failed: number; readonly here: number };
  since(tenantId: string, from: string): readonly RequestBucket[];
}

export const createRequestBuckets = (db: Database, scopes: Scopes): RequestBuckets => {
  const upsert = db.prepare<[number, string, number, number, number]>(
    `INSERT INTO request_buckets (tenant, start, succeeded, failed, here) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET succeeded = succeeded + excluded.succeeded, failed = failed + excluded.failed,
       here = here + excluded.here`,
  );
  const sum = db.prepare<[number], { succeeded: number; failed: number; here: number }>(
    `SELECT coalesce(sum(succeeded), 0) AS succeeded, coalesce(sum(failed), 0) AS failed, coalesce(sum(here), 0) AS here
     FROM request_buckets WHERE tenant = ?`,
  );
  const select = db.prepare<[number, string], RequestBucket>(
    'SELECT start, succeeded, failed FROM request_buckets WHERE tenant = ? AND start >= ? AND succeeded + failed > 0 ORDER BY start',
  );
  return {
    count: (entries) => {
      const buckets = new Map<string, Counted>();
      for (const entry of entries) {
        const start = halfHourOf(entry.activityDateTime);
        const name = `${entry.tenantId} ${start}`;
        const bucket = buckets.get(name) ?? {
          tenant: scopes.tenantKey(entry.tenantId),
          start,
          succeeded: 0,
          failed: 0,
          here: 0,
        };
        bucket[countedAs(entry)] += 1;
        buckets.set(name, bucket);
      }
      for (const { tenant, start, succeeded, failed, here } of buckets.values()) {
        upsert.run(tenant, start, succeeded, failed, here);
      }
    },
    recount: (tenant, at) => {
      upsert.run(tenant, halfHourOf(at), -1, 1, 0);
    },
    totals: (tenantId) => sum.get(scopes.tenantKey(tenantId)) ?? { succeeded: 0, failed: 0, here: 0 },
    since: (tenantId, from) => select.all(scopes.tenantKey(tenantId), halfHourOf(from)),
  };
};
