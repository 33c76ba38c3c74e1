// The `schemas` attribute, computed: the core schema and every extension the resource has values of (RFC 7643 §3.3).
import type { JsonObject } from '#shared/lang/json.ts';
import { sameJson } from '#shared/lang/same-json.ts';
import type { ResourceType } from './attribute.ts';
import { isQualified } from './names.ts';

/** The array the document already has when it is right, so that nothing seems to change. */
export function schemasOf(doc: JsonObject, type: ResourceType): readonly string[] {
  const schemas = [type.schema.id, ...Object.keys(doc).filter(isQualified)];
  const present = doc['schemas'];
  return sameJson(schemas, present) ? (present as readonly string[]) : schemas;
}
