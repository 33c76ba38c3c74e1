// Immutable attributes, RFC 7644 §3.5.1: set once, and the same value again is no change. An immutable sub-attribute keeps
// its value as long as the complex value it is part of stays; values of a multi-valued attribute come and go as a whole.
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/lang/json.ts';
import { sameJson } from '#shared/lang/same-json.ts';
import { mutability, type ScimError } from '../message/scim-error.ts';
import { shown } from '../message/shown.ts';
import type { Attribute, ResourceType } from './attribute.ts';

/** Throws 400 mutability when an immutable attribute that has a value would get another one or none. */
export function refuseImmutableChange(before: JsonObject, after: JsonObject, type: ResourceType): void {
  refuseIn(type.schema.attributes, before, after, '');
  for (const { schema } of type.extensions) {
    const held = before[schema.id];
    if (isJsonObject(held)) refuseIn(schema.attributes, held, asObject(after[schema.id]), `${schema.id}:`);
  }
}

const asObject = (value: JsonValue | undefined): JsonObject => (isJsonObject(value) ? value : {});

/** 400 mutability; `path` is that of the attribute. */
export const immutable = (path: string): ScimError =>
  mutability(`${shown(path, 120)} is immutable: it has a value, which cannot change. Send the same value again.`, {
    path,
  });

function refuseIn(attributes: readonly Attribute[], before: JsonObject, after: JsonObject, prefix: string): void {
  for (const { name, mutability: kind, subAttributes } of attributes) {
    const held = before[name];
    const wanted = after[name];
    if (held === undefined || sameJson(held, wanted)) continue;
    if (kind === 'immutable') throw immutable(prefix + name);
    if (subAttributes !== undefined && isJsonObject(held) && isJsonObject(wanted)) {
      refuseIn(subAttributes, held, wanted, `${prefix}${name}.`);
    }
  }
}
