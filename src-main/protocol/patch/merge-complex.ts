// add and replace on a single-valued complex attribute merge: sub-attributes that were not sent stay, null clears one
// (RFC 7644 §3.5.2.1, §3.5.2.3).
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/lang/json.ts';
import type { Deviations } from '../deviations.ts';
import { shown } from '../message/shown.ts';
import { isKept, type Attribute } from '../schema/attribute.ts';
import { readAttribute, readObject, subAttributeFor, tolerateEmpty, unwrapSingle } from '../schema/read-value.ts';
import { findSubAttribute } from '../schema/registry.ts';

/** The merged value; undefined when nothing is left of it. */
export function mergeComplex(
  attribute: Attribute,
  old: JsonValue | undefined,
  sent: JsonValue,
  path: string,
  deviations: Deviations,
): JsonObject | undefined {
  const value = unwrapSingle(attribute, sent, path, deviations);
  if (value === '') tolerateEmpty(path, deviations);
  if (value === null || value === '') return undefined;
  const held: JsonObject = isJsonObject(old) ? old : {};
  if (!isJsonObject(value)) {
    const scalar = readObject(attribute, value, path, deviations);
    return scalar === undefined ? undefined : withoutStaleReference(held, { ...held, ...scalar }, scalar);
  }
  const change = readChange(attribute, value, path, deviations);
  // Quirk(entra): clears a manager with {}, {"value":""} or {"value":null}, test/protocol/entra-patch-dialects.test.ts.
  // RFC 7644 §3.5.2.3 would keep the sub-attributes that were not sent, and so does a strict tenant.
  const hasValue = findSubAttribute(attribute, 'value') !== undefined;
  if (hasValue && (Object.keys(value).length === 0 || isCleared(change, 'value'))) {
    if (change['value'] === '') tolerateEmpty(`${path}.value`, deviations);
    else if (deviations.compatibility === 'lenient') deviations.note(`${shown(path)}: sent without a value, cleared`);
    if (deviations.compatibility === 'lenient') return undefined;
  }
  const merged: Record<string, JsonValue> = { ...held };
  for (const [name, part] of Object.entries(change)) {
    if (part === undefined) delete merged[name];
    else merged[name] = part;
  }
  return Object.values(merged).every((part) => part === '') ? undefined : withoutStaleReference(held, merged, change);
}

/** The sub-attributes that were sent, undefined for those to clear. */
function readChange(
  attribute: Attribute,
  value: JsonObject,
  path: string,
  deviations: Deviations,
): Record<string, JsonValue | undefined> {
  const change: Record<string, JsonValue | undefined> = {};
  for (const name of Object.keys(value)) {
    const sub = subAttributeFor(attribute, name, value[name], path, deviations);
    if (sub === undefined || sub.mutability === 'readOnly') continue;
    const read = readAttribute(sub, value[name], `${path}.${sub.name}`, deviations);
    if (isKept(sub)) change[sub.name] = read;
  }
  return change;
}

const isCleared = (change: Readonly<Record<string, JsonValue | undefined>>, name: string): boolean =>
  Object.hasOwn(change, name) && (change[name] === undefined || change[name] === '');

/** A `$ref` that was stored with another `value` points at the wrong resource. */
function withoutStaleReference(
  held: JsonObject,
  merged: JsonObject,
  change: Readonly<Record<string, JsonValue | undefined>>,
): JsonObject {
  if (held['$ref'] === undefined || change['$ref'] !== undefined || held['value'] === merged['value']) return merged;
  const { $ref: _stale, ...rest } = merged;
  return rest;
}
