// remove on a multi-valued attribute, RFC 7644 §3.5.2.2. What is not there is removed already: never an error.
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/lang/json.ts';
import { foldCase } from '#shared/lang/fold-case.ts';
import { sameJson } from '#shared/lang/same-json.ts';
import type { BoundFilter } from '../filter/ast.ts';
import { evaluate } from '../filter/evaluate.ts';
import type { Attribute } from '../schema/attribute.ts';
import { readElements } from '../schema/read-value.ts';
import { findSubAttribute } from '../schema/registry.ts';

export interface ElementsRemoval {
  readonly attribute: Attribute;
  readonly subAttribute: Attribute | undefined;
  readonly filter: BoundFilter | undefined;
  /** Given with a path that has no filter: remove only these values. */
  readonly value: JsonValue | undefined;
}

type Elements = readonly JsonValue[];

/** The elements that stay; undefined when none do. */
export function removeElements(old: Elements, removal: ElementsRemoval, notes: string[]): Elements | undefined {
  const { attribute, subAttribute, filter, value } = removal;
  const kept: Elements =
    subAttribute !== undefined
      ? old
          .map((element) => (matches(element, filter) ? withoutSubAttribute(element, subAttribute.name) : element))
          .filter((element) => element !== undefined)
      : filter !== undefined
        ? old.filter((element) => !matches(element, filter))
        : value === undefined || value === null
          ? []
          : removeListed(old, readElements(attribute, value, attribute.name, notes) ?? [], attribute);
  return kept.length === 0 ? undefined : kept;
}

const matches = (element: JsonValue, filter: BoundFilter | undefined): element is JsonObject =>
  isJsonObject(element) && (filter === undefined || evaluate(filter, element));

/** The element without one sub-attribute; undefined when only its labels are left. */
export function withoutSubAttribute(element: JsonObject, name: string): JsonObject | undefined {
  if (element[name] === undefined) return element;
  const { [name]: _removed, ...rest } = element;
  return Object.keys(rest).every((left) => left === 'type' || left === 'primary') ? undefined : rest;
}

/** An element goes when some listed value agrees with it in everything the listed value says. */
const removeListed = (old: Elements, listed: Elements, attribute: Attribute): Elements =>
  old.filter((element) => !listed.some((wanted) => agrees(element, wanted, attribute)));

function agrees(element: JsonValue, wanted: JsonValue, attribute: Attribute): boolean {
  if (!isJsonObject(element) || !isJsonObject(wanted)) return sameText(element, wanted, attribute.caseExact);
  return Object.keys(wanted).every((name) =>
    sameText(element[name], wanted[name], findSubAttribute(attribute, name)?.caseExact ?? false),
  );
}

const sameText = (a: JsonValue | undefined, b: JsonValue | undefined, caseExact: boolean): boolean =>
  typeof a === 'string' && typeof b === 'string' && !caseExact ? foldCase(a) === foldCase(b) : sameJson(a, b);
