// Reads a filter's literal as the attribute's type and refuses operators the type has no order or text for: boolean and
// binary attributes have no order (RFC 7644 §3.4.2.2), and only text contains text.
import { assertNever } from '#shared/lang/assert-never.ts';
import type { AttributeType } from '#shared/scim/characteristics.ts';
import type { Deviations } from '../deviations.ts';
import { invalidFilter, type ScimError } from '../message/scim-error.ts';
import { shown } from '../message/shown.ts';
import type { Attribute } from '../schema/attribute.ts';
import { isXsdDateTime, normalizeDateTime } from '../schema/date-time.ts';
import type { CompareOperator, Literal } from './ast.ts';

const equality: readonly CompareOperator[] = ['eq', 'ne'];
const text: readonly CompareOperator[] = ['co', 'sw', 'ew'];
const order: readonly CompareOperator[] = ['gt', 'ge', 'lt', 'le'];

const operators: Readonly<Record<AttributeType, readonly CompareOperator[]>> = {
  string: [...equality, ...text, ...order],
  reference: [...equality, ...text, ...order],
  binary: [...equality, ...text],
  boolean: equality,
  integer: [...equality, ...order],
  decimal: [...equality, ...order],
  dateTime: [...equality, ...order],
  complex: [],
};

/** The literal to compare with; `name` is the attribute as written. Throws 400 invalidFilter. */
export function bindLiteral(
  attribute: Attribute,
  operator: CompareOperator,
  value: Exclude<Literal, null>,
  name: string,
  deviations: Deviations,
): Exclude<Literal, null> {
  const allowed = operators[attribute.type];
  if (!allowed.includes(operator)) {
    throw invalidFilter(
      `${name} is a ${attribute.type} and has no ${operator}; it knows ${allowed.join(', ')} and pr.`,
    );
  }
  switch (attribute.type) {
    case 'boolean':
      return bindBoolean(value, name, deviations);
    case 'integer':
    case 'decimal':
      return bindNumber(value, name, deviations);
    case 'dateTime':
      return bindDateTime(value, name, deviations);
    case 'string':
    case 'reference':
    case 'binary':
    case 'complex':
      return bindText(value, name, deviations);
    default:
      return assertNever(attribute.type, 'attribute type');
  }
}

// Quirk(entra): filters roles by `primary eq "True"`, test/protocol/rfc7644-3.4.2.2-filter.test.ts.
function bindBoolean(value: Exclude<Literal, null>, name: string, deviations: Deviations): boolean {
  if (typeof value === 'boolean') return value;
  const word = String(value).toLowerCase();
  if (word !== 'true' && word !== 'false') throw unfit(value, name, 'true or false');
  deviations.tolerate(`filter: boolean ${name} compared with text ${JSON.stringify(value)}, read as ${word}`, () =>
    unfit(value, name, 'true or false without quotes'),
  );
  return word === 'true';
}

function bindText(value: Exclude<Literal, null>, name: string, deviations: Deviations): string {
  if (typeof value !== 'string') {
    deviations.tolerate(`filter: text ${name} compared with ${String(value)}, read as text`, () =>
      unfit(value, name, 'text in double quotes'),
    );
  }
  return String(value);
}

function bindNumber(value: Exclude<Literal, null>, name: string, deviations: Deviations): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) throw unfit(value, name, 'a number');
  if (typeof value === 'string') {
    deviations.tolerate(`filter: number ${name} compared with text, read as ${number}`, () =>
      unfit(value, name, 'a number without quotes'),
    );
  }
  return number;
}

function bindDateTime(value: Exclude<Literal, null>, name: string, deviations: Deviations): string {
  const expected = 'a dateTime such as "2011-05-13T04:42:34Z"';
  const instant = typeof value === 'string' ? normalizeDateTime(value) : undefined;
  if (typeof value !== 'string' || instant === undefined) throw unfit(value, name, expected);
  if (!isXsdDateTime(value)) {
    deviations.tolerate(`filter: ${name} compared with ${shown(value)}, read as ${instant}`, () =>
      unfit(value, name, expected),
    );
  }
  return instant;
}

const unfit = (value: Literal, name: string, expected: string): ScimError =>
  invalidFilter(
    `${name} is compared with ${expected}, but ${shown(JSON.stringify(value))} was sent. Correct the value.`,
  );
