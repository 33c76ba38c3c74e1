// Leaves out of a resource what the client did not ask for, RFC 7644 §3.9 and the `returned` characteristic of
// RFC 7643 §2.2: `always` is always there, `never` never, and a name that is left out is absent, not empty.
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/lang/json.ts';
import type { Attribute, ResourceType } from './attribute.ts';
import { isQualified } from './names.ts';
import type { Part, Projection } from './projection.ts';
import { findInSchema, findSubAttribute, findTopLevel } from './registry.ts';

type Find = (name: string) => Attribute | undefined;

/** The resource as the client reads it. Without a projection it is returned as it is: nothing stored is `never`. */
export function project(resource: JsonObject, type: ResourceType, projection: Projection | undefined): JsonObject {
  if (projection === undefined) return resource;
  const { mode, parts, openExtensions } = projection;
  const kept: Record<string, JsonValue> = {};
  for (const name of Object.keys(resource)) {
    const value = resource[name] as JsonValue;
    if (isQualified(name)) {
      const named = parts.get(name) ?? (openExtensions.has(name.toLowerCase()) ? 'all' : undefined);
      const part = projectContainer(value, named, mode, (inner) => findInSchema(type, name, inner)?.attribute);
      if (part !== undefined) kept[name] = part;
      continue;
    }
    const part = projectAttribute(value, findTopLevel(type, name)?.attribute, parts.get(name), mode);
    if (part !== undefined) kept[name] = part;
  }
  return kept;
}

function projectAttribute(
  value: JsonValue,
  attribute: Attribute | undefined,
  named: Part | undefined,
  mode: Projection['mode'],
): JsonValue | undefined {
  if (attribute?.returned === 'never') return undefined;
  if (attribute?.returned === 'always') return value;
  if (named === undefined) return mode === 'exclude' && attribute?.returned !== 'request' ? value : undefined;
  if (named === 'all') return mode === 'include' ? value : undefined;
  const find: Find = (name) => (attribute === undefined ? undefined : findSubAttribute(attribute, name));
  return projectValue(value, named, mode, find);
}

const projectContainer = (value: JsonValue, named: Part | undefined, mode: Projection['mode'], find: Find) => {
  if (named === undefined) return mode === 'exclude' ? value : undefined;
  if (named === 'all') return mode === 'include' ? value : undefined;
  return projectValue(value, named, mode, find);
};

/** An object or each object of an array, with only the named inner attributes or without them. */
function projectValue(
  value: JsonValue,
  named: ReadonlyMap<string, Part>,
  mode: Projection['mode'],
  find: Find,
): JsonValue | undefined {
  if (Array.isArray(value)) {
    const elements = (value as readonly JsonValue[])
      .map((element) => projectValue(element, named, mode, find))
      .filter((element) => element !== undefined);
    return elements.length === 0 ? undefined : elements;
  }
  if (!isJsonObject(value)) return mode === 'exclude' ? value : undefined;
  const kept: Record<string, JsonValue> = {};
  for (const name of Object.keys(value)) {
    const part = projectAttribute(value[name] as JsonValue, find(name), named.get(name), mode);
    if (part !== undefined) kept[name] = part;
  }
  return Object.keys(kept).length === 0 ? undefined : kept;
}
