// Members as rows, changed by the difference only: adding one member to a group of 10,000 costs what it costs for an empty
// group. A member's type and name are read from its own resource, so renaming a person touches no group.
import type { Database } from 'better-sqlite3';
import type { Member, Membership } from '../../application/ports/resource-store.ts';
import { planOnce } from './plan-once.ts';

/** What is wanted of a group's members: clear first, then remove, then add. */
export interface MemberChange {
  readonly clear: boolean;
  readonly remove: readonly string[];
  readonly add: readonly Member[];
}

/** What really changed. `display` of a removed member is what had been sent with it. */
export interface MemberDelta {
  readonly added: readonly Member[];
  readonly removed: readonly { readonly value: string; readonly display: string | null }[];
}

export interface MemberRows {
  /** In the order in which they came. */
  read(tenant: number, groupSeq: number): readonly Member[];
  memberships(tenant: number, id: string): readonly Membership[];
  /** Clear, remove, add; a member that is removed and added again in one change stays. */
  apply(groupSeq: number, change: MemberChange): MemberDelta;
  /** Takes the resource out of every group of its tenant. */
  removeEverywhere(tenant: number, id: string): void;
}

type RawMember = [value: string, type: string | null, display: string | null];

/** Written out, because spreading optional parts costs a group of 10,000 several milliseconds. */
const memberOf = ([value, type, display]: RawMember): Member => {
  if (type === null) return display === null ? { value } : { value, display };
  return display === null ? { value, type } : { value, type, display };
};

const groupsOf = 'g.collection IN (SELECT key FROM collections WHERE tenant = ?)';

export const createMemberRows = (db: Database): MemberRows => {
  const select = db
    .prepare<[number, number], RawMember>(
      planOnce(`SELECT m.value, coalesce(c.resource_type, m.type),
         CASE WHEN c.key IS NULL THEN m.display ELSE coalesce(nullif(r.display_name, ''), r.user_name) END
       FROM group_members m
       LEFT JOIN resources r ON r.id = m.value AND r.collection IN (SELECT key FROM collections WHERE tenant = ?)
       LEFT JOIN collections c ON c.key = r.collection
       WHERE m.group_seq = ? ORDER BY m.seq`),
    )
    .raw();
  const selectMemberships = db
    .prepare<[string, number], [string, string | null]>(
      planOnce(`SELECT g.id, nullif(g.display_name, '') FROM group_members m JOIN resources g ON g.seq = m.group_seq
       JOIN collections c ON c.key = g.collection
       WHERE m.value = ? AND c.tenant = ? ORDER BY m.group_seq`),
    )
    .raw();
  const selectValues = db.prepare<[number], string>('SELECT value FROM group_members WHERE group_seq = ?').pluck();
  const insert = db.prepare<[number, string, string | null, string | null]>(
    'INSERT INTO group_members (group_seq, value, type, display) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const remove = db
    .prepare<[number, string], string | null>(
      'DELETE FROM group_members WHERE group_seq = ? AND value = ? RETURNING display',
    )
    .pluck();
  const countDown = db.prepare<[string, number]>(
    planOnce(`UPDATE resources AS g SET member_count = member_count - 1
     WHERE g.seq IN (SELECT group_seq FROM group_members WHERE value = ?) AND ${groupsOf}`),
  );
  const removeByValue = db.prepare<[string, number]>(
    planOnce(`DELETE FROM group_members WHERE value = ? AND group_seq IN
       (SELECT g.seq FROM resources g WHERE ${groupsOf})`),
  );

  return {
    read: (tenant, groupSeq) => select.all(tenant, groupSeq).map(memberOf),
    memberships: (tenant, id) =>
      selectMemberships.all(id, tenant).map(([groupId, display]) => ({ groupId, display: display ?? groupId })),
    apply: (groupSeq, change) => {
      const staying = new Set(change.add.map((member) => member.value));
      const leaving = (change.clear ? selectValues.all(groupSeq) : change.remove).filter(
        (value) => !staying.has(value),
      );
      const removed = leaving.flatMap((value) => {
        const display = remove.get(groupSeq, value);
        return display === undefined ? [] : [{ value, display }];
      });
      const added = change.add.filter(
        ({ value, type, display }) => insert.run(groupSeq, value, type ?? null, display ?? null).changes > 0,
      );
      return { added, removed };
    },
    removeEverywhere: (tenant, id) => {
      countDown.run(id, tenant);
      removeByValue.run(id, tenant);
    },
  };
};
