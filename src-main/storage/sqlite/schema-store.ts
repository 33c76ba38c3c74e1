import type { Database } from 'better-sqlite3';
import type { JsonObject } from '#shared/lang/json.ts';
import type {
  HeldResource,
  HeldResources,
  SchemaStore,
  StoredDefinitions,
  UniqueClaims,
} from '../../application/ports/schema-store.ts';
import { StoreError } from '../../application/ports/store-error.ts';
import { planOnce } from './plan-once.ts';
import type { Scopes } from './scopes.ts';
import type { WriteQueue } from './write-queue.ts';

interface DefinitionRow {
  readonly name: string;
  readonly definition: string;
}

interface HeldRow {
  readonly seq: number;
  readonly id: string;
  readonly doc: string;
}

/** Resources read at a time: a statement that is still open would keep the transaction from writing. */
const pageRows = 500;

const parse = ({ definition }: Pick<DefinitionRow, 'definition'>): JsonObject => JSON.parse(definition) as JsonObject;

/** One of the two tables of definitions. */
const createDefinitionRows = (db: Database, table: 'schema_definitions' | 'resource_type_definitions', key: string) => {
  const select = db.prepare<[number], DefinitionRow>(
    planOnce(`SELECT ${key} AS name, definition FROM ${table} WHERE tenant = ? ORDER BY ${key}`),
  );
  const upsert = db.prepare<[number, string, string]>(
    `INSERT INTO ${table} (tenant, ${key}, definition) VALUES (?, ?, ?)
     ON CONFLICT (tenant, ${key}) DO UPDATE SET definition = excluded.definition`,
  );
  const remove = db.prepare<[number, string]>(`DELETE FROM ${table} WHERE tenant = ? AND ${key} = ?`);
  return {
    read: (tenant: number): readonly JsonObject[] => select.all(tenant).map(parse),
    /** `key` is also the member of the definition that names it. */
    write: (tenant: number, definitions: readonly JsonObject[]): void => {
      const kept = new Set(definitions.map((definition) => definition[key] as string));
      for (const { name } of select.all(tenant)) if (!kept.has(name)) remove.run(tenant, name);
      for (const definition of definitions) upsert.run(tenant, definition[key] as string, JSON.stringify(definition));
    },
  };
};

export const createSchemaStore = <Entry>(db: Database, queue: WriteQueue<Entry>, scopes: Scopes): SchemaStore => {
  const schemas = createDefinitionRows(db, 'schema_definitions', 'id');
  const resourceTypes = createDefinitionRows(db, 'resource_type_definitions', 'name');
  const selectCount = db.prepare<[number], number>('SELECT resources FROM collections WHERE key = ?').pluck();
  const selectPage = db.prepare<[number, number, number], HeldRow>(
    planOnce('SELECT seq, id, doc FROM resources WHERE collection = ? AND seq > ? ORDER BY seq LIMIT ?'),
  );
  const selectNaming = db.prepare<[number, number, string, number], HeldRow>(
    planOnce(
      'SELECT seq, id, doc FROM resources WHERE collection = ? AND seq > ? AND instr(lower(doc), lower(?)) > 0 ORDER BY seq LIMIT ?',
    ),
  );
  const clearUnique = db.prepare<[number]>('DELETE FROM unique_values WHERE collection = ?');
  const selectHolder = db.prepare<[string, number], { seq: number; user_name_key: string | null }>(
    'SELECT seq, user_name_key FROM resources WHERE id = ? AND collection = ?',
  );
  const insertUnique = db.prepare<[number, string, string, number]>(
    'INSERT INTO unique_values (collection, attribute, key, resource) VALUES (?, ?, ?, ?)',
  );

  const stored = (tenant: number): StoredDefinitions => ({
    schemas: schemas.read(tenant),
    resourceTypes: resourceTypes.read(tenant),
  });

  const countOf = (tenantId: string, resourceType: string): number => {
    const collection = scopes.collectionKey(tenantId, resourceType);
    return collection === undefined ? 0 : (selectCount.get(collection) ?? 0);
  };

  function* each(tenantId: string, resourceType: string, naming?: string): Iterable<HeldResource> {
    const collection = scopes.collectionKey(tenantId, resourceType);
    if (collection === undefined) return;
    for (let after = 0; ;) {
      const page: readonly HeldRow[] =
        naming === undefined
          ? selectPage.all(collection, after, pageRows)
          : selectNaming.all(collection, after, naming, pageRows);
      for (const { id, doc } of page) yield { id, doc: JSON.parse(doc) as JsonObject };
      const last = page.at(-1);
      if (last === undefined || page.length < pageRows) return;
      after = last.seq;
    }
  }

  const claim = (tenantId: string, { resourceType, values }: UniqueClaims): void => {
    const collection = scopes.collectionKey(tenantId, resourceType);
    if (collection === undefined) return;
    clearUnique.run(collection);
    for (const { id, unique } of values) {
      const holder = selectHolder.get(id, collection);
      if (holder === undefined) throw new StoreError('not-found', `There is no ${resourceType} with the id ${id}.`);
      for (const { attribute, key } of unique) {
        // The row's own index guards a userName.
        if (attribute === 'userName' && key === holder.user_name_key) continue;
        insertUnique.run(collection, attribute, key, holder.seq);
      }
    }
  };

  return {
    load: async (tenantId) => stored(scopes.tenantKey(tenantId)),
    count: async (tenantId, resourceType) => countOf(tenantId, resourceType),
    change: (tenantId, change) =>
      queue.write(() => {
        const tenant = scopes.tenantKey(tenantId);
        const held: HeldResources = {
          count: (resourceType) => countOf(tenantId, resourceType),
          each: (resourceType, naming) => each(tenantId, resourceType, naming),
        };
        const changed = change(stored(tenant), held);
        schemas.write(tenant, changed.schemas);
        resourceTypes.write(tenant, changed.resourceTypes);
        for (const claims of changed.claims) claim(tenantId, claims);
        return { value: undefined };
      }),
  };
};
