// The `schemas` attribute, computed: the core schema and every extension the resource has values of (RFC 7643 §3.3).
import type { JsonObject, JsonValue } from '#shared/lang/json.ts';
import type { ResourceType } from './attribute.ts';
import { isQualified } from './names.ts';

/** `present` as it is when it lists the same, in whatever order, so that nothing seems to change. */
export function schemasOf(
  doc: JsonObject,
  type: ResourceType,
  present: JsonValue | undefined = doc['schemas'],
): readonly JsonValue[] {
  const schemas = [type.schema.id, ...Object.keys(doc).filter(isQualified)];
  const isSame =
    Array.isArray(present) && present.length === schemas.length && schemas.every((uri) => present.includes(uri));
  return isSame ? (present as readonly JsonValue[]) : schemas;
}
