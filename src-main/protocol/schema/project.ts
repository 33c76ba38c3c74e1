// Leaves out of a resource what the client did not ask for, RFC 7644 §3.9 and the `returned` characteristic of
// RFC 7643 §2.2: `always` is always there, `never` never, and a name that is left out is absent, not empty.
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/lang/json.ts';
import { isKept, type Attribute, type ResourceType } from './attribute.ts';
import { isQualified } from './names.ts';
import type { Part, Projection } from './projection.ts';
import { findInSchema, findSubAttribute, findTopLevel } from './registry.ts';

type Find = (name: string) => Attribute | undefined;

const hiding = new WeakMap<ResourceType, boolean>();

const isHidden = ({ returned, subAttributes = [] }: Attribute): boolean =>
  returned === 'never' || returned === 'request' || subAttributes.some(isHidden);

/** Whether an attribute of the type is left out unless it is asked for. Nothing that is stored is `never` returned. */
function hides(type: ResourceType): boolean {
  let found = hiding.get(type);
  if (found === undefined) {
    const schemas = [type.schema, ...type.extensions.map(({ schema }) => schema)];
    found = schemas.some(({ attributes }) => attributes.some((attribute) => isKept(attribute) && isHidden(attribute)));
    hiding.set(type, found);
  }
  return found;
}

/** Whether a resource is answered as it is stored, without a look at its attributes. */
export const isShownWhole = (type: ResourceType, projection: Projection | undefined): boolean =>
  projection === undefined && !hides(type);

const nothingNamed: Projection = { mode: 'exclude', parts: new Map(), openExtensions: new Set() };

/** The resource as the client reads it. */
export function project(resource: JsonObject, type: ResourceType, projection: Projection | undefined): JsonObject {
  if (isShownWhole(type, projection)) return resource;
  const { mode, parts, openExtensions } = projection ?? nothingNamed;
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
  const find: Find = (name) => (attribute === undefined ? undefined : findSubAttribute(attribute, name));
  const whole = () => (attribute?.subAttributes?.some(isHidden) ? projectValue(value, none, 'exclude', find) : value);
  if (attribute?.returned === 'always') return whole();
  if (attribute?.returned === 'request' && mode === 'exclude') return undefined;
  if (named === undefined) return mode === 'exclude' ? whole() : undefined;
  if (named === 'all') return mode === 'include' ? whole() : undefined;
  return projectValue(value, named, mode, find);
}

const none: ReadonlyMap<string, Part> = new Map();

/** An extension asked for by its URI is shown without what has to be asked for by its own name. */
const projectContainer = (value: JsonValue, named: Part | undefined, mode: Projection['mode'], find: Find) => {
  if (named === undefined) return mode === 'exclude' ? projectValue(value, none, mode, find) : undefined;
  if (named === 'all') return mode === 'include' ? projectValue(value, none, 'exclude', find) : undefined;
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
