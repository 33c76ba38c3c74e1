// Rows of the board: whom to show, in which order, and what a row says.
import { foldCase } from '#shared/lang/fold-case.ts';
import type { JsonObject } from '#shared/lang/json.ts';
import { shownName } from '#shared/scim/shown-name.ts';
import type { LastChange, UserQuery, UserRow } from '#shared/console-api/users.ts';
import type { Fragment } from '../sql/dialect.ts';
import { departmentOf, textOf } from './promoted-columns.ts';

/** A row of `userColumns`. */
export interface RawUser {
  readonly id: string;
  readonly active: number | null;
  readonly last_modified_at: string;
  readonly last_change: string | null;
  readonly role_id: string | null;
  readonly local: number;
  readonly doc: string;
}

/** What the board needs of a person, of the table as `r`. */
export const userColumns = `r.id, r.active, r.last_modified_at, r.last_change,
  (SELECT x.id FROM roles x WHERE x.key = r.role) AS role_id, r.local, r.doc`;

/** A row as the console has it. */
export const userRowOf = (raw: RawUser): UserRow => {
  const doc = JSON.parse(raw.doc) as JsonObject;
  return {
    id: raw.id,
    displayName: shownName(doc) ?? raw.id,
    userName: textOf(doc['userName']) ?? '',
    status: raw.active === 0 ? 'disabled' : 'active',
    title: textOf(doc['title']),
    department: departmentOf(doc),
    roleId: raw.role_id,
    origin: raw.local === 1 ? 'local' : 'provisioned',
    lastChange: raw.last_change === null ? null : (JSON.parse(raw.last_change) as LastChange),
    lastChangedAt: raw.last_modified_at,
  };
};

/** Each list is the columns of one index after the collection; people without a value come last ascending. */
const orders: Readonly<Record<UserQuery['sort'], readonly string[]>> = {
  displayName: ['r.shown_name_key', 'r.user_name_key'],
  userName: ['r.user_name_key'],
  status: ['(r.active IS 0)'],
  title: ['(r.title_key IS NULL)', 'r.title_key'],
  department: ['(r.department_key IS NULL)', 'r.department_key'],
  role: ['o.name_key'],
  lastChangedAt: ['r.last_modified_at'],
};

/** People by role are read role by role, in the order of names: each role's people are one stretch of an index. */
export const userSource = ({ sort }: Pick<UserQuery, 'sort'>): string =>
  sort === 'role' ? 'roles o CROSS JOIN resources r ON r.role = o.key' : 'resources r';

/** What `userSource` needs beside the conditions on `r`, so that only the tenant's roles are walked. */
export const sourceCondition = (tenant: number, { sort }: Pick<UserQuery, 'sort'>): Fragment =>
  sort === 'role' ? { sql: ' AND o.tenant = ?', params: [tenant] } : { sql: '', params: [] };

/** ORDER BY, ending in creation order: equal ones never change places between pages. */
export const userOrder = ({ sort, descending }: Pick<UserQuery, 'sort' | 'descending'>): string =>
  [...orders[sort], 'r.seq'].map((column) => `${column} ${descending ? 'DESC' : 'ASC'}`).join(', ');

/**
 * What the query asks of `r`, the collection included. With `plus` only the collection is left to an index: SQLite then
 * walks the one that gives the order instead of collecting all hits to sort them.
 */
export const userConditions = (collection: number, query: UserQuery, plus: '' | '+' = ''): Fragment => {
  const parts = ['r.collection = ?'];
  const params: (string | number)[] = [collection];
  if (query.search !== '') {
    const part = foldCase(query.search);
    parts.push('(instr(r.shown_name_key, ?) > 0 OR instr(r.user_name_key, ?) > 0)');
    params.push(part, part);
  }
  if (query.status !== null) {
    parts.push(`${plus}(r.active IS 0) = ?`);
    params.push(query.status === 'disabled' ? 1 : 0);
  }
  if (query.department !== null) {
    parts.push(`${plus}(r.department_key IS NULL) = 0 AND ${plus}r.department_key = ?`);
    params.push(foldCase(query.department));
  }
  if (query.roleId !== null) {
    parts.push(`${plus}r.role = (SELECT x.key FROM roles x WHERE x.id = ?)`);
    params.push(query.roleId);
  }
  return { sql: parts.join(' AND '), params };
};
