// What holds for every filter and every text.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CompareOperator, Filter } from '#main/protocol/filter/ast.ts';
import { bindFilter } from '#main/protocol/filter/bind.ts';
import { evaluate } from '#main/protocol/filter/evaluate.ts';
import { parseFilter } from '#main/protocol/filter/parser.ts';
import { printFilter } from '#main/protocol/filter/print.ts';
import { parsePatchPath } from '#main/protocol/patch/path.ts';
import { userResourceType } from '#main/protocol/schema/resource-types.ts';
import { enterprise, lenient, scimErrorOf, user } from './patch-cases.ts';

const name = fc.constantFrom('userName', 'emails', 'value', 'type', 'x-1', '$ref', 'Manager', 'active', 'not1');
const path = fc.record(
  { schema: fc.constantFrom(enterprise, 'urn:x:2.0:User'), attribute: name, subAttribute: name },
  { requiredKeys: ['attribute'] },
);
const operator = fc.constantFrom<CompareOperator>('eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le');
const text = fc.string({ unit: 'binary', maxLength: 12 }).filter((value) => !value.includes('\u0000'));
const literal = fc.oneof(
  text,
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0)),
  fc.boolean(),
  fc.constant(null),
);
const leaf = (of: typeof path): fc.Arbitrary<Filter> =>
  fc.oneof(
    fc.record({ kind: fc.constant('present' as const), path: of }),
    fc.record({ kind: fc.constant('compare' as const), path: of, operator, value: literal }),
  );
const tree = (leaves: fc.Arbitrary<Filter>): fc.Arbitrary<Filter> =>
  fc.letrec<{ tree: Filter }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      leaves,
      fc.record({ kind: fc.constantFrom('and' as const, 'or' as const), left: tie('tree'), right: tie('tree') }),
      fc.record({ kind: fc.constant('not' as const), operand: tie('tree') }),
    ),
  })).tree;
const valuePath: fc.Arbitrary<Filter> = fc.record({
  kind: fc.constant('valuePath' as const),
  path,
  filter: tree(leaf(path)),
});
const filters = tree(fc.oneof({ weight: 4, arbitrary: leaf(path) }, { weight: 1, arbitrary: valuePath }));

const words = fc.constantFrom(
  'userName',
  'emails',
  'eq',
  'co',
  'and',
  'or',
  'not',
  'pr',
  '(',
  ')',
  '[',
  ']',
  '"x"',
  '"',
  '.value',
  'true',
  '5',
  'urn:a:b',
  '\\',
  '\t',
  'ü',
);
const almostFilters = fc.array(words, { maxLength: 12 }).map((parts) => parts.join(' '));

describe('the parser', () => {
  test('reads back what is printed', () => {
    fc.assert(
      fc.property(filters, (filter) => {
        const printed = printFilter(filter);
        fc.pre(printed.length <= 4096 && printed.split(/[\s()[\]]+/).length < 300);
        expect(parseFilter(printed, lenient())).toEqual(filter);
      }),
      { numRuns: 1000 },
    );
  });

  test('never throws anything but 400 invalidFilter', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), almostFilters), (input) => {
        const error = scimErrorOf(() => parseFilter(printFilter(parseFilter(input, lenient())), lenient()));
        expect([undefined, 'invalidFilter']).toContain(error?.scimType);
      }),
      { numRuns: 2000 },
    );
  });

  test('never throws anything but 400 invalidPath or invalidFilter for a PATCH path', () => {
    const almostPaths = almostFilters.map((parts) => parts.replaceAll(' ', ''));
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), almostPaths), (input) => {
        const error = scimErrorOf(() => parsePatchPath(input, userResourceType, lenient()));
        expect([undefined, 'invalidPath', 'invalidFilter']).toContain(error?.scimType);
      }),
      { numRuns: 2000 },
    );
  });
});

const bound = (filter: Filter) => bindFilter(filter, userResourceType, lenient());
const fits = (filter: Filter): boolean => scimErrorOf(() => bound(filter)) === undefined;

describe('a bound filter', () => {
  const resource = user({
    id: '1',
    active: true,
    emails: [{ value: 'x', type: 'work' }],
    [enterprise]: { manager: { value: 'm' } },
  });

  test('is refused with nothing but 400 invalidFilter', () => {
    fc.assert(
      fc.property(filters, (filter) => {
        expect([undefined, 'invalidFilter']).toContain(scimErrorOf(() => bound(filter))?.scimType);
      }),
      { numRuns: 2000 },
    );
  });

  test('is true, or its negation is', () => {
    fc.assert(
      fc.property(filters.filter(fits), (filter) => {
        expect(evaluate(bound({ kind: 'not', operand: filter }), resource)).toBe(!evaluate(bound(filter), resource));
      }),
      { numRuns: 1000 },
    );
  });
});
