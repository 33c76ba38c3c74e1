// Operations on an extension Rollcall has no schema for. Its URI and the URI of one of its attributes look alike, so the
// document decides: a container that is there, else an object is a container and anything else one attribute.
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/lang/json.ts';
import type { Deviations } from '../deviations.ts';
import { isQualified } from '../schema/names.ts';
import { readOpenExtension, readOpenValue, tolerateOpen } from '../schema/open-extension.ts';
import { holderOf, withAttribute, withMember } from './document.ts';
import type { PatchOperation } from './operation.ts';

/** The document after the operation; the same one when nothing changed. */
export function writeOpenExtension(
  doc: JsonObject,
  { op, value }: PatchOperation,
  uri: string,
  deviations: Deviations,
): JsonObject {
  tolerateOpen(uri, 'an extension without schema here, kept as sent', deviations);
  const whole = memberNamed(doc, uri);
  const colon = uri.lastIndexOf(':');
  const parent = memberNamed(doc, uri.slice(0, colon));
  if (isJsonObject(value) && op !== 'remove' && (whole !== undefined || parent === undefined)) {
    return mergeExtension(doc, whole ?? uri, value, deviations);
  }
  const cleared = op === 'remove' || value === null || value === undefined;
  if (cleared && whole !== undefined) return withMember(doc, whole, undefined);
  const container = parent ?? uri.slice(0, colon);
  const name = uri.slice(colon + 1);
  const spelled = memberNamed(holderOf(doc, container), name) ?? name;
  return withAttribute(doc, container, spelled, cleared ? undefined : readOpenValue(value));
}

function mergeExtension(doc: JsonObject, container: string, value: JsonObject, deviations: Deviations): JsonObject {
  readOpenExtension(value, container, deviations);
  let next = doc;
  for (const name of Object.keys(value)) {
    const spelled = memberNamed(holderOf(next, container), name) ?? name;
    next = withAttribute(next, container, spelled, readOpenValue(value[name] as JsonValue));
  }
  return next;
}

/** The member as the object spells it; names and URIs are case-insensitive (RFC 7643 §2.1). */
function memberNamed(object: JsonObject, name: string): string | undefined {
  if (Object.hasOwn(object, name)) return name;
  const lower = name.toLowerCase();
  return Object.keys(object).find((key) => key.toLowerCase() === lower && isQualified(key) === isQualified(name));
}
