// Filters of every production of RFC 7644's grammar (§3.4.2.2, figure 1), whether a schema has their names or not; and
// the many ways one and the same filter can be written.
import * as fc from 'fast-check';
import { assertNever } from '#shared/lang/assert-never.ts';
import type { AttributePath, CompareOperator, Filter, Literal } from '#main/protocol/filter/ast.ts';
import { treeOf } from './typed-filters.ts';

/** ATTRNAME = ALPHA *(nameChar); operators and keywords are names too where a name stands. */
const attributeName = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom('userName', 'emails', 'value', 'type', 'Manager', 'x-1', 'a_b', 'not1', 'orange'),
  },
  { weight: 1, arbitrary: fc.constantFrom('pr', 'eq', 'co', 'true', 'null', 'urn') },
  {
    weight: 2,
    arbitrary: fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,11}$/).filter((name) => !/^(?:and|or|not)$/i.test(name)),
  },
);
/** RFC 7643 §2.4 has one name that begins otherwise. */
const name = fc.oneof({ weight: 12, arbitrary: attributeName }, { weight: 1, arbitrary: fc.constant('$ref') });

const schema = fc.oneof(
  fc.constantFrom(
    'urn:ietf:params:scim:schemas:core:2.0:User',
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
    'urn:x:2.0:Ünïcode',
    'https://example.com/scim/v1.1?x=1&y=é',
  ),
  fc.stringMatching(/^urn:[a-z0-9-]{1,8}(?::[A-Za-z0-9._~!$&'*+;=%@-]{1,8}){1,4}$/),
);

/** attrPath = [URI ":"] ATTRNAME *1subAttr */
export const attributePath: fc.Arbitrary<AttributePath> = fc.record(
  { schema, attribute: name, subAttribute: name },
  { requiredKeys: ['attribute'], noNullPrototype: true },
);

export const compareOperator = fc.constantFrom<CompareOperator>('eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le');

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
  fc.constantFrom(
    '',
    '"',
    '\\',
    '\\"',
    '\n\t\r\b\f',
    '\u001f',
    '\u2028',
    '(a) and [b]',
    'true',
    '5',
    '\u{1F468}\u200D\u{1F469}',
  ),
);

/** compValue = false / null / true / number / string */
export const literal: fc.Arbitrary<Literal> = fc.oneof(
  // U+0000 and half surrogates are refused: see filter/lexer.ts.
  text.filter((value) => !value.includes('\u0000') && value.isWellFormed()),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0)),
  fc.boolean(),
  fc.constant(null),
);

const leaf: fc.Arbitrary<Filter> = fc.oneof(
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('present' as const), path: attributePath }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('compare' as const),
      path: attributePath,
      operator: compareOperator,
      value: literal,
    }),
  },
);

/** valFilter = attrExp / logExp / *1"not" "(" valFilter ")" */
export const valueFilter: fc.Arbitrary<Filter> = treeOf(leaf, 3);

const valuePath: fc.Arbitrary<Filter> = fc.record({
  kind: fc.constant('valuePath' as const),
  path: attributePath,
  filter: valueFilter,
});

/** FILTER = attrExp / logExp / valuePath / *1"not" "(" FILTER ")" */
export const filter: fc.Arbitrary<Filter> = treeOf(
  fc.oneof({ weight: 4, arbitrary: leaf }, { weight: 1, arbitrary: valuePath }),
  5,
);

/** Chooses among the spellings of a filter: `pick(3)` is 0, 1 or 2. */
export type Pick = (of: number) => number;

/** Choices that repeat when they run out, as one value that can be printed with a failure. */
export const picks: fc.Arbitrary<readonly number[]> = fc.array(fc.nat(1000), { minLength: 1, maxLength: 24 });

export const picker = (choices: readonly number[]): Pick => {
  let next = 0;
  return (of) => (choices[next++ % choices.length] as number) % of;
};

const path = ({ schema: uri, attribute, subAttribute }: AttributePath): string =>
  [uri === undefined ? '' : `${uri}:`, attribute, subAttribute === undefined ? '' : `.${subAttribute}`].join('');
const binds = (kind: Filter['kind']): number => (kind === 'or' ? 1 : kind === 'and' ? 2 : 3);
const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** The filter in another spelling: parentheses that change nothing, spaces, case of words, escapes in text. */
export function spell(tree: Filter, pick: Pick): string {
  const gap = (): string => [' ', ' ', '  ', '\t', ' \n '][pick(5)] as string;
  const maybe = (): string => ['', '', ' '][pick(3)] as string;
  const word = (plain: string): string =>
    [plain, plain, plain.toUpperCase(), plain[0]!.toUpperCase() + plain.slice(1)][pick(4)] as string;
  const spelled = (node: Filter): string => {
    switch (node.kind) {
      case 'present':
        return `${path(node.path)}${gap()}${word('pr')}`;
      case 'compare':
        return `${path(node.path)}${gap()}${word(node.operator)}${gap()}${spellLiteral(node.value, pick)}`;
      case 'valuePath':
        return `${path(node.path)}[${maybe()}${wrapped(node.filter)}${maybe()}]`;
      case 'not':
        return `${word('not')}${maybe()}(${maybe()}${wrapped(node.operand)}${maybe()})`;
      case 'and':
      case 'or':
        return `${operand(node.left, node, 'left')}${gap()}${word(node.kind)}${gap()}${operand(node.right, node, 'right')}`;
      default:
        return assertNever(node, 'filter');
    }
  };
  const parenthesised = (node: Filter): string => `(${maybe()}${spelled(node)}${maybe()})`;
  const wrapped = (node: Filter): string => (pick(6) === 0 ? parenthesised(node) : spelled(node));
  /** Left-associative, "and" before "or": every other grouping needs its parentheses. */
  const operand = (node: Filter, parent: Filter, side: 'left' | 'right'): string => {
    const weaker = binds(node.kind) < binds(parent.kind);
    const needed = weaker || (side === 'right' && node.kind === parent.kind);
    return needed ? parenthesised(node) : wrapped(node);
  };
  return `${maybe()}${wrapped(tree)}${maybe()}`;
}

/** Any letter of a JSON string may be written as an escape (RFC 7159 §7). */
function spellLiteral(value: Literal, pick: Pick): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  const letters = Array.from(value, (letter) => {
    const plain = JSON.stringify(letter).slice(1, -1);
    if (pick(8) !== 0) return plain;
    return letter === '/' ? '\\/' : letter.split('').map(escaped).join('');
  });
  return `"${letters.join('')}"`;
}
