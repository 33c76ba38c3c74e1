// The store behind the SCIMMY server, as fair to SCIMMY as its handlers allow: WAL, synchronous=FULL, prepared
// statements, a transaction per write. In SQL: access by id, `eq` on userName, externalId, displayName and
// members.value (all indexed), `co` and `sw` on userName and displayName (scans of a covering index), paging, and
// leaving out a group's members where the request does. In memory, by SCIMMY itself: every other filter, over all
// documents, and sorting.
import { randomUUID } from 'node:crypto';
import Database from 'better-sqlite3';
import { Types } from 'scimmy';
import { group, user } from './payloads.ts';

export interface Resource {
  readonly id: string;
  readonly [attribute: string]: unknown;
}

export type TypeName = 'User' | 'Group';
/** What SCIMMY parsed from the request. */
export type Query = Pick<Types.Resource, 'id' | 'filter' | 'attributes'> & {
  constraints?: { startIndex?: number; count?: number; sortBy?: string; totalResults?: number };
};

interface Member {
  readonly value: string;
  readonly display?: string | null;
  readonly type?: string | null;
}

const defaultCount = 20; // SCIMMY's own, where the request does not say

const definition = `
  CREATE TABLE resources (
    seq INTEGER PRIMARY KEY, type TEXT NOT NULL, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL COLLATE NOCASE,
    displayName TEXT COLLATE NOCASE, externalId TEXT, doc TEXT NOT NULL
  );
  CREATE UNIQUE INDEX byUserName ON resources (type, name);
  CREATE INDEX byDisplayName ON resources (type, displayName);
  CREATE INDEX byExternalId ON resources (type, externalId);
  CREATE INDEX bySequence ON resources (type, seq);
  CREATE TABLE members (
    groupId TEXT NOT NULL, value TEXT NOT NULL, display TEXT, type TEXT, PRIMARY KEY (groupId, value)
  ) WITHOUT ROWID;
  CREATE INDEX byMember ON members (value, groupId);
`;

/** Filters that one indexed condition answers; the parameter is the value to compare with. */
const conditions: Readonly<Record<string, string>> = {
  'id eq': 'id = ?',
  'userName eq': 'name = ?',
  'displayName eq': 'displayName = ?',
  'externalId eq': 'externalId = ?',
  'userName co': "name LIKE '%' || ? || '%' ESCAPE '\\'",
  'displayName co': "displayName LIKE '%' || ? || '%' ESCAPE '\\'",
  'userName sw': "name LIKE ? || '%' ESCAPE '\\'",
  'displayName sw': "displayName LIKE ? || '%' ESCAPE '\\'",
  'members.value eq': 'seq IN (SELECT g.seq FROM members JOIN resources g ON g.id = groupId WHERE value = ?)',
};

interface Condition {
  readonly sql: string;
  readonly value: string;
}

/** The condition that says the same as the filter, or undefined when SCIMMY has to match in memory. */
function conditionOf(filter: Types.Filter): Condition | undefined {
  const [branch, ...others] = filter as readonly Record<string, unknown>[];
  const [entry, ...joined] = Object.entries(branch ?? {});
  if (entry === undefined || others.length > 0 || joined.length > 0) return undefined;
  const nested = Array.isArray(entry[1]) ? undefined : Object.entries(entry[1] as object)[0];
  const path = nested === undefined ? entry[0] : `${entry[0]}.${nested[0]}`;
  const expression: unknown = nested === undefined ? entry[1] : nested[1];
  if (!Array.isArray(expression) || expression.length !== 2 || typeof expression[1] !== 'string') return undefined;
  const [comparator, value] = expression as [string, string];
  const sql = conditions[`${path} ${comparator}`];
  if (sql === undefined) return undefined;
  return { sql, value: sql.includes('LIKE') ? value.replaceAll(/[\\%_]/g, String.raw`\$&`) : value };
}

/** Whether the answer shows members: SCIMMY keeps `attributes` as "pr" and `excludedAttributes` as "np". */
function wantsMembers(attributes: Types.Filter | undefined): boolean {
  const [named] = (attributes ?? []) as readonly Record<string, readonly string[]>[];
  if (named === undefined) return true;
  const excluding = Object.values(named).some(([comparator]) => comparator === 'np');
  return 'members' in named !== excluding;
}

/** Ids of what `load` makes, so that a client knows them without asking. */
export const filledId = (kind: TypeName | 'Member', index: number): string =>
  `${idPrefixes[kind]}-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;
const idPrefixes = { User: '00000000', Group: '11111111', Member: '22222222' } as const;

export interface Filling {
  readonly tag: string;
  readonly users: number;
  /** One group per number: how many members it has. */
  readonly groups: readonly number[];
}

export function openStore(file: string) {
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('cache_size = -65536');
  database.exec(definition);

  const prepared = new Map<string, Database.Statement<unknown[], { id: string; doc: string }>>();
  const statement = (sql: string) => {
    const known = prepared.get(sql) ?? database.prepare<unknown[], { id: string; doc: string }>(sql);
    prepared.set(sql, known);
    return known;
  };
  const read = database.prepare<[string, string], { id: string; doc: string }>(
    'SELECT id, doc FROM resources WHERE type = ? AND id = ?',
  );
  const insert = database.prepare(
    'INSERT INTO resources (type, id, name, displayName, externalId, doc) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const update = database.prepare(
    'UPDATE resources SET name = ?, displayName = ?, externalId = ?, doc = ? WHERE type = ? AND id = ?',
  );
  const remove = database.prepare('DELETE FROM resources WHERE type = ? AND id = ?');
  const membersOf = database.prepare<[string], Member>('SELECT value, display, type FROM members WHERE groupId = ?');
  const groupsOf = database.prepare<[string], { value: string; display: string }>(
    'SELECT id AS value, displayName AS display FROM members JOIN resources ON id = groupId WHERE value = ?',
  );
  const valuesOf = database.prepare<[string], string>('SELECT value FROM members WHERE groupId = ?').pluck();
  const addMember = database.prepare('INSERT OR IGNORE INTO members VALUES (?, ?, ?, ?)');
  const dropMember = database.prepare('DELETE FROM members WHERE groupId = ? AND value = ?');
  const dropMembers = database.prepare('DELETE FROM members WHERE groupId = ?');
  const dropMemberships = database.prepare('DELETE FROM members WHERE value = ?');

  const resourceOf = (type: TypeName, row: { id: string; doc: string }, withMembers: boolean): Resource => {
    const stored = JSON.parse(row.doc) as Resource;
    if (type === 'User') return { ...stored, groups: groupsOf.all(row.id) };
    return withMembers ? { ...stored, members: membersOf.all(row.id).map(withoutNulls) } : stored;
  };

  const writeMembers = (id: string, members: readonly Member[]): void => {
    const before = new Set(valuesOf.all(id));
    for (const { value, display, type } of members) {
      if (!before.delete(value)) addMember.run(id, value, display ?? null, type ?? null);
    }
    for (const value of before) dropMember.run(id, value);
  };

  const write = database.transaction((type: TypeName, id: string | undefined, instance: object): Resource => {
    const { members, ...attributes } = JSON.parse(JSON.stringify(instance)) as Record<string, unknown>;
    const now = new Date().toISOString();
    const before = id === undefined ? undefined : read.get(type, id);
    if (id !== undefined && before === undefined) throw new Types.Error(404, '', `Resource ${id} not found`);
    const newId = id ?? randomUUID();
    const created = before === undefined ? now : (JSON.parse(before.doc) as { meta: { created: string } }).meta.created;
    const resource: Resource = { ...attributes, id: newId, meta: { resourceType: type, created, lastModified: now } };
    const columns = [
      String(type === 'User' ? resource['userName'] : newId),
      resource['displayName'] ?? null,
      resource['externalId'] ?? null,
      JSON.stringify(resource),
    ];
    if (before === undefined) insert.run(type, newId, ...columns);
    else update.run(...columns, type, newId);
    if (type === 'User') return before === undefined ? resource : { ...resource, groups: groupsOf.all(newId) };
    const list = (members ?? []) as readonly Member[];
    writeMembers(newId, list);
    return { ...resource, members: list };
  });

  const page = (type: TypeName, condition: Condition | undefined, query: Query): readonly Resource[] => {
    const { startIndex = 1, count = defaultCount } = query.constraints ?? {};
    const where = `type = ?${condition === undefined ? '' : ` AND ${condition.sql}`}`;
    const bound = condition === undefined ? [type] : [type, condition.value];
    const order = condition === undefined ? 'seq' : '+seq'; // "+" keeps SQLite on the index of the condition
    // Up to its own count SCIMMY slices the page once more, so such a page is read from the beginning.
    const offset = startIndex > count ? startIndex - 1 : 0;
    const rows = statement(
      `SELECT id, doc FROM resources WHERE seq IN (SELECT seq FROM resources WHERE ${where} ORDER BY ${order} LIMIT ? OFFSET ?) ORDER BY seq`,
    ).all(...bound, startIndex - 1 + count - offset, offset);
    const whole = offset === 0 && rows.length < startIndex - 1 + count;
    const total = whole ? rows.length : countOf(where, bound);
    query.constraints = { ...query.constraints, totalResults: total };
    return rows.map((row) => resourceOf(type, row, wantsMembers(query.attributes)));
  };
  const countOf = (where: string, bound: readonly unknown[]): number =>
    (statement(`SELECT count(*) AS id FROM resources WHERE ${where}`).get(...bound)?.id ?? 0) as number;

  return {
    read(type: TypeName, query: Query): Resource | Resource[] {
      if (query.id !== undefined) {
        const row = read.get(type, query.id);
        if (row === undefined) throw new Types.Error(404, '', `Resource ${query.id} not found`);
        return resourceOf(type, row, wantsMembers(query.attributes));
      }
      const condition = query.filter === undefined ? undefined : conditionOf(query.filter);
      const inSql = query.filter === undefined || condition !== undefined;
      if (inSql && query.constraints?.sortBy === undefined) return [...page(type, condition, query)];
      const all = statement('SELECT id, doc FROM resources WHERE type = ? ORDER BY seq').all(type);
      const resources = all.map((row) => resourceOf(type, row, true));
      return query.filter === undefined ? resources : (query.filter.match(resources) as Resource[]);
    },

    write(type: TypeName, id: string | undefined, instance: object): Resource {
      try {
        return write.immediate(type, id, instance);
      } catch (error) {
        if (!(error instanceof Database.SqliteError) || error.code !== 'SQLITE_CONSTRAINT_UNIQUE') throw error;
        throw new Types.Error(409, 'uniqueness', 'A resource of this name exists already');
      }
    },

    remove: database.transaction((type: TypeName, id: string): void => {
      if (remove.run(type, id).changes === 0) throw new Types.Error(404, '', `Resource ${id} not found`);
      (type === 'User' ? dropMemberships : dropMembers).run(id);
    }),

    /** Straight into the tables, because over HTTP it would take longer than the measurement. */
    load: database.transaction(({ tag, users, groups }: Filling): void => {
      const now = new Date().toISOString();
      const put = (type: TypeName, index: number, body: string): string => {
        const id = filledId(type, index);
        const attributes = JSON.parse(body) as Record<string, unknown>;
        const doc = { ...attributes, id, meta: { resourceType: type, created: now, lastModified: now } };
        const { userName = id, displayName, externalId } = attributes;
        insert.run(type, id, userName, displayName, externalId, JSON.stringify(doc));
        return id;
      };
      for (let index = 0; index < users; index++) put('User', index, user(tag, index));
      for (const [index, size] of groups.entries()) {
        const id = put('Group', index, group(`${tag}-${index}`, []));
        // Nobody's ids: a user's resource lists its groups, which would make it larger than the others.
        for (let member = 0; member < size; member++) addMember.run(id, filledId('Member', member), null, null);
      }
    }),
  };
}

const withoutNulls = ({ value, display, type }: Member): Member => ({
  value,
  ...(display === null ? {} : { display }),
  ...(type === null ? {} : { type }),
});
