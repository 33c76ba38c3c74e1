// What a PATCH does, once more: RFC 7644 §3.5.2 read aloud on plain JSON that is changed in place, to check the engine by.
// It takes operations as they are meant (a schema's attribute, a filter tree), not as text, and shares no code with the
// engine. "Decided" marks what the RFC leaves open or Rollcall reads otherwise for real clients.
import { isDeepStrictEqual } from 'node:util';
import type { Filter, Literal } from '#main/protocol/filter/ast.ts';
import type { Attribute, ResourceType } from '#main/protocol/schema/attribute.ts';
import { naiveMatches } from './evaluate.ts';

type Json = unknown;
type Thing = Record<string, Json>;

export interface PatchTarget {
  /** The extension that has the attribute; absent for the core schema. */
  readonly extension?: string;
  readonly attribute: Attribute;
  readonly filter?: Filter;
  readonly subAttribute?: Attribute;
}

/** One operation; without a target its value is an object of attributes. */
export interface PatchStep {
  readonly op: 'add' | 'remove' | 'replace';
  readonly target?: PatchTarget;
  readonly value?: Json;
}

/** Why nothing was done at all. */
export class NaiveRefusal extends Error {
  readonly scimType: 'noTarget' | 'mutability';

  constructor(scimType: 'noTarget' | 'mutability') {
    super(scimType);
    this.scimType = scimType;
  }
}

/** The RFC does not say what comes of it: several values were made the primary one at once. */
export class NoMeaning extends Error {}

/** The resource after the operations; throws NaiveRefusal when one of them cannot be done. */
export function naivePatch(before: Json, steps: readonly PatchStep[], type: ResourceType): Json {
  const doc = structuredClone(before) as Thing;
  for (const { op, target, value } of steps) {
    if (target !== undefined) applyOne(doc, op, target, value);
    else for (const [found, part] of membersOf(value as Thing, type)) applyOne(doc, op, found, part);
  }
  checkWhole(before as Thing, doc, type);
  const extensions = Object.keys(doc).filter((name) => name.includes(':'));
  return { ...doc, schemas: [type.schema.id, ...extensions] };
}

/** "If omitted, the target location is the resource itself, and value contains a set of attributes." */
const membersOf = (value: Thing, type: ResourceType): readonly (readonly [PatchTarget, Json])[] =>
  Object.entries(value).flatMap(([name, part]) => {
    const extension = type.extensions.find(({ schema }) => schema.id === name);
    if (extension === undefined) return [[{ attribute: named(type.schema.attributes, name) }, part] as const];
    return Object.entries(part as Thing).map(
      ([inner, own]) => [{ extension: name, attribute: named(extension.schema.attributes, inner) }, own] as const,
    );
  });

const named = (attributes: readonly Attribute[], wanted: string): Attribute => {
  const found = attributes.find(({ name }) => name === wanted);
  if (found === undefined) throw new Error(`The naive PATCH is asked for an attribute the type lacks: ${wanted}`);
  return found;
};

function applyOne(doc: Thing, op: PatchStep['op'], target: PatchTarget, value: Json): void {
  if (target.attribute.mutability === 'readOnly') throw new NaiveRefusal('mutability');
  const { extension, attribute } = target;
  const holder = extension === undefined ? doc : ((doc[extension] ??= {}) as Thing);
  // "null" is no value (RFC 7643 §2.5): to replace by it is to remove.
  if (op === 'remove' || value === null || isEmptyList(value)) {
    if (op !== 'add') remove(holder, target);
  } else if (attribute.multiValued) writeValues(holder, op, target, structuredClone(value));
  else if (attribute.type === 'complex') {
    const { subAttribute } = target;
    const sent = structuredClone(subAttribute === undefined ? value : { [subAttribute.name]: value }) as Thing;
    const { $ref, ...held } = (holder[attribute.name] ?? {}) as Thing;
    // Decided: a reference goes with the value it was sent with.
    const stays = $ref !== undefined && (sent['value'] === undefined || sent['value'] === held['value']);
    // "a set of sub-attributes … that replaces any existing values or adds where an attribute did not exist"
    holder[attribute.name] = { ...held, ...(stays ? { $ref } : {}), ...sent };
  } else holder[attribute.name] = structuredClone(value);
  if (extension !== undefined && Object.keys(holder).length === 0) delete doc[extension];
}

const isEmptyList = (value: Json): boolean => Array.isArray(value) && value.length === 0;

/** §3.5.2.2. What is not there is removed already. */
function remove(holder: Thing, { attribute, filter, subAttribute }: PatchTarget): void {
  const { name } = attribute;
  const held = holder[name];
  if (held === undefined) return;
  if (!attribute.multiValued) {
    // Decided: what has a `value` is nothing without it. "if no sub-attributes remain … considered unassigned"
    const goesWhole =
      subAttribute === undefined ||
      subAttribute.name === 'value' ||
      Object.keys(held as Thing).every((part) => part === subAttribute.name);
    if (goesWhole) delete holder[name];
    else delete (held as Thing)[subAttribute.name];
    return;
  }
  const values = (held as Json[]).filter((element) => {
    if (filter !== undefined && !naiveMatches(filter, element, attribute)) return true;
    if (subAttribute === undefined || !Object.hasOwn(element as Thing, subAttribute.name))
      return subAttribute !== undefined;
    delete (element as Thing)[subAttribute.name];
    // Decided: a value of which only the labels are left says nothing.
    return Object.keys(element as Thing).some((part) => part !== 'type' && part !== 'primary');
  });
  settle(holder, name, values, new Set(values));
}

/** §3.5.2.1 and §3.5.2.3 for an attribute with several values. */
function writeValues(holder: Thing, op: 'add' | 'replace', target: PatchTarget, value: Json): void {
  const { attribute, filter, subAttribute } = target;
  const held = (holder[attribute.name] ?? []) as Json[];
  const wasPrimary = new Set(held.filter(isPrimary));
  const selected = held.filter((element) => filter === undefined || naiveMatches(filter, element, attribute));
  const makesPrimary =
    subAttribute?.name === 'primary' ? value === true : subAttribute === undefined && isPrimary(value);
  if (filter !== undefined || subAttribute !== undefined) {
    if (makesPrimary && selected.length > 1) throw new NoMeaning();
  }
  let values = [...held];
  if (filter === undefined && subAttribute === undefined) {
    const sent = Array.isArray(value) ? (value as Json[]) : [value];
    // "the values to be added are appended"; "the attribute and all values are replaced"
    values = op === 'add' ? [...held, ...sent] : sent;
  } else if (selected.length === 0) {
    // Decided: §3.5.2.3 says noTarget; Entra expects the value its filter describes, so that is made when it can be.
    const described = filter === undefined ? {} : describedBy(filter, attribute);
    if (described === undefined) throw new NaiveRefusal('noTarget');
    const made = subAttribute === undefined ? (value as Thing) : { [subAttribute.name]: value };
    values.push({ ...described, ...made });
  } else if (subAttribute !== undefined) {
    for (const element of selected) (element as Thing)[subAttribute.name] = value;
  } else if (op === 'add') {
    for (const element of selected) Object.assign(element as Thing, value);
  } else {
    // "all matching record values SHALL be replaced". Decided: they keep what the filter says of them.
    const described = filter === undefined ? undefined : describedBy(filter, attribute);
    const replacement = { ...described, ...(value as Thing) };
    values = values.flatMap((element) =>
      element === selected[0] ? [replacement] : selected.includes(element) ? [] : [element],
    );
  }
  settle(holder, attribute.name, values, wasPrimary);
}

/** What a value must say to fulfil a filter of nothing but eq and and. */
function describedBy(filter: Filter, attribute: Attribute): Thing | undefined {
  if (filter.kind === 'compare' && filter.operator === 'eq' && filter.value !== null) {
    const { name, type } = named(attribute.subAttributes ?? [], filter.path.attribute);
    return { [name]: type === 'dateTime' ? utc(filter.value) : filter.value };
  }
  if (filter.kind !== 'and') return undefined;
  const [left, right] = [describedBy(filter.left, attribute), describedBy(filter.right, attribute)];
  return left === undefined || right === undefined ? undefined : { ...left, ...right };
}

/** Decided: the instant, not its spelling. */
const utc = (literal: Literal): string => new Date(String(literal)).toISOString();

const isPrimary = (element: Json): boolean => (element as Thing)['primary'] === true;

/**
 * RFC 7643 §2.4: the same (type, value) is there once, and `primary` true at most once. "the server SHALL set the value
 * of the existing attribute to false if the new value is true"
 */
function settle(holder: Thing, name: string, values: readonly Json[], wasPrimary: Set<Json>): void {
  const kept: Json[] = [];
  for (const element of values) {
    const first = kept.find((other) => areSame(other, element));
    if (first === undefined) kept.push(element);
    else if (typeof first === 'object') {
      if (wasPrimary.has(element)) wasPrimary.add(first);
      Object.assign(first as Thing, element);
    }
  }
  const primaries = kept.filter(isPrimary);
  const winner = primaries.findLast((element) => !wasPrimary.has(element)) ?? primaries.at(-1);
  for (const element of primaries) if (element !== winner) (element as Thing)['primary'] = false;
  if (kept.length === 0) delete holder[name];
  else holder[name] = kept;
}

/** Decided: without a text for its value a value is the same as another when it says the same. */
const areSame = (a: Json, b: Json): boolean => {
  const [left, right] = [a as Thing, b as Thing];
  return typeof left['value'] === 'string' && typeof right['value'] === 'string'
    ? left['value'] === right['value'] && left['type'] === right['type']
    : isDeepStrictEqual(a, b);
};

/** "required" may not be removed; "immutable" is set once (RFC 7643 §2.2). */
function checkWhole(before: Thing, after: Thing, type: ResourceType): void {
  for (const { name, required, mutability } of type.schema.attributes) {
    if (required && before[name] !== undefined && after[name] === undefined) throw new NaiveRefusal('mutability');
    if (mutability === 'immutable' && before[name] !== undefined && !isDeepStrictEqual(before[name], after[name])) {
      throw new NaiveRefusal('mutability');
    }
  }
}
