// Removing a tenant marks it, in one transaction, and from then on nobody reads it. Its rows are deleted afterwards, a few
// milliseconds at a time, because half a million of them in one go would keep everybody else waiting for seconds. What a
// crash or the end of the process left over goes after the next start.
import type { Database } from 'better-sqlite3';
import { planOnce } from './plan-once.ts';
import type { TextIndex } from './text-index.ts';
import { withoutTrace } from './without-trace.ts';
import type { WriteQueue } from './write-queue.ts';

export interface RemovedTenants {
  /** Marks the tenant and deletes its credentials; only inside a write job. False when there is no such tenant. */
  mark(tenantId: string, at: string): boolean;
  /** Begins to delete what marked tenants left. */
  purge(): void;
  /** Deletes for a moment before it returns, so that a process that ends at once leaves little behind. */
  settle(): void;
  close(): void;
}

const sliceMs = 8;
const betweenSlicesMs = 20;
/** The end of a process is to stay well under a second. */
const settleMs = 300;

const batchRows = 50;
/** Members deleted in one go: a group with more of them loses them first, and so does what the log says of them. */
const manyMembers = 1_000;

interface HeldRow {
  readonly seq: number;
  readonly memberCount: number;
}

export const createRemovedTenants = <Entry>(
  db: Database,
  queue: WriteQueue<Entry>,
  texts: Pick<TextIndex, 'renew'>,
): RemovedTenants => {
  // A slug of this form can never be asked for again, and the one it had is free.
  const mark = db
    .prepare<[string, string], number>(
      "UPDATE tenants SET removed_at = ?, slug = '~' || id, name = '' WHERE id = ? AND removed_at IS NULL RETURNING key",
    )
    .pluck();
  // Secrets and access tokens of an OAuth client go with it.
  const deleteCredentials = ['DELETE FROM tokens WHERE tenant = ?', 'DELETE FROM oauth_clients WHERE tenant = ?'].map(
    (sql) => db.prepare<[number]>(sql),
  );
  const selectMarked = db.prepare<[], number>('SELECT key FROM tenants WHERE removed_at IS NOT NULL').pluck();
  const nextEntries = 'SELECT seq FROM log_entries WHERE tenant = ? LIMIT ?';
  const deleteMemberChanges = db.prepare<[number, number, number]>(
    planOnce(`DELETE FROM member_changes WHERE (log_seq, member) IN
      (SELECT log_seq, member FROM member_changes WHERE log_seq IN (${nextEntries}) LIMIT ?)`),
  );
  const deleteLogEntries = db.prepare<[number, number]>(
    planOnce(`DELETE FROM log_entries WHERE seq IN (${nextEntries})`),
  );
  const selectResources = db.prepare<[number, number], HeldRow>(
    planOnce(`SELECT r.seq, r.member_count AS memberCount FROM collections c JOIN resources r ON r.collection = c.key
     WHERE c.tenant = ? LIMIT ?`),
  );
  const deleteMembers = db.prepare<[number, number]>(
    planOnce('DELETE FROM group_members WHERE seq IN (SELECT seq FROM group_members WHERE group_seq = ? LIMIT ?)'),
  );
  const deleteResource = db.prepare<[number]>('DELETE FROM resources WHERE seq = ?');
  const deleteSmall = [
    'DELETE FROM tokens WHERE tenant = ?',
    'DELETE FROM oauth_clients WHERE tenant = ?',
    'DELETE FROM provider_tokens WHERE tenant = ?',
    'DELETE FROM credential_uses WHERE tenant = ?',
    'DELETE FROM reminders_sent WHERE tenant = ?',
    'DELETE FROM request_buckets WHERE tenant = ?',
    'DELETE FROM first_sightings WHERE tenant = ?',
    'DELETE FROM roles WHERE tenant = ?',
    'DELETE FROM schema_definitions WHERE tenant = ?',
    'DELETE FROM resource_type_definitions WHERE tenant = ?',
    // SQLite gives the highest key to the next row, and another process may still know this one as the removed tenant's:
    // it stays, empty, until there is a higher one.
    'DELETE FROM collections WHERE tenant = ? AND key < (SELECT max(key) FROM collections)',
    `DELETE FROM tenants WHERE key = ? AND key < (SELECT max(key) FROM tenants)
       AND NOT EXISTS (SELECT 1 FROM collections WHERE tenant = tenants.key)`,
  ].map((sql) => db.prepare<[number]>(sql));

  let timer: NodeJS.Timeout | undefined;
  let queued = false;
  let closed = false;
  let deletedResources = false;

  const deleteEntries = (tenant: number): boolean =>
    deleteMemberChanges.run(tenant, batchRows, manyMembers).changes === manyMembers ||
    deleteLogEntries.run(tenant, batchRows).changes > 0;

  /** Members go with their group, and so many groups at a time that few members do. */
  const deleteResources = (tenant: number): boolean => {
    let members = 0;
    const held = selectResources.all(tenant, batchRows);
    for (const { seq, memberCount } of held) {
      members += memberCount;
      if (memberCount > manyMembers && deleteMembers.run(seq, manyMembers).changes > 0) break;
      deleteResource.run(seq);
      if (members > manyMembers) break;
    }
    deletedResources ||= held.length > 0;
    return held.length > 0;
  };

  /** Deletes until the time is over; false when nothing is left to delete. */
  const slice = (tenants: readonly number[]): boolean => {
    const until = performance.now() + sliceMs;
    for (const tenant of tenants) {
      while (deleteEntries(tenant) || deleteResources(tenant)) {
        if (performance.now() >= until) return true;
      }
      for (const statement of deleteSmall) statement.run(tenant);
    }
    // Otherwise pieces of their names would stay in the index.
    if (deletedResources) texts.renew();
    deletedResources = false;
    return false;
  };

  const enqueue = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (queued || closed) return;
    queued = true;
    queue.writeLater(() => {
      queued = false;
      if (slice(selectMarked.all())) wait();
      return { value: undefined };
    });
  };

  const wait = (): void => {
    if (!closed) timer ??= setTimeout(enqueue, betweenSlicesMs).unref();
  };

  const hasWork = (): boolean => timer !== undefined || queued;

  if (selectMarked.get() !== undefined) wait();

  return {
    mark: (tenantId, at) => {
      const key = mark.get(at, tenantId);
      if (key !== undefined) {
        withoutTrace(db, () => {
          for (const statement of deleteCredentials) statement.run(key);
        });
      }
      return key !== undefined;
    },
    purge: wait,
    settle: () => {
      const until = performance.now() + settleMs;
      while (hasWork() && performance.now() < until) {
        enqueue();
        queue.drain();
      }
    },
    close: () => {
      closed = true;
      clearTimeout(timer);
    },
  };
};
