// RFC 7644 §3.4.2.2, parsed a second time: the npm package scim2-parse-filter reads the same tree from every filter that
// it can read. What it reads otherwise is listed, with the reason, and must still differ.
import * as fc from 'fast-check';
import { parse, type Filter as Parsed } from 'scim2-parse-filter';
import { describe, expect, test } from 'vitest';
import { assertNever } from '#shared/lang/assert-never.ts';
import { createDeviations } from '#main/protocol/deviations.ts';
import type { Filter, Literal } from '#main/protocol/filter/ast.ts';
import { printAttributePath } from '#main/protocol/filter/attribute-path.ts';
import { parseFilter } from '#main/protocol/filter/parser.ts';
import { printFilter } from '#main/protocol/filter/print.ts';
import { ScimError } from '#main/protocol/message/scim-error.ts';
import { propertyRuns } from '../property-runs.ts';
import { filter } from './arbitrary/filters.ts';

/** Our tree in the package's form: `and` and `or` have all operands of a chain. */
function translate(tree: Filter): Parsed {
  switch (tree.kind) {
    case 'present':
      return { op: 'pr', attrPath: printAttributePath(tree.path) };
    case 'compare':
      return { op: tree.operator, attrPath: printAttributePath(tree.path), compValue: tree.value };
    case 'not':
      return { op: 'not', filter: translate(tree.operand) };
    case 'valuePath':
      return { op: '[]', attrPath: printAttributePath(tree.path), valFilter: translate(tree.filter) };
    case 'and':
    case 'or':
      return { op: tree.kind, filters: chain(tree, tree.kind).map(translate) };
    default:
      return assertNever(tree, 'filter');
  }
}

const chain = (tree: Filter, kind: 'and' | 'or'): readonly Filter[] =>
  (tree.kind === 'and' || tree.kind === 'or') && tree.kind === kind ? [...chain(tree.left, kind), tree.right] : [tree];

const ours = (text: string): Parsed | 'refused' => {
  try {
    return translate(parseFilter(text, createDeviations('lenient')));
  } catch (error) {
    if (error instanceof ScimError) return 'refused';
    throw error;
  }
};

const theirs = (text: string): Parsed | 'refused' => {
  try {
    return parse(text);
  } catch {
    return 'refused';
  }
};

const all = (tree: Filter, holds: (leaf: Filter) => boolean): boolean => {
  switch (tree.kind) {
    case 'and':
    case 'or':
      return all(tree.left, holds) && all(tree.right, holds);
    case 'not':
      return all(tree.operand, holds);
    case 'valuePath':
      return holds(tree) && all(tree.filter, holds);
    case 'present':
    case 'compare':
      return holds(tree);
    default:
      return assertNever(tree, 'filter');
  }
};

/** See the table below for what the package cannot read. */
const isLiteralForBoth = (value: Literal): boolean =>
  typeof value === 'string'
    ? !JSON.stringify(value).includes('\\')
    : typeof value !== 'number' || /^\d+$/.test(String(value));

const isForBoth = (leaf: Filter): boolean => {
  if (leaf.kind !== 'present' && leaf.kind !== 'compare' && leaf.kind !== 'valuePath') return true;
  return (
    /^\w[-\w.:/%]*$/.test(printAttributePath(leaf.path)) &&
    !/^not$/i.test(leaf.path.attribute) &&
    (leaf.kind !== 'compare' || isLiteralForBoth(leaf.value))
  );
};

const numRuns = propertyRuns(2_000, 40_000);

test(`scim2-parse-filter reads the same tree from ${numRuns} random filters`, { timeout: 600_000 }, () => {
  fc.assert(
    fc.property(
      filter.filter((tree) => all(tree, isForBoth)),
      (tree) => {
        const text = printFilter(tree);
        fc.pre(text.length <= 4_096 && text.split(/[\s()[\]]+/).length < 200);
        expect({ text, tree: ours(text) }).toEqual({ text, tree: theirs(text) });
      },
    ),
    { numRuns },
  );
});

describe('scim2-parse-filter and Rollcall agree on the filters of RFC 7644', () => {
  test.each([
    'userName eq "bjensen"',
    'name.familyName co "O\'Malley"',
    'userName sw "J"',
    'urn:ietf:params:scim:schemas:core:2.0:User:userName sw "J"',
    'title pr',
    'meta.lastModified gt "2011-05-13T04:42:34Z"',
    'title pr and userType eq "Employee"',
    'title pr or userType eq "Intern"',
    'schemas eq "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"',
    'userType eq "Employee" and (emails co "example.com" or emails.value co "example.org")',
    'userType ne "Employee" and not (emails co "example.com" or emails.value co "example.org")',
    'userType eq "Employee" and (emails.type eq "work")',
    'userType eq "Employee" and emails[type eq "work" and value co "@example.com"]',
    'emails[type eq "work" and value co "@example.com"] or ims[type eq "xmpp" and value co "@foo.com"]',
  ])('%s', (text) => {
    expect(ours(text)).not.toBe('refused');
    expect(ours(text)).toEqual(theirs(text));
  });
});

interface Disagreement {
  readonly text: string;
  readonly why: string;
  readonly rollcall: Parsed | 'refused';
  readonly package: Parsed | 'refused';
}

const eq = (compValue: Literal, attrPath = 'a'): Parsed => ({ op: 'eq', attrPath, compValue });

/** What one of the two reads that the other does not, or reads otherwise. */
const disagreements: readonly Disagreement[] = [
  {
    text: String.raw`a eq "x\\y"`,
    why: 'JSON escapes are part of compValue (RFC 7159 §7); the package doubles every backslash that stands before no quote',
    rollcall: eq('x\\y'),
    package: eq('x\\\\y'),
  },
  {
    text: String.raw`a eq "caf\u00e9"`,
    why: 'the same for escapes of letters',
    rollcall: eq('café'),
    package: eq('caf\\u00e9'),
  },
  {
    text: String.raw`a eq "x\\"`,
    why: 'a backslash at the end of a text: the package takes the escaped backslash and the closing quote for more text',
    rollcall: eq('x\\'),
    package: 'refused',
  },
  {
    text: '$ref pr',
    why: '$ref is an attribute name (RFC 7643 §2.4)',
    rollcall: { op: 'pr', attrPath: '$ref' },
    package: 'refused',
  },
  {
    text: 'urn:x:ü:a pr',
    why: 'a schema URI is compared as text, whatever its letters; the package knows ASCII words',
    rollcall: { op: 'pr', attrPath: 'urn:x:ü:a' },
    package: 'refused',
  },
  {
    text: 'a eq -5 and b pr',
    why: 'numbers are JSON numbers (RFC 7159 §6); the package reads negative ones at the end of the filter only',
    rollcall: { op: 'and', filters: [eq(-5), { op: 'pr', attrPath: 'b' }] },
    package: 'refused',
  },
  {
    text: '(a eq 1.5e+3)',
    why: 'the same for exponents with a sign; Rollcall keeps the digits, because a text may be meant',
    rollcall: eq('1.5e+3'),
    package: 'refused',
  },
  {
    text: 'a eq 1.50',
    why: 'a number whose digits JavaScript would not keep stays a text until the type of the attribute is known',
    rollcall: eq('1.50'),
    package: eq(1.5),
  },
  {
    text: 'a eq 9007199254740993',
    why: 'the same: JavaScript cannot hold this integer',
    rollcall: eq('9007199254740993'),
    package: eq(9_007_199_254_740_992),
  },
  {
    text: 'a eq jyoung',
    why: "Entra's documentation writes text without quotes",
    rollcall: eq('jyoung'),
    package: 'refused',
  },
  { text: 'a eq True', why: 'the same for booleans in any case', rollcall: eq(true), package: 'refused' },
  {
    text: 'a eq "x\ny"',
    why: 'a line break within quotes is not JSON; Rollcall reads what was meant',
    rollcall: eq('x\ny'),
    package: 'refused',
  },
  {
    text: 'emails[type eq "work"].value eq "x"',
    why: 'not in the grammar. Entra means the same value of emails; the package asks any value of emails',
    rollcall: {
      op: '[]',
      attrPath: 'emails',
      valFilter: { op: 'and', filters: [eq('work', 'type'), eq('x', 'value')] },
    },
    package: {
      op: 'and',
      filters: [{ op: '[]', attrPath: 'emails', valFilter: eq('work', 'type') }, eq('x', 'emails.value')],
    },
  },
  {
    text: 'not a pr',
    why: 'the grammar has not with parentheses only',
    rollcall: 'refused',
    package: { op: 'not', filter: { op: 'pr', attrPath: 'a' } },
  },
  {
    text: 'a[b[c pr]]',
    why: 'a value path does not stand inside another (valFilter)',
    rollcall: 'refused',
    package: {
      op: '[]',
      attrPath: 'a',
      valFilter: { op: '[]', attrPath: 'b', valFilter: { op: 'pr', attrPath: 'c' } },
    },
  },
  {
    text: 'a.b.c pr',
    why: 'attrPath has one sub-attribute at most',
    rollcall: 'refused',
    package: { op: 'pr', attrPath: 'a.b.c' },
  },
  {
    text: '5a pr',
    why: 'ATTRNAME begins with a letter',
    rollcall: 'refused',
    package: { op: 'pr', attrPath: '5a' },
  },
  {
    text: 'and pr',
    why: 'and, or and not are no attributes where an attribute stands',
    rollcall: 'refused',
    package: { op: 'pr', attrPath: 'and' },
  },
  {
    text: `${'('.repeat(21)}a pr${')'.repeat(21)}`,
    why: 'Rollcall refuses more than 20 nested parentheses; the package recurses until the stack ends',
    rollcall: 'refused',
    package: { op: 'pr', attrPath: 'a' },
  },
];

describe('scim2-parse-filter and Rollcall still disagree', () => {
  test.each(disagreements)('$text: $why', ({ text, rollcall, package: other }) => {
    expect(ours(text)).toEqual(rollcall);
    expect(theirs(text)).toEqual(other);
    expect(rollcall).not.toEqual(other);
  });
});
