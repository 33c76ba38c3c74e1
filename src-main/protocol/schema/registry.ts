// Finds the schemas and attributes of a resource type by name. Names and schema URIs are case-insensitive everywhere
// (RFC 7643 §2.1, RFC 7644 §3.10), so every schema is indexed once, by its names as spelled and in lower case.
import type { AttributePath, BoundPath } from '../filter/ast.ts';
import type { Attribute, ResourceType, Schema } from './attribute.ts';
import { commonAttributes } from './common-attributes.ts';

/** `container` is the name that holds an extension's attributes in a resource; the core schema has none. */
export interface FoundSchema {
  readonly schema: Schema;
  readonly container?: string;
}

interface TypeIndex {
  readonly schemas: ReadonlyMap<string, FoundSchema>;
  /** Attributes of a schema, by its URI in lower case. */
  readonly attributes: ReadonlyMap<string, ReadonlyMap<string, BoundPath>>;
  /** Core and common attributes, then those of extensions that no core name hides. */
  readonly unqualified: ReadonlyMap<string, BoundPath>;
}

const typeIndexes = new WeakMap<ResourceType, TypeIndex>();
const subAttributeIndexes = new WeakMap<Attribute, ReadonlyMap<string, Attribute>>();

const find = <Value>(index: ReadonlyMap<string, Value>, name: string): Value | undefined =>
  index.get(name) ?? index.get(name.toLowerCase());

function indexPaths(attributes: readonly Attribute[], container?: string): Map<string, BoundPath> {
  const index = new Map<string, BoundPath>();
  for (const attribute of attributes) {
    const path: BoundPath = container === undefined ? { attribute } : { container, attribute };
    index.set(attribute.name, path).set(attribute.name.toLowerCase(), path);
  }
  return index;
}

function indexType(type: ResourceType): TypeIndex {
  const schemas = new Map<string, FoundSchema>();
  const attributes = new Map<string, ReadonlyMap<string, BoundPath>>();
  const core = indexPaths(attributesOf(type));
  const unqualified = new Map(core);
  schemas.set(type.schema.id.toLowerCase(), { schema: type.schema });
  attributes.set(type.schema.id.toLowerCase(), core);
  for (const { schema } of type.extensions) {
    const own = indexPaths(schema.attributes, schema.id);
    schemas.set(schema.id.toLowerCase(), { schema, container: schema.id });
    attributes.set(schema.id.toLowerCase(), own);
    for (const [name, path] of own) if (!unqualified.has(name)) unqualified.set(name, path);
  }
  return { schemas, attributes, unqualified };
}

function indexOf(type: ResourceType): TypeIndex {
  let index = typeIndexes.get(type);
  if (index === undefined) typeIndexes.set(type, (index = indexType(type)));
  return index;
}

/** The attributes at the top of a resource: the common ones and those of its core schema. */
export const attributesOf = (type: ResourceType): readonly Attribute[] => [
  ...commonAttributes,
  ...type.schema.attributes,
];

/** The core schema or an extension of the type, by URI. */
export const findSchema = (type: ResourceType, uri: string): FoundSchema | undefined =>
  indexOf(type).schemas.get(uri.toLowerCase());

/** A top-level name of a resource: `userName`, or without its URI `manager`. */
export const findTopLevel = (type: ResourceType, name: string): BoundPath | undefined =>
  find(indexOf(type).unqualified, name);

/** An attribute of the schema with this URI. */
export function findInSchema(type: ResourceType, uri: string, name: string): BoundPath | undefined {
  const attributes = indexOf(type).attributes.get(uri.toLowerCase());
  return attributes === undefined ? undefined : find(attributes, name);
}

/** `givenName` of `name`. */
export function findSubAttribute(attribute: Attribute, name: string): Attribute | undefined {
  let index = subAttributeIndexes.get(attribute);
  if (index === undefined) {
    const subAttributes = attribute.subAttributes ?? [];
    index = new Map(subAttributes.flatMap((sub) => [[sub.name, sub] as const, [sub.name.toLowerCase(), sub] as const]));
    subAttributeIndexes.set(attribute, index);
  }
  return find(index, name);
}

/**
 * Resolves a path as written. Undefined when the type has no such attribute or sub-attribute. An extension's attribute is
 * also found without its URI (`manager`), and after a dot instead of a colon (`urn:…:User.manager`).
 */
export function findAttribute(type: ResourceType, path: AttributePath): BoundPath | undefined {
  const { schema, attribute, subAttribute } = path;
  const found = schema === undefined ? findTopLevel(type, attribute) : findInSchema(type, schema, attribute);
  if (found === undefined) {
    if (schema === undefined || subAttribute === undefined) return undefined;
    return findInSchema(type, `${schema}:${attribute}`, subAttribute);
  }
  if (subAttribute === undefined) return found;
  const sub = findSubAttribute(found.attribute, subAttribute);
  return sub === undefined ? undefined : { ...found, subAttribute: sub };
}
