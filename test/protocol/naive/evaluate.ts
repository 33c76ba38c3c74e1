// What a filter means, once more: RFC 7644 §3.4.2.2 and RFC 7643 §2.2–2.5 read aloud, to check the engine by. It shares
// no code with it, binds nothing and looks everything up each time. Where the RFC is silent it says what Rollcall decided.
import { assertNever } from '#shared/lang/assert-never.ts';
import type { Filter, Literal } from '#main/protocol/filter/ast.ts';
import type { Attribute, ResourceType } from '#main/protocol/schema/attribute.ts';

type Json = unknown;
type Path = Extract<Filter, { kind: 'present' }>['path'];

/** Where names are looked up: a resource, or inside brackets one value of a multi-valued attribute. */
interface Scope {
  readonly core: readonly Attribute[];
  readonly holder: Json;
  readonly extensions: readonly { readonly uri: string; readonly attributes: readonly Attribute[] }[];
  readonly coreUri?: string;
}

interface Found {
  readonly attribute: Attribute;
  readonly isWholeList: boolean;
  readonly values: readonly Json[];
}

/** Whether the resource fulfils the filter; `common` are id, externalId, meta and schemas. */
export const naiveEvaluate = (
  filter: Filter,
  resource: Json,
  type: ResourceType,
  common: readonly Attribute[],
): boolean =>
  decide(filter, {
    core: [...common, ...type.schema.attributes],
    coreUri: type.schema.id,
    holder: resource,
    extensions: type.extensions.map(({ schema }) => ({ uri: schema.id, attributes: schema.attributes })),
  });

/** The same for one value of a multi-valued attribute: the names are its sub-attributes. */
export const naiveMatches = (filter: Filter, element: Json, attribute: Attribute): boolean =>
  decide(filter, { core: attribute.subAttributes ?? [], holder: element, extensions: [] });

function decide(filter: Filter, scope: Scope): boolean {
  switch (filter.kind) {
    case 'and':
      return decide(filter.left, scope) && decide(filter.right, scope);
    case 'or':
      return decide(filter.left, scope) || decide(filter.right, scope);
    case 'not':
      return !decide(filter.operand, scope);
    case 'valuePath': {
      const { attribute, values } = lookUp(filter.path, scope);
      return values.some((element) => naiveMatches(filter.filter, element, attribute));
    }
    case 'present':
      return isPresent(lookUp(filter.path, scope));
    case 'compare':
      return compareAny(lookUp(filter.path, scope), filter.operator, filter.value);
    default:
      return assertNever(filter, 'filter');
  }
}

function compareAny(found: Found, operator: string, literal: Literal): boolean {
  // "null" and no value are the same (RFC 7643 §2.5): eq null is "has none", ne null is "has some".
  if (literal === null) return operator === 'eq' ? !isPresent(found) : isPresent(found);
  // Decided: without a value nothing is equal, so that only ne holds.
  if (found.values.length === 0) return operator === 'ne';
  // "If the attribute has multiple values, the filter matches if any of them does"; ne is no exception.
  return found.values.some((stored) => compareOne(found.attribute, stored, operator, literal));
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
const member = (holder: Json, name: string): Json =>
  typeof holder === 'object' && holder !== null ? (holder as Record<string, Json>)[name] : undefined;
const listed = (value: Json): readonly Json[] => {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value.filter((element) => element !== null) : [value];
};

function lookUp(path: Path, { core, holder, extensions, coreUri }: Scope): Found {
  const named = (attributes: readonly Attribute[]) => attributes.find(({ name }) => same(name, path.attribute));
  const extension = extensions.find(({ uri, attributes }) =>
    path.schema === undefined ? named(core) === undefined && named(attributes) : same(uri, path.schema),
  );
  const inCore = path.schema === undefined || (coreUri !== undefined && same(coreUri, path.schema));
  const attribute = extension === undefined ? (inCore ? named(core) : undefined) : named(extension.attributes);
  if (attribute === undefined)
    throw new Error(`The naive evaluator is asked for an attribute the type lacks: ${path.attribute}`);
  const values = listed(member(extension === undefined ? holder : member(holder, extension.uri), attribute.name));
  if (path.subAttribute === undefined) return { attribute, values, isWholeList: attribute.multiValued };
  const wanted = path.subAttribute;
  const sub = (attribute.subAttributes ?? []).find(({ name }) => same(name, wanted));
  if (sub === undefined) throw new Error(`The naive evaluator is asked for a sub-attribute the type lacks: ${wanted}`);
  return { attribute: sub, values: values.flatMap((value) => listed(member(value, sub.name))), isWholeList: false };
}

/** "has a non-empty or non-null value, or … contains a non-empty node for complex attributes" */
const isPresent = ({ values, isWholeList }: Found): boolean =>
  // Decided: a multi-valued attribute with a value has a value, whatever it is.
  isWholeList ? values.length > 0 : values.some(isNonEmpty);

const isNonEmpty = (value: Json): boolean => {
  if (value === null || value === undefined || value === '') return false;
  if (typeof value !== 'object') return true;
  return Array.isArray(value) ? value.length > 0 : Object.values(value).some(isNonEmpty);
};

function compareOne(attribute: Attribute, stored: Json, operator: string, literal: Exclude<Literal, null>): boolean {
  if (attribute.type === 'boolean') return (stored === literal) === (operator === 'eq');
  if (attribute.type === 'integer' || attribute.type === 'decimal') {
    return inOrder(Math.sign((stored as number) - (literal as number)), operator);
  }
  if (attribute.type === 'dateTime') {
    return inOrder(Math.sign(instant(stored as string) - instant(literal as string)), operator);
  }
  const a = attribute.caseExact ? (stored as string) : insensitive(stored as string);
  const b = attribute.caseExact ? (literal as string) : insensitive(literal as string);
  if (operator === 'co') return a.split(b).length > 1 || b === '';
  if (operator === 'sw') return a.slice(0, b.length) === b;
  if (operator === 'ew') return a.length >= b.length && a.slice(a.length - b.length) === b;
  return inOrder(lexicographical(a, b), operator);
}

const inOrder = (sign: number, operator: string): boolean =>
  ({ eq: sign === 0, ne: sign !== 0, gt: sign > 0, ge: sign >= 0, lt: sign < 0, le: sign <= 0 })[operator] === true;

/**
 * RFC 7644 §5 leads to PRECIS (RFC 8265 §3.3): compatibility forms are one, letters are mapped to lower case, each by
 * itself. Decided: final and other small sigma are one letter, as they are in capitals.
 */
const insensitive = (text: string): string =>
  Array.from(text.normalize('NFKC'), (letter) => (letter === 'ς' ? 'σ' : letter.toLowerCase())).join('');

/** By Unicode code point. */
function lexicographical(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)].map((text) => text.map((letter) => letter.codePointAt(0) ?? 0));
  for (let index = 0; index < Math.max(left!.length, right!.length); index += 1) {
    const difference = (left![index] ?? -1) - (right![index] ?? -1);
    if (difference !== 0) return Math.sign(difference);
  }
  return 0;
}

/** Milliseconds of an xsd:dateTime (RFC 7643 §2.3.5); a date is its midnight, no zone is UTC. */
function instant(text: string): number {
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] =
    /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)?)?$/.exec(text) ?? [];
  if (year === undefined) throw new Error(`The naive evaluator cannot read the dateTime ${text}`);
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  const [zoneHours = 0, zoneMinutes = 0] = zone === 'Z' ? [] : zone.slice(1).split(':').map(Number);
  const offset = (zone.startsWith('-') ? -1 : 1) * (zoneHours * 60 + zoneMinutes);
  const milliseconds = Number(fraction.padEnd(3, '0').slice(0, 3));
  return date.getTime() + ((Number(hour) * 60 + Number(minute) - offset) * 60 + Number(second)) * 1000 + milliseconds;
}
