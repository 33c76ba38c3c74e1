// Extensions Rollcall has no schema for. Entra sends a customer's own ones without listing them in `schemas`; they are
// kept verbatim under their URI, so that what was sent is what is read back (RFC 7643 §3.3).
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/lang/json.ts';
import type { Deviations } from '../deviations.ts';
import { refuseForbiddenName, refuseForbiddenNames } from './names.ts';

/** The container without nulls and empty arrays; undefined when nothing is left or it is no object. */
export function readOpenExtension(value: JsonValue, uri: string, deviations: Deviations): JsonObject | undefined {
  if (value === null) return undefined;
  if (!isJsonObject(value)) {
    deviations.note(`${uri}: unknown attribute, ignored`);
    return undefined;
  }
  const read: Record<string, JsonValue> = {};
  for (const name of Object.keys(value)) {
    refuseForbiddenName(name);
    const part = readOpenValue(value[name] as JsonValue);
    if (part !== undefined) read[name] = part;
  }
  return Object.keys(read).length === 0 ? undefined : read;
}

/** One value of such an extension; undefined for null and []. */
export function readOpenValue(value: JsonValue): JsonValue | undefined {
  if (value === null || (Array.isArray(value) && value.length === 0)) return undefined;
  refuseForbiddenNames(value);
  return value;
}
