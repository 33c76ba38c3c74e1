// Changes what a tenant declares: the change is combined with all the rest and judged against what is stored, in one
// transaction, before it is kept.
import type { JsonObject } from '#shared/lang/json.ts';
import type { TenantProfile } from '#shared/tenant-profiles/index.ts';
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

/** Whose declarations are changed, and which profile says what must be unique there. */
export interface Declaring {
  readonly tenantId: string;
  readonly profile: TenantProfile;
}

/** Plain data of the engine's own, which is what is stored. */
const stored = (value: Schema | ResourceTypeDefinition): JsonObject => value as unknown as JsonObject;

/** Rejects with a DefinitionFault, which says what stands against it; nothing is changed then. */
export const changeDefinitions = (
  store: SchemaStore,
  { tenantId, profile }: Declaring,
  change: (current: Definitions) => Definitions,
): Promise<void> =>
  store.change(tenantId, (current, held) => {
    const before = parseDefinitions(current);
    const after = change(before);
    const claims = judgeChange(combineDefinitions(before), combineDefinitions(after), held, profile);
    return { schemas: after.schemas.map(stored), resourceTypes: after.resourceTypes.map(stored), claims };
  });
