import type { JsonObject, JsonValue } from '#shared/lang/json.ts';
import type { Deviations } from '../deviations.ts';
import { invalidSyntax } from './scim-error.ts';

/** A message's members by lower-case name: names compare without case (RFC 7643 §2.1). */
export const foldedMembers = (message: JsonObject): Map<string, JsonValue> =>
  new Map(Object.entries(message).map(([name, value]) => [name.toLowerCase(), value]));

/** RFC 7644 §3.1: a message says by its `schemas` what it is. Tolerated where the path has said it already. */
export function requireMessageSchema(schemas: JsonValue | undefined, uri: string, deviations: Deviations): void {
  const isNamed =
    Array.isArray(schemas) &&
    schemas.some((sent: JsonValue) => typeof sent === 'string' && sent.toLowerCase() === uri.toLowerCase());
  if (isNamed) return;
  deviations.tolerate(`schemas: ${uri} is missing`, () =>
    invalidSyntax(`schemas does not name what the body is. Send "schemas": ["${uri}"].`, { path: 'schemas' }),
  );
}
