// One row per request, bodies apart.
import type { Database } from 'better-sqlite3';
import { foldCase } from '#shared/lang/fold-case.ts';
import type { ChangeSource, ProvisioningAction } from '#shared/console-api/provisioning-log.ts';
import type { LogEntry, LogEntryDraft } from '../../application/ports/provisioning-log-store.ts';
import type { Scopes } from './scopes.ts';

/** A row as `logColumns` selects it. */
export interface LogRow {
  readonly seq: number;
  readonly source: string;
  readonly activity_at: string;
  readonly duration_ms: number;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly aborted: number;
  readonly scim_type: string | null;
  readonly detail: string | null;
  readonly action: string;
  readonly resource_type: string | null;
  readonly resource_id: string | null;
  readonly target_name: string | null;
  readonly changed_attributes: string;
  readonly notes: string;
  readonly token_id: string | null;
  readonly client_address: string;
  readonly user_agent: string | null;
  readonly response_bytes: number;
}

/** The columns of a `LogRow`, of the table as `l`. */
export const logColumns = `l.seq, l.source, l.activity_at, l.duration_ms, l.method, l.path, l.status, l.aborted, l.scim_type,
  l.detail, l.action, l.resource_type, l.resource_id, l.target_name, l.changed_attributes, l.notes, l.token_id,
  l.client_address, l.user_agent, l.response_bytes`;

/** An entry without bodies and checks, which are read for one entry only. */
export const logEntryOf = (tenantId: string, row: LogRow): LogEntry => ({
  seq: row.seq,
  tenantId,
  ...(row.source === 'client' ? {} : { source: row.source as ChangeSource }),
  activityDateTime: row.activity_at,
  durationInMilliseconds: row.duration_ms,
  method: row.method,
  path: row.path,
  status: row.status,
  aborted: row.aborted !== 0,
  ...(row.scim_type === null ? {} : { scimType: row.scim_type }),
  ...(row.detail === null ? {} : { detail: row.detail }),
  provisioningAction: row.action as ProvisioningAction,
  ...(row.resource_type === null ? {} : { resourceType: row.resource_type }),
  ...(row.resource_id === null ? {} : { resourceId: row.resource_id }),
  ...(row.target_name === null ? {} : { targetName: row.target_name }),
  changedAttributes: JSON.parse(row.changed_attributes) as string[],
  notes: JSON.parse(row.notes) as string[],
  ...(row.token_id === null ? {} : { credentialId: row.token_id }),
  clientAddress: row.client_address,
  ...(row.user_agent === null ? {} : { userAgent: row.user_agent }),
  responseBytes: row.response_bytes,
});

/** The check that a request was refused for, as the list finds it: `revoked`, and what was received. */
const failedCheck = ({ authentication }: LogEntryDraft): readonly string[] =>
  (authentication ?? []).flatMap(({ passed, check, received }) => (passed ? [] : [`${check}: ${received}`]));

/** What a search looks through: name, path, id, changed attributes, the error and its reason, folded, one per line. */
const searchKey = (entry: LogEntryDraft): string =>
  foldCase(
    [
      entry.targetName ?? '',
      entry.path,
      entry.resourceId ?? '',
      ...entry.changedAttributes,
      entry.detail ?? '',
      ...failedCheck(entry),
    ].join('\n'),
  );

const listText = (list: readonly string[]): string => (list.length === 0 ? '[]' : JSON.stringify(list));

export interface LogRows {
  /** Only inside a write job. */
  insert(entry: LogEntryDraft): LogEntry;
}

export const createLogRows = (db: Database, scopes: Scopes): LogRows => {
  const insertEntry = db.prepare(
    `INSERT INTO log_entries (tenant, activity_at, duration_ms, method, path, status, aborted, scim_type, detail, action,
       resource_type, resource_id, target_name, changed_attributes, notes, token_id, client_address, user_agent,
       response_bytes, search_key, source, authentication)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertBodies = db.prepare<[number, string | null, string | null]>(
    'INSERT INTO log_bodies (log_seq, request_body, response_body) VALUES (?, ?, ?)',
  );
  return {
    insert: (entry) => {
      const { lastInsertRowid } = insertEntry.run(
        scopes.tenantKey(entry.tenantId),
        entry.activityDateTime,
        entry.durationInMilliseconds,
        entry.method,
        entry.path,
        entry.status,
        entry.aborted ? 1 : 0,
        entry.scimType ?? null,
        entry.detail ?? null,
        entry.provisioningAction,
        entry.resourceType ?? null,
        entry.resourceId ?? null,
        entry.targetName ?? null,
        listText(entry.changedAttributes),
        listText(entry.notes),
        entry.credentialId ?? null,
        entry.clientAddress,
        entry.userAgent ?? null,
        entry.responseBytes,
        searchKey(entry),
        entry.source ?? 'client',
        entry.authentication === undefined ? null : JSON.stringify(entry.authentication),
      );
      const seq = Number(lastInsertRowid);
      if (entry.requestBody !== undefined || entry.responseBody !== undefined) {
        insertBodies.run(seq, entry.requestBody ?? null, entry.responseBody ?? null);
      }
      return { ...entry, seq };
    },
  };
};
