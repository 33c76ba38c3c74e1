// Applies one change to a resource's row, its unique values, addresses and members, inside a write job. Version and
// lastModified move only when something really changed (RFC 7644 §3.5.2.1: adding what is there changes nothing).
import type { Database } from 'better-sqlite3';
import type {
  Include,
  NewResource,
  PersonChange,
  ResourceChange,
  ResourceRef,
  StoredResource,
  WriteOutcome,
} from '../../application/ports/resource-store.ts';
import type { JsonObject } from '#shared/lang/json.ts';
import { searchedText } from '../sql/searched-text.ts';
import type { MemberDelta, MemberRows } from './member-rows.ts';
import { createPersonRows, personNames } from './person-rows.ts';
import { emailKeys, promote, type PromotedColumns } from './promoted-columns.ts';
import type { ResourceRow, ResourceRows } from './resource-rows.ts';
import type { Scopes } from './scopes.ts';
import type { Statements } from './statements.ts';
import type { TextIndex } from './text-index.ts';
import { createValueRows } from './value-rows.ts';

/** What was applied. `seq` is absent once the resource is gone. */
export interface Applied {
  readonly seq?: number;
  readonly outcome: WriteOutcome;
  readonly members: MemberDelta;
}

/** A resource as it is before a change: its row, and what the change function is shown. */
export interface Current {
  readonly ref: ResourceRef;
  readonly row: ResourceRow;
  readonly stored: StoredResource;
  readonly needs: Include;
}

export interface ResourceWrites {
  create(resource: NewResource): Applied;
  change(current: Current, change: ResourceChange): Applied;
  remove(current: Current): Applied;
}

interface NextRow {
  readonly text: string;
  readonly promoted: PromotedColumns;
  readonly memberCount: number;
  readonly at: string;
}

const promotedNames = [
  'external_id',
  'user_name',
  'user_name_key',
  'display_name',
  'shown_name_key',
  'active',
  'title_key',
  'department_key',
] as const satisfies readonly (keyof PromotedColumns)[];

/** What a new row has of its own beside its document. */
const ownNames = [...promotedNames, ...personNames];

const noMembers: MemberDelta = { added: [], removed: [] };

const applied = (
  members: MemberDelta,
  changed: boolean,
  states: Pick<WriteOutcome, 'before' | 'after'>,
  seq?: number,
  person?: PersonChange,
): Applied => ({
  ...(seq === undefined ? {} : { seq }),
  outcome: {
    ...states,
    membersAdded: members.added.map((member) => member.value),
    membersRemoved: members.removed.map((member) => member.value),
    changed,
    ...(person === undefined ? {} : { person }),
  },
  members,
});

export const createResourceWrites = (
  db: Database,
  scopes: Scopes,
  statements: Statements,
  rows: ResourceRows,
  members: MemberRows,
  texts: Pick<TextIndex, 'note'>,
): ResourceWrites => {
  const values = createValueRows(db);
  const people = createPersonRows(db, scopes, statements);
  const insert = db.prepare(
    `INSERT INTO resources (collection, id, version, created_at, last_modified_at, ${ownNames.join(', ')}, doc)
     VALUES (?, ?, 1, ?, ?, ${ownNames.map(() => '?').join(', ')}, ?)`,
  );
  const setMemberCount = db.prepare<[number, number]>('UPDATE resources SET member_count = ? WHERE seq = ?');
  const remove = db.prepare<[number]>('DELETE FROM resources WHERE seq = ?');

  /** Writes only the columns whose values differ: each one that is named costs its index a rewrite. */
  const update = (row: ResourceRow, next: NextRow): void => {
    const columns: [name: string, value: string | number | null][] = [
      ['version', row.version + 1],
      ['last_modified_at', next.at],
    ];
    if (next.memberCount !== row.member_count) columns.push(['member_count', next.memberCount]);
    for (const name of promotedNames) if (next.promoted[name] !== row[name]) columns.push([name, next.promoted[name]]);
    if (next.text !== row.doc) columns.push(['doc', next.text]);
    statements
      .prepare(`UPDATE resources SET ${columns.map(([name]) => `${name} = ?`).join(', ')} WHERE seq = ?`)
      .run(...columns.map(([, value]) => value), row.seq);
  };

  const stored = (ref: ResourceRef, raw: Parameters<ResourceRows['stored']>[2], include: Include): StoredResource =>
    rows.stored(scopes.tenantKey(ref.tenantId), ref.type, raw, include);

  return {
    create: ({ ref, doc, members: sent, unique, person, at }) => {
      const collection = scopes.openCollection(ref.tenantId, ref.type.name);
      const text = JSON.stringify(doc);
      const promoted = promote(doc, ref.type);
      const columns = [...promotedNames.map((name) => promoted[name]), ...people.columnsOf(ref, person)];
      const claim = { collection, unique, columns: promoted };
      const write = () => insert.run(collection, ref.id, at, at, ...columns, text);
      const seq = Number(values.guardRow(claim, write).lastInsertRowid);
      values.addUnique(seq, claim);
      values.addEmails(seq, emailKeys(doc, promoted));
      texts.note(seq);
      const delta = sent.length === 0 ? noMembers : members.apply(seq, { clear: false, remove: [], add: sent });
      if (delta.added.length > 0) setMemberCount.run(delta.added.length, seq);
      // A new id is in nobody's list of members yet.
      const include = { members: delta.added.length > 0 };
      const after = { members: [], ...stored(ref, [seq, ref.id, 1, at, at, text], include), memberships: [] };
      return applied(delta, true, { after }, seq);
    },

    change: ({ ref, row, stored: before, needs }, change) => {
      const { doc, unique, clearMembers: clear = false, removeMembers = [], addMembers = [], at } = change;
      const text = doc === undefined ? row.doc : JSON.stringify(doc);
      const isNewDoc = doc !== undefined && text !== row.doc;
      const promoted = isNewDoc ? promote(doc, ref.type) : row;
      const claim = { collection: row.collection, unique: unique ?? [], columns: promoted };
      if (unique !== undefined) values.setUnique(row.seq, claim);
      const delta = members.apply(row.seq, { clear, remove: removeMembers, add: addMembers });
      const membersChanged = delta.added.length > 0 || delta.removed.length > 0;
      const person = people.change(ref, row, change.person);
      if (!isNewDoc && !membersChanged) return applied(delta, false, { before, after: before }, row.seq, person);

      const memberCount = row.member_count + delta.added.length - delta.removed.length;
      values.guardRow(claim, () => update(row, { text, promoted, memberCount, at }));
      if (isNewDoc) {
        values.setEmails(row.seq, emailKeys(doc, promoted));
        const textBefore = searchedText(JSON.parse(row.doc) as JsonObject, row.shown_name_key);
        if (searchedText(doc, promoted.shown_name_key) !== textBefore) texts.note(row.seq);
      }
      const version = row.version + 1;
      const after = membersChanged
        ? stored(ref, [row.seq, row.id, version, row.created_at, at, text], needs)
        : { ...before, version, lastModifiedAt: at, doc: text };
      return applied(delta, true, { before, after }, row.seq, person);
    },

    remove: ({ ref, row, stored: before }) => {
      const delta = members.apply(row.seq, { clear: row.member_count > 0, remove: [], add: [] });
      members.removeEverywhere(scopes.tenantKey(ref.tenantId), ref.id);
      remove.run(row.seq);
      return applied(delta, true, { before });
    },
  };
};
