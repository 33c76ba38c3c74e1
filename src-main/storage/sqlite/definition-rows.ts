// The schemas and resource types a tenant has declared itself, as the documents they were saved as.
import type { Database } from 'better-sqlite3';
import type { JsonObject } from '#shared/lang/json.ts';
import type { StoredDefinitions } from '../../application/ports/schema-store.ts';
import { planOnce } from './plan-once.ts';

interface DefinitionRow {
  readonly name: string;
  readonly definition: string;
}

export interface DefinitionRows {
  read(tenant: number): StoredDefinitions;
  /** They take the place of all before; only inside a write job. */
  write(tenant: number, definitions: StoredDefinitions): void;
}

const parse = ({ definition }: Pick<DefinitionRow, 'definition'>): JsonObject => JSON.parse(definition) as JsonObject;

/** One of the two tables. `key` is the column, and the member of the definition, that names a row. */
const createRowsOf = (db: Database, table: 'schema_definitions' | 'resource_type_definitions', key: string) => {
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
    write: (tenant: number, definitions: readonly JsonObject[]): void => {
      const kept = new Set(definitions.map((definition) => definition[key] as string));
      for (const { name } of select.all(tenant)) if (!kept.has(name)) remove.run(tenant, name);
      for (const definition of definitions) upsert.run(tenant, definition[key] as string, JSON.stringify(definition));
    },
  };
};

export const createDefinitionRows = (db: Database): DefinitionRows => {
  const schemas = createRowsOf(db, 'schema_definitions', 'id');
  const resourceTypes = createRowsOf(db, 'resource_type_definitions', 'name');
  return {
    read: (tenant) => ({ schemas: schemas.read(tenant), resourceTypes: resourceTypes.read(tenant) }),
    write: (tenant, definitions) => {
      schemas.write(tenant, definitions.schemas);
      resourceTypes.write(tenant, definitions.resourceTypes);
    },
  };
};
