// Changes what a tenant declares: the change is combined with all the rest and judged against what is stored, in one
// transaction, before it is kept.
import type { Tenant } from '#shared/console-api/tenants.ts';
import type { JsonObject } from '#shared/lang/json.ts';
import type { Schema } from '../../protocol/schema/attribute.ts';
import { combineDefinitions, type Definitions } from '../../protocol/schema/definitions/combine-definitions.ts';
import {
  parseResourceType,
  type ResourceTypeDefinition,
} from '../../protocol/schema/definitions/parse-resource-type.ts';
import { parseSchema } from '../../protocol/schema/definitions/parse-schema.ts';
import type { SchemaStore, StoredDefinitions } from '../ports/schema-store.ts';
import { judgeChange } from './judge-change.ts';

export const parseDefinitions = ({ schemas, resourceTypes }: StoredDefinitions): Definitions => ({
  schemas: schemas.map(parseSchema),
  resourceTypes: resourceTypes.map(parseResourceType),
});

/** Plain data of the engine's own, which is what is stored. */
const stored = (value: Schema | ResourceTypeDefinition): JsonObject => value as unknown as JsonObject;

/** Rejects with a DefinitionFault, which says what stands against it; nothing is changed then. */
export const changeDefinitions = (
  store: SchemaStore,
  tenant: Tenant,
  change: (current: Definitions) => Definitions,
): Promise<void> =>
  store.change(tenant.id, (current, held) => {
    const before = parseDefinitions(current);
    const after = change(before);
    const claims = judgeChange(combineDefinitions(before), combineDefinitions(after), held, tenant);
    return { schemas: after.schemas.map(stored), resourceTypes: after.resourceTypes.map(stored), claims };
  });
