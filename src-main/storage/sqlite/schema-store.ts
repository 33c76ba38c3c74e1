import type { Database } from 'better-sqlite3';
import type { SchemaStore } from '../../application/ports/schema-store.ts';
import { createDefinitionRows } from './definition-rows.ts';
import type { HeldRows } from './held-resources.ts';
import type { Scopes } from './scopes.ts';
import type { WriteQueue } from './write-queue.ts';

/** A tenant's declarations, changed in the transaction that has looked at its resources. */
export const createSchemaStore = <Entry>(
  db: Database,
  queue: WriteQueue<Entry>,
  scopes: Scopes,
  held: HeldRows,
): SchemaStore => {
  const definitions = createDefinitionRows(db);

  return {
    load: async (tenantId) => definitions.read(scopes.tenantKey(tenantId)),
    count: async (tenantId, resourceType) => held.of(tenantId).count(resourceType),
    change: (tenantId, change) =>
      queue.write(() => {
        const tenant = scopes.tenantKey(tenantId);
        const changed = change(definitions.read(tenant), held.of(tenantId));
        definitions.write(tenant, changed);
        held.claim(tenantId, changed.claims);
        return { value: undefined };
      }),
  };
};
