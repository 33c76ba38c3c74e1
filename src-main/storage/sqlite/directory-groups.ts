// The group half of the directory reader: groups with their member counts, and the members of one group.
import type { Database } from 'better-sqlite3';
import { foldCase } from '#shared/lang/fold-case.ts';
import type { GroupMemberRow, GroupQuery, GroupRow } from '#shared/console-api/groups.ts';
import type { DirectoryReader } from '../../application/ports/directory-reader.ts';
import { groupType, userType, withHint } from './directory-users.ts';
import type { Dialect } from '../sql/dialect.ts';
import type { Scopes } from './scopes.ts';
import type { Statements } from './statements.ts';

interface RawGroup {
  readonly id: string;
  readonly display_name: string | null;
  readonly external_id: string | null;
  readonly member_count: number;
  readonly last_modified_at: string;
}

const groupColumns = 'r.id, r.display_name, r.external_id, r.member_count, r.last_modified_at';

const groupRowOf = (raw: RawGroup): GroupRow => ({
  id: raw.id,
  displayName: raw.display_name ?? raw.id,
  externalId: raw.external_id,
  members: raw.member_count,
  lastChangedAt: raw.last_modified_at,
});

const orders: Readonly<Record<GroupQuery['sort'], string>> = {
  displayName: 'r.shown_name_key',
  members: 'r.member_count',
  lastChangedAt: 'r.last_modified_at',
};

interface RawGroupMember {
  readonly value: string;
  readonly type: string | null;
  readonly known: number;
  readonly user_name: string | null;
  readonly display: string | null;
  readonly active: number | null;
}

const memberRowOf = (raw: RawGroupMember): GroupMemberRow => ({
  id: raw.value,
  known: raw.known === 1,
  type: raw.type,
  displayName: raw.display,
  userName: raw.user_name,
  status: raw.known === 1 && raw.type === userType ? (raw.active === 0 ? 'disabled' : 'active') : null,
});

const membersFrom = `FROM group_members m
  LEFT JOIN resources r ON r.id = m.value AND r.collection IN (SELECT key FROM collections WHERE tenant = ?)
  LEFT JOIN collections c ON c.key = r.collection
  WHERE m.group_seq = ?`;
const memberColumns = `m.value, coalesce(c.resource_type, m.type) AS type, c.key IS NOT NULL AS known, r.user_name, r.active,
  CASE WHEN c.key IS NULL THEN m.display ELSE coalesce(nullif(r.display_name, ''), shown_name(r.doc)) END AS display`;
const matching = `(instr(coalesce(r.shown_name_key, fold_case(m.display), ''), ?) > 0
  OR instr(coalesce(r.user_name_key, ''), ?) > 0 OR instr(fold_case(m.value), ?) > 0)`;

type DirectoryGroups = Pick<DirectoryReader, 'groups' | 'groupsById' | 'members'>;

export const createDirectoryGroups = (
  db: Database,
  scopes: Scopes,
  statements: Statements,
  containing: Dialect['containing'],
): DirectoryGroups => {
  const selectById = db.prepare<[string, number], RawGroup>(
    `SELECT ${groupColumns} FROM resources r WHERE r.id = ? AND r.collection = ?`,
  );
  const selectSize = db.prepare<[number], number>('SELECT resources FROM collections WHERE key = ?').pluck();
  const selectGroup = db.prepare<[string, number], { seq: number; member_count: number }>(
    'SELECT seq, member_count FROM resources WHERE id = ? AND collection = ?',
  );

  return {
    groups: async (query) => {
      const collection = scopes.collectionKey(query.tenantId, groupType);
      if (collection === undefined) return { total: 0, of: 0, rows: [] };
      const of = selectSize.get(collection) ?? 0;
      const part = foldCase(query.search);
      const { sql: where, params } =
        part === ''
          ? { sql: 'r.collection = ?', params: [collection] }
          : withHint(containing(part, 'index'), {
              sql: 'r.collection = ? AND instr(r.shown_name_key, ?) > 0',
              params: [collection, part],
            });
      const direction = query.descending ? 'DESC' : 'ASC';
      const count = (): number =>
        Number(
          statements
            .prepare(`SELECT count(*) FROM resources r WHERE ${where}`)
            .pluck()
            .get(...params),
        );
      const rows = statements
        .prepare(
          `SELECT ${groupColumns} FROM resources r WHERE ${where}
           ORDER BY ${orders[query.sort]} ${direction}, r.seq ${direction} LIMIT ? OFFSET ?`,
        )
        .all(...params, query.limit, query.offset) as RawGroup[];
      return { total: query.search === '' ? of : count(), of, rows: rows.map(groupRowOf) };
    },
    groupsById: async (tenantId, ids) => {
      const collection = scopes.collectionKey(tenantId, groupType);
      if (collection === undefined) return [];
      return ids.flatMap((id) => {
        const raw = selectById.get(id, collection);
        return raw === undefined ? [] : [groupRowOf(raw)];
      });
    },
    members: async ({ tenantId, groupId, search, offset, limit }) => {
      const collection = scopes.collectionKey(tenantId, groupType);
      const group = collection === undefined ? undefined : selectGroup.get(groupId, collection);
      if (group === undefined) return { total: 0, of: 0, rows: [] };
      const part = foldCase(search);
      const where = search === '' ? membersFrom : `${membersFrom} AND ${matching}`;
      const params = [scopes.tenantKey(tenantId), group.seq, ...(search === '' ? [] : [part, part, part])];
      const rows = statements
        .prepare(
          `SELECT ${memberColumns} ${where}
           ORDER BY r.shown_name_key IS NULL, r.shown_name_key, m.seq LIMIT ? OFFSET ?`,
        )
        .all(...params, limit, offset) as RawGroupMember[];
      const count = (): number =>
        Number(
          statements
            .prepare(`SELECT count(*) ${where}`)
            .pluck()
            .get(...params),
        );
      return {
        total: search === '' ? group.member_count : count(),
        of: group.member_count,
        rows: rows.map(memberRowOf),
      };
    },
  };
};
