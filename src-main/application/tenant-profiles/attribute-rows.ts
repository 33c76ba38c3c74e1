// The rows of a profile's attribute table, found in the schemas of a resource type with the path parser of the engine.
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/lang/json.ts';
import type { ProfileAttribute, ProfileAttributes, TenantProfile } from '#shared/tenant-profiles/index.ts';
import { createDeviations } from '../../protocol/deviations.ts';
import type { BoundFilter, BoundPath } from '../../protocol/filter/ast.ts';
import { evaluate } from '../../protocol/filter/evaluate.ts';
import { ScimError } from '../../protocol/message/scim-error.ts';
import { parsePatchPath } from '../../protocol/patch/path.ts';
import type { ResourceType } from '../../protocol/schema/attribute.ts';
import { findTopLevel } from '../../protocol/schema/registry.ts';
import { everyAttribute } from './every-attribute.ts';
import { oncePerPair } from './once-per-pair.ts';

/** A row, and where its values are in a resource. */
export interface BoundRow {
  readonly row: ProfileAttribute;
  readonly path: BoundPath;
  /** Which values of a multi-valued attribute: those with `type eq "work"`. */
  readonly filter?: BoundFilter;
}

/** Undefined when the type has no such attribute. Throws ScimError 400 for what is no path, or does not fit. */
export function bindRow(row: ProfileAttribute, type: ResourceType): BoundRow | undefined {
  const target = parsePatchPath(row.path, type, createDeviations('lenient'));
  if (target.kind !== 'attribute' && target.kind !== 'members') return undefined;
  const filter = target.filter === undefined ? {} : { filter: target.filter };
  if (target.kind === 'attribute') return { row, path: target.path, ...filter };
  const members = findTopLevel(type, type.membersAttribute ?? '');
  if (members === undefined) return undefined;
  const path = target.subAttribute === undefined ? members : { ...members, subAttribute: target.subAttribute };
  return { row, path, ...filter };
}

/** A tenant may have taken the schema away that a row is about; such a row asks for nothing. */
function bindOrLeave(row: ProfileAttribute, type: ResourceType): readonly BoundRow[] {
  try {
    const bound = bindRow(row, type);
    return bound === undefined ? [] : [bound];
  } catch (error) {
    if (error instanceof ScimError) return [];
    throw error;
  }
}

/** What the profile says about a type; about one that a tenant has declared itself it says nothing. */
export function profileAttributes(profile: TenantProfile, type: ResourceType): ProfileAttributes | 'none' {
  if (type.membersAttribute !== undefined) return profile.groups;
  return type.membershipsAttribute === undefined ? 'all' : profile.users;
}

/** Whether the product has such resources at all. */
export const isOffered = (profile: TenantProfile, type: ResourceType): boolean =>
  profileAttributes(profile, type) !== 'none';

/** The table's rows as far as the type has them; for `all` one for every attribute that can be provisioned. */
export const rowsOf = oncePerPair((profile: TenantProfile, type: ResourceType): readonly BoundRow[] => {
  const attributes = profileAttributes(profile, type);
  if (attributes === 'none') return [];
  return (attributes === 'all' ? everyAttribute(type) : attributes).flatMap((row) => bindOrLeave(row, type));
});

/** The row's values in a stored document or a whole resource. */
function valuesOf({ path, filter }: BoundRow, resource: JsonObject): readonly JsonValue[] {
  const { container, attribute, subAttribute } = path;
  const holder = container === undefined ? resource : resource[container];
  const value = isJsonObject(holder) ? holder[attribute.name] : undefined;
  if (value === undefined) return [];
  const elements = Array.isArray(value) ? (value as readonly JsonValue[]) : [value];
  const chosen = elements.filter(
    (element) => filter === undefined || (isJsonObject(element) && evaluate(filter, element)),
  );
  if (subAttribute === undefined) return chosen;
  return chosen.flatMap((element) => {
    const part = isJsonObject(element) ? element[subAttribute.name] : undefined;
    return part === undefined ? [] : [part];
  });
}

/** A value that is there and empty. */
export const saysNothing = (value: JsonValue): boolean =>
  value === null || (typeof value === 'string' && value.trim() === '');

/** Whether a value of the row is there that says something. */
export const hasValue = (row: BoundRow, resource: JsonObject): boolean =>
  valuesOf(row, resource).some((value) => !saysNothing(value));
