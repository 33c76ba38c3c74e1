// Reads a JSON value as the schema's type (RFC 7643 §2.3), leniently where real clients need it and never otherwise.
// Invariant: values are kept verbatim; what comes out holds no null, no empty array and no empty object (§2.5).
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/lang/json.ts';
import { limits } from '#shared/scim/limits.ts';
import type { Deviations } from '../deviations.ts';
import { invalidSyntax, invalidValue, type ScimError } from '../message/scim-error.ts';
import { shown } from '../message/shown.ts';
import { isKept, type Attribute } from './attribute.ts';
import { collapseDuplicates, settlePrimary } from './elements.ts';
import { mismatch, noArray, tooManyValues } from './mismatch.ts';
import { refuseForbiddenName } from './names.ts';
import { readSimple } from './read-simple.ts';
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
    return readObject(attribute, unwrapSingle(attribute, value, path, deviations), path, deviations);
  return readSimple(attribute, value, path, deviations);
}

/** 400 invalidValue for more values than one document may hold. */
export const overLimit = ({ name }: Attribute, count: number): ScimError =>
  invalidValue(`${name} would hold ${count} values; ${limits.attributeValues} is the limit. Send fewer values.`, {
    path: name,
  });

/** Reads the values of a multi-valued attribute; a single one may come without its array. */
export function readElements(
  attribute: Attribute,
  value: JsonValue,
  path: string,
  deviations: Deviations,
): readonly JsonValue[] | undefined {
  if (!Array.isArray(value) && value !== null) {
    deviations.tolerate(`${shown(path)}: one value sent without its array`, () => noArray(attribute, value, path));
  }
  return readEach(attribute, Array.isArray(value) ? value : [value], path, deviations);
}

/** The values of an array, or the one a value filter selects (RFC 7644 §3.5.2.3 replaces it by an object). */
function readEach(
  attribute: Attribute,
  sent: readonly JsonValue[],
  path: string,
  deviations: Deviations,
): readonly JsonValue[] | undefined {
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
export function unwrapSingle(attribute: Attribute, value: JsonValue, path: string, deviations: Deviations): JsonValue {
  if (!Array.isArray(value)) return value;
  if (value.length > 1) throw tooManyValues(attribute, value, path);
  if (value.length === 1) {
    deviations.tolerate(`${shown(path)}: a single value sent in an array, read as the value`, () =>
      tooManyValues(attribute, value, path),
    );
  }
  return (value[0] as JsonValue | undefined) ?? null;
}

/** One complex value; a scalar stands for its `value`, and an empty `value` (how Entra clears a manager) for nothing. */
export function readObject(
  attribute: Attribute,
  value: JsonValue,
  path: string,
  deviations: Deviations,
): JsonObject | undefined {
  if (value === null) return undefined;
  if (value === '') {
    tolerateEmpty(path, deviations);
    return undefined;
  }
  if (!isJsonObject(value)) {
    const sub = findSubAttribute(attribute, 'value');
    if (sub === undefined || Array.isArray(value)) throw mismatch(attribute, value, path);
    deviations.tolerate(`${shown(path)}: a value sent for an object, read as {"value": …}`, () =>
      mismatch(attribute, value, path),
    );
    return { value: readSimple(sub, value, `${path}.value`, deviations) };
  }
  const read: Record<string, JsonValue> = {};
  let empty = true;
  for (const name of Object.keys(value)) {
    const sub = subAttributeFor(attribute, name, value[name], path, deviations);
    if (sub === undefined || sub.mutability === 'readOnly') continue;
    const part = readAttribute(sub, value[name], `${path}.${sub.name}`, deviations);
    if (part === undefined || !isKept(sub)) continue;
    read[sub.name] = part;
    if (part !== '') empty = false;
  }
  if (read['value'] === '') {
    tolerateEmpty(`${path}.value`, deviations);
    return undefined;
  }
  noteJsonText(read['value'], path, deviations);
  return empty ? undefined : read;
}

/** An empty text stands for no value where only a filled one says something. */
export function tolerateEmpty(path: string, deviations: Deviations): void {
  deviations.tolerate(`${shown(path)}: empty text read as no value`, () =>
    invalidValue(`${shown(path)} was sent as empty text. Send a value, or null to clear it.`, { path }),
  );
}

// Quirk(entra): AppRoleAssignmentsComplex sends a role as JSON inside a string, test/idp/entra/roles-as-json-text.json.
// A string it is, so it is stored as sent (RFC 7643 §2.3.1).
function noteJsonText(value: JsonValue | undefined, path: string, deviations: Deviations): void {
  if (typeof value === 'string' && value.startsWith('{') && value.endsWith('}')) {
    deviations.note(`${shown(path)}.value: JSON sent as text, kept as the text it is`);
  }
}

const namesOf = ({ subAttributes = [] }: Attribute): string => subAttributes.map(({ name }) => name).join(', ');

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
    if (value === null) return undefined;
    deviations.tolerate(`${shown(path)}.${shown(name)}: unknown sub-attribute, ignored`, () =>
      invalidSyntax(
        `${shown(path)} has no sub-attribute "${shown(name)}". It has ${shown(namesOf(attribute), 100)}; send one of these or leave it out.`,
        { path: `${path}.${name}` },
      ),
    );
  }
  return sub;
}
