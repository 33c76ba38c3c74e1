// Whether an answer holds what a step expects, and if not, where: an object holds at least the members that are named, a
// list exactly as many elements, and a matcher (one of the $-names below, alone in its object) says something looser.
import type { JsonObject, JsonValue } from '#shared/lang/json.ts';

type Matcher = (expected: JsonValue, actual: JsonValue | undefined, path: string) => readonly string[];

const shown = (value: JsonValue | undefined): string => {
  const text = value === undefined ? 'absent' : JSON.stringify(value);
  return text.length > 300 ? `${text.slice(0, 300)}… (${text.length} characters)` : text;
};

/** An argument of a matcher as text. */
const plain = (value: JsonValue): string => (typeof value === 'string' ? value : JSON.stringify(value));

const isEmpty = (value: JsonValue | undefined): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (typeof value === 'object' && Object.values(value as JsonObject).every(isEmpty));

const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

const types: Readonly<Record<string, (value: JsonValue | undefined) => boolean>> = {
  string: (value) => typeof value === 'string' && value !== '',
  boolean: (value) => typeof value === 'boolean',
  integer: (value) => Number.isInteger(value),
  array: (value) => Array.isArray(value),
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  dateTime: (value) => typeof value === 'string' && dateTime.test(value),
};

const unless = (holding: boolean, mismatch: () => string): readonly string[] => (holding ? [] : [mismatch()]);
const elementsOf = (value: JsonValue | undefined): readonly JsonValue[] => (Array.isArray(value) ? value : []);
const listOf = (value: JsonValue): readonly JsonValue[] => (Array.isArray(value) ? value : [value]);

const matchers: Readonly<Record<string, Matcher>> = {
  $match: (pattern, actual, path) =>
    unless(typeof actual === 'string' && new RegExp(plain(pattern), 'u').test(actual), () => {
      return `${path} is ${shown(actual)}, expected text like /${plain(pattern)}/`;
    }),
  $type: (type, actual, path) =>
    unless(types[plain(type)]?.(actual) ?? false, () => `${path} is ${shown(actual)}, expected ${plain(type)}`),
  $oneOf: (choices, actual, path) =>
    unless(
      listOf(choices).some((choice) => holds(choice, actual, path).length === 0),
      () => `${path} is ${shown(actual)}, expected one of ${shown(choices)}`,
    ),
  $some: (wanted, actual, path) =>
    listOf(wanted).flatMap((one) =>
      unless(
        elementsOf(actual).some((element) => holds(one, element, path).length === 0),
        () => `${path} is ${shown(actual)}, expected an element like ${shown(one)}`,
      ),
    ),
  $none: (unwanted, actual, path) =>
    listOf(unwanted).flatMap((one) =>
      unless(
        elementsOf(actual).every((element) => holds(one, element, path).length > 0),
        () => `${path} is ${shown(actual)}, expected no element like ${shown(one)}`,
      ),
    ),
  $every: (wanted, actual, path) =>
    elementsOf(actual).flatMap((element, index) => holds(wanted, element, `${path}/${index}`)),
  $count: (count, actual, path) =>
    unless(elementsOf(actual).length === count, () => {
      return `${path} has ${elementsOf(actual).length} elements, expected ${plain(count)}`;
    }),
  $atLeast: (least, actual, path) =>
    unless(
      Number(Array.isArray(actual) ? actual.length : actual) >= Number(least),
      () => `${path} is ${shown(actual)}, expected at least ${plain(least)}`,
    ),
  $empty: (_, actual, path) =>
    unless(isEmpty(actual), () => `${path} is ${shown(actual)}, expected absent, null or empty`),
  $optional: (wanted, actual, path) => (actual === undefined ? [] : holds(wanted, actual, path)),
  $not: (unwanted, actual, path) =>
    unless(
      holds(unwanted, actual, path).length > 0,
      () => `${path} is ${shown(actual)}, expected anything but ${shown(unwanted)}`,
    ),
  $all: (wanted, actual, path) => listOf(wanted).flatMap((one) => holds(one, actual, path)),
};

const isMatcher = (value: JsonObject): boolean => {
  const names = Object.keys(value);
  return names.length > 0 && names.every((name) => Object.hasOwn(matchers, name));
};

/** What does not hold, in words that name the place; nothing when everything does. */
export function holds(expected: JsonValue | undefined, actual: JsonValue | undefined, path = ''): readonly string[] {
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) {
      return [`${path} is ${shown(actual)}, expected ${shown(expected)}`];
    }
    return expected.flatMap((element, index) => holds(element, actual[index], `${path}/${index}`));
  }
  if (typeof expected !== 'object' || expected === null) {
    return unless(actual === expected, () => `${path} is ${shown(actual)}, expected ${shown(expected)}`);
  }
  const object = expected as JsonObject;
  if (isMatcher(object)) {
    return Object.entries(object).flatMap(([name, argument]) => matchers[name]?.(argument ?? null, actual, path) ?? []);
  }
  if (!types['object']?.(actual)) return [`${path} is ${shown(actual)}, expected ${shown(expected)}`];
  return Object.entries(object).flatMap(([name, inner]) =>
    holds(inner, (actual as JsonObject)[name], path === '' ? name : `${path}/${name}`),
  );
}
