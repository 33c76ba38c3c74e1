// RFC 7644 §3.4.2.2 (figure 1) and §3.5.2 (PATH): what is printed is read back as the same tree, however it is spelled.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDeviations } from '#main/protocol/deviations.ts';
import type { Filter } from '#main/protocol/filter/ast.ts';
import { printAttributePath } from '#main/protocol/filter/attribute-path.ts';
import { parseFilter, parsePath, type ParsedPath } from '#main/protocol/filter/parser.ts';
import { printFilter } from '#main/protocol/filter/print.ts';
import { limits } from '#shared/scim/limits.ts';
import { propertyRuns } from '../property-runs.ts';
import { attributePath, filter, picker, picks, spell, valueFilter } from './arbitrary/filters.ts';

/** Strict: nothing of this is a deviation, so that nothing may be noted either. */
const strict = createDeviations('strict');

/** The parser refuses longer and deeper ones with an error of its own. */
const fits = (text: string): boolean =>
  text.length <= limits.filterCharacters && text.split(/[\s()[\]]+/).length < limits.filterTokens / 2;

const numRuns = propertyRuns(2_000, 40_000);
const timeout = 600_000;

test('parse(print(filter)) is the filter', { timeout }, () => {
  fc.assert(
    fc.property(filter, (tree) => {
      const printed = printFilter(tree);
      fc.pre(fits(printed));
      expect(parseFilter(printed, strict)).toEqual(tree);
    }),
    { numRuns },
  );
});

test('print(parse(text)) is the text that print wrote', { timeout }, () => {
  fc.assert(
    fc.property(filter, picks, (tree, choices) => {
      const text = spell(tree, picker(choices));
      fc.pre(fits(text));
      const printed = printFilter(parseFilter(text, strict));
      expect(printFilter(parseFilter(printed, strict))).toBe(printed);
    }),
    { numRuns },
  );
});

test(
  '"Attribute names and attribute operators used in filters are case insensitive", and spaces, parentheses and escapes change nothing',
  {
    timeout,
  },
  () => {
    fc.assert(
      fc.property(filter, picks, (tree, choices) => {
        const text = spell(tree, picker(choices));
        fc.pre(fits(text));
        expect(parseFilter(text, strict)).toEqual(tree);
      }),
      { numRuns },
    );
  },
);

const printPath = (
  { path: { subAttribute, ...path }, filter: selection }: ParsedPath,
  print: (tree: Filter) => string,
) =>
  [
    printAttributePath(path),
    selection === undefined ? '' : `[${print(selection)}]`,
    subAttribute === undefined ? '' : `.${subAttribute}`,
  ].join('');

/** PATH = attrPath / valuePath [subAttr] */
const path: fc.Arbitrary<ParsedPath> = fc.oneof(
  fc.record({ path: attributePath }),
  fc.record({ path: attributePath, filter: valueFilter }),
);

test('a PATCH path is read as the path that was printed', { timeout }, () => {
  fc.assert(
    fc.property(path, picks, (parsed, choices) => {
      const pick = picker(choices);
      for (const print of [printFilter, (tree: Filter) => spell(tree, pick)]) {
        const text = printPath(parsed, print);
        fc.pre(fits(text));
        expect(parsePath(text, strict)).toEqual(parsed);
      }
    }),
    { numRuns },
  );
});

test('none of it was a deviation', () => {
  expect(strict.notes).toEqual([]);
});
