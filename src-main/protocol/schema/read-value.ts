// Reads a JSON value as the schema's type (RFC 7643 §2.3), leniently where real clients need it and never otherwise.
// Invariant: values are kept verbatim; what comes out holds no null, no empty array and no empty object (§2.5).
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/lang/json.ts';
import { limits } from '#shared/scim/limits.ts';
import type { Deviations } from '../deviations.ts';
import { invalidValue, type ScimError } from '../message/scim-error.ts';
import type { Attribute } from './attribute.ts';
import { normalizeDateTime } from './date-time.ts';
import { collapseDuplicates, settlePrimary } from './elements.ts';
import { mismatch, tooManyValues } from './mismatch.ts';
import { refuseForbiddenName } from './names.ts';
import { findSubAttribute } from './registry.ts';

/** Reads what was sent for an attribute; undefined means no value. `path` is for error texts, `deviations` collects leniency. */
export function readAttribute(
  attribute: Attribute,
  value: JsonValue | undefined,
  path: string,
  deviations: Deviations,
): JsonValue | undefined {
  if (value === null || value === undefined) return undefined;
  if (attribute.multiValued) return readElements(attribute, value, path, deviations);
  if (attribute.type === 'complex')
    return readObject(attribute, unwrapSingle(attribute, value, path), path, deviations);
  return readSimple(attribute, value, path, deviations);
}

/** 400 invalidValue for more values than one document may hold. */
export const overLimit = ({ name }: Attribute, count: number): ScimError =>
  invalidValue(`${name} would hold ${count} values; ${limits.attributeValues} is the limit.`, { path: name });

/** Reads the values of a multi-valued attribute; a single one may come without its array. */
export function readElements(
  attribute: Attribute,
  value: JsonValue,
  path: string,
  deviations: Deviations,
): readonly JsonValue[] | undefined {
  const sent: readonly JsonValue[] = Array.isArray(value) ? value : [value];
  if (sent.length > limits.attributeValues) throw overLimit(attribute, sent.length);
  const elements: JsonValue[] = [];
  for (const element of sent) {
    const read =
      element === null
        ? undefined
        : attribute.type === 'complex'
          ? readObject(attribute, element, path, deviations)
          : readSimple(attribute, element, path, deviations);
    if (read !== undefined) elements.push(read);
  }
  if (elements.length === 0) return undefined;
  if (elements.length === 1) return elements;
  return settlePrimary(collapseDuplicates(elements), [], path, deviations);
}

/** Entra and older clients send a single complex value in an array of one. */
export function unwrapSingle(attribute: Attribute, value: JsonValue, path: string): JsonValue {
  if (!Array.isArray(value)) return value;
  if (value.length > 1) throw tooManyValues(attribute, value, path);
  return (value[0] as JsonValue | undefined) ?? null;
}

/** One complex value; a scalar stands for its `value`, and an empty `value` (how Entra clears a manager) for nothing. */
export function readObject(
  attribute: Attribute,
  value: JsonValue,
  path: string,
  deviations: Deviations,
): JsonObject | undefined {
  if (value === null || value === '') return undefined;
  if (!isJsonObject(value)) {
    const sub = findSubAttribute(attribute, 'value');
    if (sub === undefined || Array.isArray(value)) throw mismatch(attribute, value, path);
    return { value: readSimple(sub, value, `${path}.value`, deviations) };
  }
  const read: Record<string, JsonValue> = {};
  let empty = true;
  for (const name of Object.keys(value)) {
    const sub = subAttributeFor(attribute, name, value[name], path, deviations);
    if (sub === undefined || sub.mutability === 'readOnly') continue;
    const part = readAttribute(sub, value[name], `${path}.${sub.name}`, deviations);
    if (part === undefined) continue;
    read[sub.name] = part;
    if (part !== '') empty = false;
  }
  return empty || read['value'] === '' ? undefined : read;
}

/** The sub-attribute a client's name means; unknown ones are noted and skipped. */
export function subAttributeFor(
  attribute: Attribute,
  name: string,
  value: JsonValue | undefined,
  path: string,
  deviations: Deviations,
): Attribute | undefined {
  const sub = findSubAttribute(attribute, name);
  if (sub === undefined) {
    refuseForbiddenName(name);
    if (value !== null) deviations.note(`${path}.${name}: unknown sub-attribute, ignored`);
  }
  return sub;
}

/** One simple value, stored as sent except that booleans may come as text. */
export function readSimple(attribute: Attribute, value: JsonValue, path: string, deviations: Deviations): JsonValue {
  switch (attribute.type) {
    case 'boolean':
      return readBoolean(attribute, value, path, deviations);
    case 'integer':
      if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
      break;
    case 'decimal':
      if (typeof value === 'number' && Number.isFinite(value)) return value;
      break;
    case 'dateTime':
      if (typeof value === 'string' && normalizeDateTime(value) !== undefined) return value;
      break;
    case 'string':
    case 'reference':
    case 'binary':
      if (typeof value === 'string') return wellFormed(value, path);
      break;
    case 'complex':
      break;
  }
  throw Array.isArray(value) ? tooManyValues(attribute, value, path) : mismatch(attribute, value, path);
}

// Quirk(entra): without its feature flag it sends "True" and "False" for booleans,
// test/protocol/entra-patch-dialects.test.ts.
function readBoolean(attribute: Attribute, value: JsonValue, path: string, deviations: Deviations): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') {
    const word = value.toLowerCase();
    if (word === 'true' || word === 'false') {
      deviations.note(`${path}: boolean sent as text ${JSON.stringify(value)}, read as ${word}`);
      return word === 'true';
    }
  }
  throw Array.isArray(value) ? tooManyValues(attribute, value, path) : mismatch(attribute, value, path);
}

/** SQLite and JSON readers disagree about U+0000 and half surrogates, so neither is let in. */
function wellFormed(text: string, path: string): string {
  if (text.includes('\u0000') || !text.isWellFormed()) {
    throw invalidValue(`${path} holds a character that is not valid Unicode text (U+0000 or half a surrogate pair).`, {
      path,
    });
  }
  return text;
}
