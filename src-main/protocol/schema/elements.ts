// The two rules about the values of one multi-valued attribute, RFC 7643 §2.4: the same (type, value) pair is there once,
// and `primary` is true at most once.
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/lang/json.ts';
import { sameJson } from '#shared/lang/same-json.ts';
import type { Deviations } from '../deviations.ts';
import { invalidValue } from '../message/scim-error.ts';
import { shown } from '../message/shown.ts';

/** What makes two values the same one: type and value, or without a `value` the whole content in any order. */
const elementKey = (element: JsonValue): string => {
  if (!isJsonObject(element)) return JSON.stringify(element);
  if (typeof element['value'] === 'string') return JSON.stringify([element['type'] ?? null, element['value']]);
  return JSON.stringify(element, Object.keys(element).toSorted());
};

/** The value with what another one with the same key says; itself when that is nothing new. */
export function mergeElement(held: JsonValue, added: JsonValue): JsonValue {
  if (!isJsonObject(held) || !isJsonObject(added)) return held;
  const merged = { ...held, ...added };
  return sameJson(merged, held) ? held : merged;
}

/** Merges values with equal (type, value); the later one's other sub-attributes win. Keeps the first one's place. */
export function collapseDuplicates(elements: readonly JsonValue[]): readonly JsonValue[] {
  const byKey = new Map<string, JsonValue>();
  for (const element of elements) {
    const key = elementKey(element);
    const first = byKey.get(key);
    byKey.set(key, first === undefined ? element : mergeElement(first, element));
  }
  return byKey.size === elements.length ? elements : [...byKey.values()];
}

const isPrimary = (element: JsonValue): element is JsonObject => isJsonObject(element) && element['primary'] === true;

/**
 * Leaves one primary value: the last one that was not primary in `before`, else the last one. The others become false, as
 * RFC 7644 §3.5.2 asks for a PATCH that sets a new one.
 */
export function settlePrimary(
  elements: readonly JsonValue[],
  before: readonly JsonValue[],
  path: string,
  deviations: Deviations,
): readonly JsonValue[] {
  const primaries = elements.filter(isPrimary);
  if (primaries.length < 2) return elements;
  const held = new Set(before.filter(isPrimary).map(elementKey));
  const set = primaries.filter((element) => !before.includes(element) && !held.has(elementKey(element)));
  const winner = (set.length > 0 ? set : primaries).at(-1);
  if (set.length > 1) {
    deviations.tolerate(`${path}: ${set.length} values sent as primary, the last one kept`, () =>
      invalidValue(
        `${shown(path)} has ${set.length} values with primary true, and one is allowed. Send primary true in one of them only.`,
        { path },
      ),
    );
  }
  return elements.map((element) =>
    element !== winner && isPrimary(element) ? { ...element, primary: false } : element,
  );
}
