// What a request changed: the document before it, and the members that came and went. Stored with the log entry, whose seq
// is its key. The document afterwards is the one before the next change, or the present one.
import type { Database } from 'better-sqlite3';
import type { JsonObject } from '#shared/lang/json.ts';
import type { ChangeSource, ProvisioningAction } from '#shared/console-api/provisioning-log.ts';
import type { ChangeRecord, RoleChange } from '../../application/ports/provisioning-log-store.ts';
import type { MemberDelta } from './member-rows.ts';
import type { Scopes } from './scopes.ts';
import { planOnce } from './plan-once.ts';

/** A change about to be stored. */
export interface NewChange {
  readonly logSeq: number;
  readonly tenant: number;
  readonly at: string;
  readonly resourceType: string;
  readonly resourceId: string;
  readonly action: ProvisioningAction;
  /** JSON text of the document; null for a creation. */
  readonly before: string | null;
  readonly members: MemberDelta;
  readonly role?: RoleChange | undefined;
}

export interface ChangeRows {
  /** Only inside a write job. */
  insert(change: NewChange): void;
  ofEntry(logSeq: number): ChangeRecord | undefined;
  /**
   * Newest first: the changes of the resource, and the changes of groups that it came to or left. Of those only its own
   * coming or going is told.
   */
  ofResource(tenantId: string, resourceId: string, limit: number): readonly ChangeRecord[];
}

interface ChangeRow {
  readonly log_seq: number;
  readonly at: string;
  readonly resource_type: string;
  readonly resource_id: string;
  readonly action: string;
  readonly doc_before: string | null;
  readonly role_before: string | null;
  readonly role_after: string | null;
  readonly source: string;
}

type MemberRow = [member: string, added: number, display: string | null];

const parsed = (text: string): JsonObject => JSON.parse(text) as JsonObject;

const namesOf = (rows: readonly MemberRow[], added: 0 | 1): { value: string; display?: string }[] =>
  rows
    .filter((row) => row[1] === added)
    .map(([value, , display]) => ({ value, ...(display === null ? {} : { display }) }));

const recordOf = (row: ChangeRow, after: string | null, members: readonly MemberRow[]): ChangeRecord => ({
  seq: row.log_seq,
  logSeq: row.log_seq,
  source: row.source as ChangeSource,
  at: row.at,
  resourceType: row.resource_type,
  resourceId: row.resource_id,
  action: row.action as ProvisioningAction,
  ...(row.doc_before === null ? {} : { before: parsed(row.doc_before) }),
  ...(after === null ? {} : { after: parsed(after) }),
  ...(row.role_before === row.role_after ? {} : { role: { from: row.role_before, to: row.role_after } }),
  membersAdded: namesOf(members, 1),
  membersRemoved: namesOf(members, 0),
});

export const createChangeRows = (db: Database, scopes: Scopes): ChangeRows => {
  const insertChange = db.prepare(
    `INSERT INTO changes (log_seq, at, resource_type, resource_id, action, doc_before, role_before, role_after)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  // The name is kept as it was at that moment: the person may be gone when somebody asks.
  const insertMember = db.prepare<[number, string, number, string, number, string | null]>(
    planOnce(`INSERT INTO member_changes (log_seq, member, added, display) VALUES (?, ?, ?, coalesce(
       (SELECT coalesce(nullif(r.display_name, ''), shown_name(r.doc)) FROM resources r JOIN collections c ON c.key = r.collection
        WHERE r.id = ? AND c.tenant = ?), ?))`),
  );
  const selectChange = db.prepare<[number], ChangeRow>(
    'SELECT c.*, l.source FROM changes c JOIN log_entries l ON l.seq = c.log_seq WHERE c.log_seq = ?',
  );
  const selectMembers = db
    .prepare<[number], MemberRow>('SELECT member, added, display FROM member_changes WHERE log_seq = ?')
    .raw();
  const selectMember = db
    .prepare<[number, string], MemberRow>(
      'SELECT member, added, display FROM member_changes WHERE log_seq = ? AND member = ?',
    )
    .raw();
  const selectNext = db
    .prepare<[string, string, number], string | null>(
      planOnce(`SELECT c.doc_before FROM log_entries l JOIN changes c ON c.log_seq = l.seq
       WHERE l.resource_id = ? AND c.resource_type = ? AND l.seq > ? ORDER BY l.seq LIMIT 1`),
    )
    .pluck();
  const selectPresent = db
    .prepare<[string, number], string>(
      planOnce(`SELECT r.doc FROM resources r JOIN collections c ON c.key = r.collection
       WHERE r.id = ? AND c.tenant = (SELECT tenant FROM log_entries WHERE seq = ?)`),
    )
    .pluck();
  const selectHistory = db
    .prepare<[string, number, number, string, number, number, number], number>(
      planOnce(`SELECT seq FROM (
         SELECT * FROM (SELECT l.seq FROM log_entries l JOIN changes c ON c.log_seq = l.seq
           WHERE l.resource_id = ? AND +l.tenant = ? ORDER BY l.seq DESC LIMIT ?)
         UNION
         SELECT * FROM (SELECT m.log_seq FROM member_changes m JOIN log_entries l ON l.seq = m.log_seq
           WHERE m.member = ? AND +l.tenant = ? ORDER BY m.log_seq DESC LIMIT ?))
       ORDER BY seq DESC LIMIT ?`),
    )
    .pluck();

  const docAfter = (row: ChangeRow): string | null => {
    const next = selectNext.get(row.resource_id, row.resource_type, row.log_seq);
    return next ?? selectPresent.get(row.resource_id, row.log_seq) ?? null;
  };

  return {
    insert: ({ logSeq, tenant, members, role, ...change }) => {
      const { at, resourceType, resourceId, action, before } = change;
      insertChange.run(logSeq, at, resourceType, resourceId, action, before, role?.from ?? null, role?.to ?? null);
      for (const { value, display } of members.added) {
        insertMember.run(logSeq, value, 1, value, tenant, display ?? null);
      }
      for (const { value, display } of members.removed) insertMember.run(logSeq, value, 0, value, tenant, display);
    },
    ofEntry: (logSeq) => {
      const row = selectChange.get(logSeq);
      return row === undefined ? undefined : recordOf(row, docAfter(row), selectMembers.all(logSeq));
    },
    ofResource: (tenantId, resourceId, limit) => {
      const tenant = scopes.tenantKey(tenantId);
      return selectHistory.all(resourceId, tenant, limit, resourceId, tenant, limit, limit).flatMap((logSeq) => {
        const row = selectChange.get(logSeq);
        if (row === undefined) return [];
        const members =
          row.resource_id === resourceId ? selectMembers.all(logSeq) : selectMember.all(logSeq, resourceId);
        return [recordOf(row, docAfter(row), members)];
      });
    },
  };
};
