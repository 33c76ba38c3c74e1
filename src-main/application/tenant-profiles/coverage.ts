import type { JsonObject } from '#shared/lang/json.ts';
import type { ProfileAttribute, TenantProfile } from '#shared/tenant-profiles/index.ts';
import type { ResourceType } from '../../protocol/schema/attribute.ts';
import { hasValue, rowsOf } from './attribute-rows.ts';

/** The profile's attribute table for a type, in its order; of a profile of everything all that can be provisioned. */
export const attributeTable = (profile: TenantProfile, type: ResourceType): readonly ProfileAttribute[] =>
  rowsOf(profile, type).map(({ row }) => row);

/**
 * The paths of the table that a resource has a value for. A stored document never holds its members, so `members` is
 * covered only in a whole resource, or in a document that was given them.
 */
export const coveredPaths = (resource: JsonObject, type: ResourceType, profile: TenantProfile): readonly string[] =>
  rowsOf(profile, type)
    .filter((row) => hasValue(row, resource))
    .map(({ row }) => row.path);
