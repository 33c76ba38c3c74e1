// The resource port. One change is one job of the write queue: read, check, write, log entry and change record in one
// savepoint, so that If-Match and uniqueness are judged on what is really there.
import type { Database } from 'better-sqlite3';
import { StoreError } from '../../application/ports/store-error.ts';
import type { LogEntry } from '../../application/ports/provisioning-log-store.ts';
import type { Include, ResourceRef, ResourceStore, Settle, Settled } from '../../application/ports/resource-store.ts';
import type { ChangeRows } from './change-rows.ts';
import type { LogRows } from './log-rows.ts';
import type { MemberRows } from './member-rows.ts';
import { createResourceList } from './resource-list.ts';
import { createResourceRows, rawOf } from './resource-rows.ts';
import { createRootList } from './root-list.ts';
import { createResourceWrites, type Applied, type Current } from './resource-writes.ts';
import type { Scopes } from './scopes.ts';
import { createSqliteDialect } from './sqlite-dialect.ts';
import type { Statements } from './statements.ts';
import type { TextIndex } from './text-index.ts';
import type { WriteQueue } from './write-queue.ts';

export interface ResourceStoreParts {
  readonly db: Database;
  readonly queue: WriteQueue<LogEntry>;
  readonly scopes: Scopes;
  readonly statements: Statements;
  readonly members: MemberRows;
  readonly logRows: LogRows;
  readonly changeRows: ChangeRows;
  readonly texts: TextIndex;
}

export const createResourceStore = (parts: ResourceStoreParts): ResourceStore => {
  const { db, queue, scopes, statements, members, logRows, changeRows, texts } = parts;
  const dialect = createSqliteDialect(texts.containing);
  const rows = createResourceRows(db, scopes, members);
  const writes = createResourceWrites(db, scopes, statements, rows, members, texts);
  const list = createResourceList(scopes, statements, rows, dialect);
  const listAcross = createRootList(scopes, statements, rows, dialect);
  const setLastChange = db.prepare<[string, number]>('UPDATE resources SET last_change = ? WHERE seq = ?');

  const current = (ref: ResourceRef, needs: Include): Current => {
    const row = rows.row(ref);
    if (row === undefined) throw new StoreError('not-found', `There is no ${ref.type.name} with the id ${ref.id}.`);
    return { ref, row, needs, stored: rows.stored(scopes.tenantKey(ref.tenantId), ref.type, rawOf(row), needs) };
  };

  /** Lets the caller make its reply, then stores the log entry and, if something changed, the change record. */
  const settleWith = <Reply>(
    ref: ResourceRef,
    { seq, outcome, members: delta }: Applied,
    settle: Settle<Reply>,
  ): { value: Settled<Reply>; entry: LogEntry } => {
    const { reply, entry: draft, lastChange } = settle(outcome);
    const entry = logRows.insert({ ...draft, resourceId: draft.resourceId ?? ref.id });
    if (outcome.changed || outcome.person?.role !== undefined) {
      changeRows.insert({
        logSeq: entry.seq,
        tenant: scopes.tenantKey(ref.tenantId),
        at: (outcome.changed ? outcome.after?.lastModifiedAt : undefined) ?? draft.activityDateTime,
        resourceType: ref.type.name,
        resourceId: ref.id,
        action: draft.provisioningAction,
        before: outcome.before?.doc ?? null,
        members: delta,
        role: outcome.person?.role,
      });
      if (lastChange !== undefined && seq !== undefined) setLastChange.run(JSON.stringify(lastChange), seq);
    }
    return { value: { reply, seq: entry.seq, outcome }, entry };
  };

  return {
    find: async (ref, include) => rows.find(ref, include ?? {}),
    list: async (query) => list(query),
    listAcross: async (query) => listAcross(query),
    create: (resource, settle) => queue.write(() => settleWith(resource.ref, writes.create(resource), settle)),
    modify: (ref, needs, change, settle) =>
      queue.write(() => {
        const found = current(ref, needs);
        return settleWith(ref, writes.change(found, change(found.stored)), settle);
      }),
    remove: (ref, check, settle) =>
      queue.write(() => {
        const found = current(ref, {});
        check(found.stored);
        return settleWith(ref, writes.remove(found), settle);
      }),
  };
};
