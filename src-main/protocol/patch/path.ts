// The `path` of a PATCH operation, RFC 7644 §3.5.2, figure 7, and the forms real clients send beside it: a schema URI
// alone, a dot instead of a colon after it, names in any case, an extension's attribute without its URI.
import type { BoundFilter, BoundPath } from '../filter/ast.ts';
import type { Deviations } from '../deviations.ts';
import { bindValueFilter } from '../filter/bind.ts';
import { parsePath } from '../filter/parser.ts';
import { invalidPath } from '../message/scim-error.ts';
import type { Attribute, ResourceType } from '../schema/attribute.ts';
import { isForbiddenName, isQualified } from '../schema/names.ts';
import { findAttribute, findSchema, findTopLevel, type FoundSchema } from '../schema/registry.ts';
import { tolerateSpelling } from '../schema/spelling.ts';

/** What a path points at. */
export type PatchPath =
  /** `title`, `name.givenName`, `emails[type eq "work"].value`. */
  | { readonly kind: 'attribute'; readonly path: BoundPath; readonly filter?: BoundFilter }
  /** The members of a group, which are no part of the document. */
  | { readonly kind: 'members'; readonly subAttribute?: Attribute; readonly filter?: BoundFilter }
  /** A schema's URI alone. */
  | { readonly kind: 'schema'; readonly schema: FoundSchema }
  /** An extension without schema, or one attribute of it: only the document can tell which. */
  | { readonly kind: 'open'; readonly uri: string }
  | { readonly kind: 'unknown' };

const unknown: PatchPath = { kind: 'unknown' };

/** Throws 400 invalidPath when the text is no path, invalidFilter when its filter does not fit the attribute. */
export function parsePatchPath(text: string, type: ResourceType, deviations: Deviations): PatchPath {
  const name = findTopLevel(type, text);
  if (name !== undefined) {
    tolerateSpelling({ attribute: text }, name, deviations, invalidPath);
    return targetOf(name, undefined, type);
  }
  const schema = findSchema(type, text);
  if (schema !== undefined) return { kind: 'schema', schema };
  const { path, filter } = parsePath(text, deviations);
  for (const part of [path.attribute, path.subAttribute]) {
    if (part !== undefined && isForbiddenName(part)) {
      throw invalidPath(`"${part}" cannot be an attribute name. Take it out of the path.`, { path: text });
    }
  }
  const found = findAttribute(type, path);
  if (found === undefined) {
    if (path.schema === undefined || filter !== undefined || path.subAttribute !== undefined) return unknown;
    return findSchema(type, path.schema) === undefined && isQualified(path.schema)
      ? { kind: 'open', uri: text }
      : unknown;
  }
  tolerateSpelling(path, found, deviations, invalidPath);
  if (filter === undefined) return targetOf(found, undefined, type);
  const { attribute } = found;
  if (!attribute.multiValued || attribute.type !== 'complex') {
    throw invalidPath(`${attribute.name} has no values to choose from. Write the path without [ ].`, { path: text });
  }
  return targetOf(found, bindValueFilter(filter, attribute, deviations), type);
}

function targetOf(path: BoundPath, filter: BoundFilter | undefined, type: ResourceType): PatchPath {
  const selection = filter === undefined ? {} : { filter };
  if (path.container !== undefined || path.attribute.name !== type.membersAttribute) {
    return { kind: 'attribute', path, ...selection };
  }
  return {
    kind: 'members',
    ...(path.subAttribute === undefined ? {} : { subAttribute: path.subAttribute }),
    ...selection,
  };
}
