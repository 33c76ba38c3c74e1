// Writes to a document without changing it: what is untouched is shared with the old one, and a write of the same value
// returns the old one, so that an operation that changes nothing is seen as such (RFC 7644 §3.5.2.1).
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/lang/json.ts';
import { sameJson } from '#shared/lang/same-json.ts';

/** The object with one member set, in its place; undefined removes it. */
export function withMember(object: JsonObject, name: string, value: JsonValue | undefined): JsonObject {
  if (sameJson(object[name], value)) return object;
  if (value !== undefined) return { ...object, [name]: value };
  const { [name]: _removed, ...rest } = object;
  return rest;
}

/** What holds an attribute: the document itself or the object under an extension's URI. */
export function holderOf(doc: JsonObject, container: string | undefined): JsonObject {
  if (container === undefined) return doc;
  const holder = doc[container];
  return isJsonObject(holder) ? holder : {};
}

/** The document with one attribute set; an extension whose last attribute goes disappears. */
export function withAttribute(
  doc: JsonObject,
  container: string | undefined,
  name: string,
  value: JsonValue | undefined,
): JsonObject {
  if (container === undefined) return withMember(doc, name, value);
  const held = holderOf(doc, container);
  const holder = withMember(held, name, value);
  if (holder === held) return doc;
  return withMember(doc, container, Object.keys(holder).length === 0 ? undefined : holder);
}
