// Immutable attributes, RFC 7644 §3.5.1: set once, and the same value again is no change.
import { isJsonObject, type JsonObject } from '#shared/lang/json.ts';
import { sameJson } from '#shared/lang/same-json.ts';
import { mutability } from '../message/scim-error.ts';
import type { ResourceType, Schema } from './attribute.ts';

/** Throws 400 mutability when an immutable attribute that has a value would get another one or none. */
export function refuseImmutableChange(before: JsonObject, after: JsonObject, type: ResourceType): void {
  refuseIn(type.schema, before, after);
  for (const { schema } of type.extensions) {
    const held = before[schema.id];
    const wanted = after[schema.id];
    if (isJsonObject(held)) refuseIn(schema, held, isJsonObject(wanted) ? wanted : {});
  }
}

function refuseIn(schema: Schema, before: JsonObject, after: JsonObject): void {
  for (const { name, mutability: kind } of schema.attributes) {
    if (kind !== 'immutable' || before[name] === undefined || sameJson(before[name], after[name])) continue;
    throw mutability(`${name} is immutable: it was set when the resource was created and cannot change.`, {
      path: name,
    });
  }
}
