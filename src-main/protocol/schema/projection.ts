// The `attributes` and `excludedAttributes` parameters, RFC 7644 §3.4.2.5 and §3.9, read into canonical names.
import { parseAttributePath } from '../filter/attribute-path.ts';
import { invalidValue } from '../message/scim-error.ts';
import type { ResourceType } from './attribute.ts';
import { findAttribute, findSchema } from './registry.ts';

/** Which part of an attribute or extension: all of it, or these sub-attributes or attributes. */
export type Part = 'all' | ReadonlyMap<string, Part>;

export interface Projection {
  readonly mode: 'include' | 'exclude';
  /** By name at the top of the resource: attributes, and extensions by URI. */
  readonly parts: ReadonlyMap<string, Part>;
  /** URIs, in lower case, that no schema of the type has: extensions kept verbatim. */
  readonly openExtensions: ReadonlySet<string>;
}

/** Undefined when neither parameter says anything. Names nobody knows are ignored. Throws 400 invalidValue for both. */
export function parseProjection(
  type: ResourceType,
  attributes?: string,
  excludedAttributes?: string,
): Projection | undefined {
  const included = namesIn(attributes);
  const excluded = namesIn(excludedAttributes);
  if (included.length > 0 && excluded.length > 0) {
    throw invalidValue('attributes and excludedAttributes exclude each other: send one of them.');
  }
  if (included.length > 0) return readNames(type, 'include', included);
  if (excluded.length > 0) return readNames(type, 'exclude', excluded);
  return undefined;
}

/** What must be read beside the document to answer with this projection. */
export function projectionNeeds(
  projection: Projection | undefined,
  type: ResourceType,
): { members: boolean; memberships: boolean } {
  return {
    members: shows(projection, type.membersAttribute),
    memberships: shows(projection, type.membershipsAttribute),
  };
}

function shows(projection: Projection | undefined, name: string | undefined): boolean {
  if (name === undefined) return false;
  if (projection === undefined) return true;
  return projection.mode === 'include' ? projection.parts.has(name) : projection.parts.get(name) !== 'all';
}

const namesIn = (list: string | undefined): readonly string[] =>
  list === undefined
    ? []
    : list
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== '');

function readNames(type: ResourceType, mode: Projection['mode'], names: readonly string[]): Projection {
  const parts = new Map<string, Part>();
  const openExtensions = new Set<string>();
  for (const name of names) {
    const schema = findSchema(type, name);
    if (schema !== undefined) {
      if (schema.container !== undefined) parts.set(schema.container, 'all');
      else {
        for (const { name: own, returned } of schema.schema.attributes) {
          if (mode === 'exclude' || returned !== 'request') parts.set(own, 'all');
        }
      }
      continue;
    }
    const path = parseAttributePath(name);
    const found = path === undefined ? undefined : findAttribute(type, path);
    if (found !== undefined) {
      const steps = [found.container, found.attribute.name, found.subAttribute?.name];
      addPart(
        parts,
        steps.filter((step) => step !== undefined),
      );
    } else if (name.includes(':')) {
      openExtensions.add(name.toLowerCase());
    }
  }
  return { mode, parts, openExtensions };
}

function addPart(parts: Map<string, Part>, [name, ...rest]: readonly string[]): void {
  if (name === undefined) return;
  const present = parts.get(name);
  if (present === 'all') return;
  if (rest.length === 0) {
    parts.set(name, 'all');
    return;
  }
  const inner = new Map(present);
  addPart(inner, rest);
  parts.set(name, inner);
}
