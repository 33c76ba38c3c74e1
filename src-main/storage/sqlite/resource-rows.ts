// Reads resources, and what is asked for beside their documents.
import type { Database } from 'better-sqlite3';
import type { Include, ResourceRef, StoredResource } from '../../application/ports/resource-store.ts';
import type { ResourceType } from '../../protocol/schema/attribute.ts';
import type { MemberRows } from './member-rows.ts';
import type { PromotedColumns } from './promoted-columns.ts';
import type { Scopes } from './scopes.ts';

/** A row of `resourceColumns`, as an array. */
export type RawResource = [
  seq: number,
  id: string,
  version: number,
  createdAt: string,
  lastModifiedAt: string,
  doc: string,
  /** 0 when no group has it as a member; absent when that was not asked. */
  isMember?: number,
];

/** Whether it is a member is asked here, because that spares those who are not a query of their own. */
export const resourceColumns = `r.seq, r.id, r.version, r.created_at, r.last_modified_at, r.doc,
  EXISTS (SELECT 1 FROM group_members x WHERE x.value = r.id)`;

/** A resource with what a change compares the new document with. */
export interface ResourceRow extends PromotedColumns {
  readonly seq: number;
  readonly id: string;
  readonly collection: number;
  readonly version: number;
  readonly created_at: string;
  readonly last_modified_at: string;
  readonly member_count: number;
  readonly doc: string;
  readonly role: number | null;
  readonly role_by_hand: number;
  readonly notes: string | null;
  readonly local: number;
}

export interface ResourceRows {
  find(ref: ResourceRef, include: Include): StoredResource | undefined;
  /** For a change; undefined when it does not exist. */
  row(ref: ResourceRef): ResourceRow | undefined;
  stored(tenant: number, type: ResourceType, raw: RawResource, include: Include): StoredResource;
}

/** The row that a change has read, as a page would have. */
export const rawOf = (row: ResourceRow): RawResource => [
  row.seq,
  row.id,
  row.version,
  row.created_at,
  row.last_modified_at,
  row.doc,
];

export const createResourceRows = (db: Database, scopes: Scopes, members: MemberRows): ResourceRows => {
  const select = db
    .prepare<[string, number], RawResource>(
      `SELECT ${resourceColumns} FROM resources r WHERE r.id = ? AND r.collection = ?`,
    )
    .raw();
  const selectRow = db.prepare<[string, number], ResourceRow>(
    `SELECT seq, id, collection, version, created_at, last_modified_at, external_id, user_name, user_name_key,
       display_name, shown_name_key, active, title_key, department_key, member_count, doc,
       role, role_by_hand, notes, local
     FROM resources WHERE id = ? AND collection = ?`,
  );

  const stored = (tenant: number, type: ResourceType, raw: RawResource, include: Include): StoredResource => {
    const [seq, id, version, createdAt, lastModifiedAt, doc, isMember] = raw;
    const resource: StoredResource = { id, doc, version, createdAt, lastModifiedAt };
    if (include.members !== true && include.memberships !== true) return resource;
    const hasMembers = type.membersAttribute !== undefined;
    return {
      ...resource,
      ...(include.members === true ? { members: hasMembers ? members.read(tenant, seq) : [] } : {}),
      ...(include.memberships === true ? { memberships: isMember === 0 ? [] : members.memberships(tenant, id) } : {}),
    };
  };

  return {
    stored,
    find: (ref, include) => {
      const collection = scopes.collectionKey(ref.tenantId, ref.type.name);
      const raw = collection === undefined ? undefined : select.get(ref.id, collection);
      return raw === undefined ? undefined : stored(scopes.tenantKey(ref.tenantId), ref.type, raw, include);
    },
    row: (ref) => {
      const collection = scopes.collectionKey(ref.tenantId, ref.type.name);
      return collection === undefined ? undefined : selectRow.get(ref.id, collection);
    },
  };
};
