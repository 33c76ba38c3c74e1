// The words of a refused value: which attribute, what was sent, what it expects.
import { assertNever } from '#shared/lang/assert-never.ts';
import { isJsonObject, type JsonValue } from '#shared/lang/json.ts';
import { invalidValue, type ScimError } from '../message/scim-error.ts';
import { shown } from '../message/shown.ts';
import { isKept, type Attribute } from './attribute.ts';

/** Names a value for an error text, shortened. */
export function describe(value: JsonValue | undefined): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (typeof value === 'string') return `the text ${JSON.stringify(shown(value, 50))}`;
  if (typeof value === 'number') return `the number ${value}`;
  if (typeof value === 'boolean') return `the boolean ${value}`;
  if (isJsonObject(value)) return `an object with ${shown(Object.keys(value).slice(0, 5).join(', ')) || 'no members'}`;
  return `an array of ${value.length} ${value.length === 1 ? 'value' : 'values'}`;
}

/** What was sent; the value of a password, and of anything else that is never returned, is not named. */
export const sent = (attribute: Attribute, value: JsonValue): string => {
  if (isKept(attribute)) return describe(value);
  if (Array.isArray(value)) return 'an array';
  return isJsonObject(value) ? 'an object' : `a ${typeof value}`;
};

/** What a single value of the attribute looks like. */
export function expectation(attribute: Attribute): string {
  switch (attribute.type) {
    case 'boolean':
      return 'true or false';
    case 'integer':
      return 'a whole number';
    case 'decimal':
      return 'a number';
    case 'dateTime':
      return 'a dateTime such as "2011-05-13T04:42:34Z"';
    case 'complex':
      return `an object with ${shown((attribute.subAttributes ?? []).map(({ name }) => name).join(', '), 100)}`;
    case 'reference':
      return 'a URI';
    case 'binary':
      return 'base64 text';
    case 'string':
      return 'a string';
    default:
      return assertNever(attribute.type, 'attribute type');
  }
}

/** 400 invalidValue: `active expects true or false, but the text "yes" was sent.` */
export const mismatch = (attribute: Attribute, value: JsonValue, path: string): ScimError =>
  invalidValue(`${shown(path)} expects ${expectation(attribute)}, but ${sent(attribute, value)} was sent.`, { path });

/** 400 invalidValue for several values where one fits. */
export const tooManyValues = (attribute: Attribute, value: JsonValue, path: string): ScimError =>
  invalidValue(`${shown(path)} takes one value, ${expectation(attribute)}, but ${sent(attribute, value)} was sent.`, {
    path,
  });

/** 400 invalidValue for one value where an array is expected. */
export const noArray = (attribute: Attribute, value: JsonValue, path: string): ScimError =>
  invalidValue(
    `${shown(path)} expects an array, each value ${expectation(attribute)}, but ${sent(attribute, value)} was sent. Put it in [ ].`,
    { path },
  );
