// Extensions Rollcall has no schema for. Entra sends a customer's own ones without listing them in `schemas`; they are
// kept verbatim under their URI, so that what was sent is what is read back (RFC 7643 §3.3).
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/lang/json.ts';
import type { Deviations } from '../deviations.ts';
import { invalidSyntax } from '../message/scim-error.ts';
import { shown } from '../message/shown.ts';
import { refuseForbiddenName, refuseForbiddenNames } from './names.ts';

/** The container without nulls and empty arrays; undefined when nothing is left or it is no object. */
export function readOpenExtension(value: JsonValue, uri: string, deviations: Deviations): JsonObject | undefined {
  if (value === null) return undefined;
  if (!isJsonObject(value)) {
    tolerateOpen(uri, 'unknown attribute, ignored', deviations);
    return undefined;
  }
  tolerateOpen(uri, 'an extension without schema here, kept as sent', deviations);
  const read: Record<string, JsonValue> = {};
  for (const name of Object.keys(value)) {
    refuseForbiddenName(name);
    const part = readOpenValue(value[name] as JsonValue);
    if (part !== undefined) read[name] = part;
  }
  return Object.keys(read).length === 0 ? undefined : read;
}

/** Only a lenient tenant keeps what no schema describes. */
export function tolerateOpen(uri: string, what: string, deviations: Deviations): void {
  deviations.tolerate(`${shown(uri, 120)}: ${what}`, () =>
    invalidSyntax(
      `This tenant has no schema "${shown(uri, 120)}". Correct the URI, declare the schema under Schemas, or take it out.`,
      { path: uri },
    ),
  );
}

/** One value of such an extension; undefined for null and []. */
export function readOpenValue(value: JsonValue): JsonValue | undefined {
  if (value === null || (Array.isArray(value) && value.length === 0)) return undefined;
  refuseForbiddenNames(value);
  return value;
}
