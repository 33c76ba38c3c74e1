// What a profile's attribute table asks of one resource type, computed once. A profile that takes every attribute has no
// rules, so that it costs nothing.
import type { TenantProfile } from '#shared/tenant-profiles/index.ts';
import type { Attribute, ResourceType, Schema } from '../../protocol/schema/attribute.ts';
import { builtInSchemas } from '../../protocol/schema/definitions/combine-definitions.ts';
import { profileAttributes, rowsOf, type BoundRow } from './attribute-rows.ts';
import { oncePerPair } from './once-per-pair.ts';

export interface AttributeRules {
  readonly profile: TenantProfile;
  readonly type: ResourceType;
  readonly rows: readonly BoundRow[];
  readonly required: readonly BoundRow[];
  /** Empty for an attribute outside the profile. */
  readonly rowsFor: (attribute: Attribute) => readonly BoundRow[];
  /** Whether the table is about the schema; about an extension that the tenant has declared itself it is not. */
  readonly covers: (schema: Schema) => boolean;
}

const none: readonly BoundRow[] = [];

/** Undefined where the profile takes every attribute, or has no such resources. */
export const rulesOf = oncePerPair((profile: TenantProfile, type: ResourceType): AttributeRules | undefined => {
  const attributes = profileAttributes(profile, type);
  if (attributes === 'all' || attributes === 'none') return undefined;
  const rows = rowsOf(profile, type);
  const byAttribute = Map.groupBy(rows, ({ path }) => path.attribute);
  const containers = new Set(rows.map(({ path }) => path.container));
  return {
    profile,
    type,
    rows,
    required: rows.filter(({ row }) => row.required),
    rowsFor: (attribute) => byAttribute.get(attribute) ?? none,
    covers: (schema) => builtInSchemas.includes(schema) || containers.has(schema.id),
  };
});
