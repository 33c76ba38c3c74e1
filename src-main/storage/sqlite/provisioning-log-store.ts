// The provisioning log. Entries without a write wait for the next transaction in the queue that writes use too, so that
// seq ascends in the order in which requests ended.
import type { Database } from 'better-sqlite3';
import { foldCase } from '#shared/lang/fold-case.ts';
import type { AuthenticationCheck, LogQuery } from '#shared/console-api/provisioning-log.ts';
import type { LogEntry, ProvisioningLogStore } from '../../application/ports/provisioning-log-store.ts';
import type { ChangeRows } from './change-rows.ts';
import type { FirstSightings } from './first-sightings.ts';
import { logColumns, logEntryOf, type LogRow, type LogRows } from './log-rows.ts';
import type { RequestBuckets } from './request-buckets.ts';
import type { Scopes } from './scopes.ts';
import type { Statements } from './statements.ts';
import type { WriteQueue } from './write-queue.ts';
import { planOnce } from './plan-once.ts';

/** What the log shares with the stores whose writes it is part of. */
export interface LogStoreParts {
  readonly db: Database;
  readonly queue: WriteQueue<LogEntry>;
  readonly scopes: Scopes;
  readonly statements: Statements;
  readonly logRows: LogRows;
  readonly changeRows: ChangeRows;
  readonly buckets: RequestBuckets;
  readonly sightings: FirstSightings;
  readonly onAppended: ProvisioningLogStore['onAppended'];
}

type Condition = readonly [sql: string, ...params: (string | number)[]];

const failed = '(l.aborted <> 0 OR l.status >= 400)';

/** The plus keeps SQLite from walking the whole tenant when the few entries of one resource are asked for. */
const tenantCondition = (query: LogQuery, tenant: number): Condition => [
  query.resourceId === null ? 'l.tenant = ?' : '+l.tenant = ?',
  tenant,
];

/** The query without its window (beforeSeq, afterSeq). */
const conditionsOf = (query: LogQuery): Condition[] => [
  ...(query.search === '' ? [] : [['instr(l.search_key, ?) > 0', foldCase(query.search)] as const]),
  ...(query.result === 'any' ? [] : [[query.result === 'failed' ? failed : `NOT ${failed}`] as const]),
  ...(query.method === null ? [] : [['l.method = ?', query.method] as const]),
  ...(query.noted ? [["l.notes <> '[]'"] as const] : []),
  ...(query.resourceId === null ? [] : [['l.resource_id = ?', query.resourceId] as const]),
  ...(query.clientAddress === null ? [] : [['l.client_address = ?', query.clientAddress] as const]),
];

const windowOf = (query: LogQuery): Condition[] => [
  ...(query.beforeSeq === null ? [] : [['l.seq < ?', query.beforeSeq] as const]),
  ...(query.afterSeq === null ? [] : [['l.seq > ?', query.afterSeq] as const]),
];

const where = (conditions: readonly Condition[]): { sql: string; params: (string | number)[] } => ({
  sql: conditions.map(([sql]) => sql).join(' AND '),
  params: conditions.flatMap(([, ...params]) => params),
});

export const createProvisioningLogStore = (parts: LogStoreParts): ProvisioningLogStore => {
  const { db, queue, scopes, statements, logRows, changeRows, buckets, sightings } = parts;
  const selectEntry = db.prepare<
    [number, number],
    LogRow & { request_body: string | null; response_body: string | null; authentication: string | null }
  >(
    planOnce(`SELECT ${logColumns}, l.authentication, b.request_body, b.response_body FROM log_entries l
     LEFT JOIN log_bodies b ON b.log_seq = l.seq WHERE l.tenant = ? AND l.seq = ?`),
  );
  const setDuration = db.prepare<[number, number]>('UPDATE log_entries SET duration_ms = ? WHERE seq = ?');
  const setAborted = db.prepare<[number], { tenant: number; activity_at: string; status: number }>(
    'UPDATE log_entries SET aborted = 1 WHERE seq = ? AND aborted = 0 RETURNING tenant, activity_at, status',
  );

  const total = (query: LogQuery): number => {
    const conditions = conditionsOf(query);
    const { search, method, resourceId, clientAddress, noted } = query;
    if (search === '' && method === null && resourceId === null && clientAddress === null && !noted) {
      const { succeeded, here, failed: failures } = buckets.totals(query.tenantId);
      return (query.result === 'failed' ? 0 : succeeded + here) + (query.result === 'succeeded' ? 0 : failures);
    }
    const { sql, params } = where([tenantCondition(query, scopes.tenantKey(query.tenantId)), ...conditions]);
    return Number(
      statements
        .prepare(`SELECT count(*) FROM log_entries l WHERE ${sql}`)
        .pluck()
        .get(...params),
    );
  };

  return {
    append: (entry) =>
      queue.writeLater(() => {
        const nothing = { value: undefined };
        // Its tenant may have been removed while the request was under way.
        return scopes.has(entry.tenantId) ? { ...nothing, entry: logRows.insert(entry) } : nothing;
      }),
    amend: (seq, facts) =>
      queue.writeLater(() => {
        setDuration.run(facts.durationInMilliseconds, seq);
        const row = facts.aborted ? setAborted.get(seq) : undefined;
        if (row !== undefined && row.status < 400) buckets.recount(row.tenant, row.activity_at);
        return { value: undefined };
      }),
    onAppended: (listener) => parts.onAppended(listener),
    list: async (query) => {
      const { sql, params } = where([
        tenantCondition(query, scopes.tenantKey(query.tenantId)),
        ...windowOf(query),
        ...conditionsOf(query),
      ]);
      const text = `SELECT ${logColumns} FROM log_entries l WHERE ${sql} ORDER BY l.seq DESC LIMIT ?`;
      const rows = statements.prepare(text).all(...params, query.limit) as LogRow[];
      return { entries: rows.map((row) => logEntryOf(query.tenantId, row)).toReversed(), total: total(query) };
    },
    get: async (tenantId, seq) => {
      const row = selectEntry.get(scopes.tenantKey(tenantId), seq);
      if (row === undefined) return undefined;
      const entry: LogEntry = {
        ...logEntryOf(tenantId, row),
        ...(row.authentication === null
          ? {}
          : { authentication: JSON.parse(row.authentication) as AuthenticationCheck[] }),
        ...(row.request_body === null ? {} : { requestBody: row.request_body }),
        ...(row.response_body === null ? {} : { responseBody: row.response_body }),
      };
      const change = changeRows.ofEntry(seq);
      return change === undefined ? { entry } : { entry, change };
    },
    history: async (tenantId, resourceId, limit) => changeRows.ofResource(tenantId, resourceId, limit),
    firstSightings: async (tenantId) => sightings.of(tenantId),
    requestsPerHalfHour: async (tenantId, from) => buckets.since(tenantId, from),
  };
};
