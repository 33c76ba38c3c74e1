// remove on a multi-valued attribute, RFC 7644 §3.5.2.2. What is not there is removed already: never an error.
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/lang/json.ts';
import { foldCase } from '#shared/lang/fold-case.ts';
import type { Deviations } from '../deviations.ts';
import type { BoundFilter } from '../filter/ast.ts';
import { evaluate } from '../filter/evaluate.ts';
import { invalidValue, type ScimError } from '../message/scim-error.ts';
import { shown } from '../message/shown.ts';
import type { Attribute } from '../schema/attribute.ts';
import { collapseDuplicates } from '../schema/elements.ts';
import { immutable } from '../schema/immutable.ts';
import { readElements } from '../schema/read-value.ts';
import { findSubAttribute } from '../schema/registry.ts';

/** What one `remove` aims at. */
export interface ElementsRemoval {
  readonly attribute: Attribute;
  readonly subAttribute: Attribute | undefined;
  readonly filter: BoundFilter | undefined;
  /** Given with a path that has no filter: remove only these values. */
  readonly value: JsonValue | undefined;
}

type Elements = readonly JsonValue[];

/** The elements that stay; undefined when none do. */
export function removeElements(old: Elements, removal: ElementsRemoval, deviations: Deviations): Elements | undefined {
  const { attribute, subAttribute, filter, value } = removal;
  const kept: Elements =
    subAttribute !== undefined
      ? old
          .map((element) =>
            matches(element, filter)
              ? withoutSubAttribute(element, subAttribute, `${attribute.name}.${subAttribute.name}`)
              : element,
          )
          .filter((element) => element !== undefined)
      : filter !== undefined
        ? old.filter((element) => !matches(element, filter))
        : value === undefined || value === null
          ? []
          : removeListed(old, readListed(attribute, value, deviations), attribute);
  if (kept.length === 0) return undefined;
  // Without their types two values may be the same one.
  return subAttribute === undefined ? kept : collapseDuplicates(kept);
}

/** RFC 7644 §3.5.2.2 knows no value for remove: to the letter all values would go. */
function readListed(attribute: Attribute, value: JsonValue, deviations: Deviations): Elements {
  const { name } = attribute;
  deviations.tolerate(`${name}: remove sent with a value, only what it lists is removed`, () =>
    valueWithRemove(name, attribute.type === 'complex' ? `${name}[value eq "…"]` : name),
  );
  return readElements(attribute, value, name, deviations) ?? [];
}

/** 400 invalidValue: nothing is removed, because more would go than the client meant. */
export const valueWithRemove = (name: string, instead: string): ScimError =>
  invalidValue(
    `remove has no value (RFC 7644 §3.5.2.2), but ${shown(name)} was sent with one. Name what to remove in the path: ${instead}.`,
    { path: name },
  );

const matches = (element: JsonValue, filter: BoundFilter | undefined): element is JsonObject =>
  isJsonObject(element) && (filter === undefined || evaluate(filter, element));

/** The element without one sub-attribute; undefined when only its labels are left. Throws 400 mutability. */
export function withoutSubAttribute(element: JsonObject, sub: Attribute, path: string): JsonObject | undefined {
  const { name } = sub;
  if (element[name] === undefined) return element;
  if (sub.mutability === 'immutable') throw immutable(path);
  const { [name]: _removed, ...rest } = element;
  return Object.keys(rest).every((left) => left === 'type' || left === 'primary') ? undefined : rest;
}

/**
 * An element goes when some listed value agrees with it in everything the listed value says. Listed values that say the
 * same things are looked up together, so that long lists do not cost the product of their lengths.
 */
function removeListed(old: Elements, listed: Elements, attribute: Attribute): Elements {
  const groups = new Map<string, { readonly names: readonly string[]; readonly keys: Set<string> }>();
  for (const wanted of listed) {
    const names = isJsonObject(wanted) ? Object.keys(wanted).toSorted() : [];
    const signature = names.join();
    const group = groups.get(signature) ?? { names, keys: new Set() };
    groups.set(signature, group);
    group.keys.add(comparable(wanted, names, attribute));
  }
  return old.filter(
    (element) => ![...groups.values()].some(({ names, keys }) => keys.has(comparable(element, names, attribute))),
  );
}

/** What of an element is compared, as text. */
function comparable(element: JsonValue, names: readonly string[], attribute: Attribute): string {
  if (!isJsonObject(element)) return JSON.stringify(folded(element, attribute));
  return JSON.stringify(names.map((name) => folded(element[name], findSubAttribute(attribute, name))));
}

const folded = (value: JsonValue | undefined, attribute: Attribute | undefined): JsonValue | undefined =>
  typeof value === 'string' && attribute?.caseExact !== true ? foldCase(value) : value;
