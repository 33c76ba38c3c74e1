import { describe, expect, test } from 'vitest';
import { findJsonFault } from '#main/http/json-fault.ts';
import { parseJsonBody } from '#main/http/json-body.ts';
import { ScimError } from '#main/protocol/message/scim-error.ts';

const refusalOf = (text: string): ScimError => {
  try {
    parseJsonBody(text);
  } catch (error) {
    if (error instanceof ScimError) return error;
    throw error;
  }
  throw new Error(`${text.slice(0, 60)} was accepted`);
};

const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

test('a body is read as JSON', () => {
  expect(parseJsonBody(' {"a":[1,"}{[]",{"b":null}]} ')).toEqual({ a: [1, '}{[]', { b: null }] });
});

describe('depth', () => {
  test('16 levels are read, 17 are refused', () => {
    expect(parseJsonBody(nested(16))).toBeInstanceOf(Array);
    expect(refusalOf(nested(17))).toMatchObject({ status: 413, scimType: undefined });
  });

  test('100,000 levels are refused before they are parsed, also when they never end', () => {
    expect(refusalOf(nested(100_000)).detail).toContain('deeper than 16');
    expect(refusalOf('{"a":'.repeat(100_000)).detail).toContain('deeper than 16');
  });

  test('brackets inside strings do not count, whatever is escaped before them', () => {
    const text = JSON.stringify({ a: '['.repeat(50), b: '\\"[[[[[[[[[[[[[[[[[[[[', c: '\\' });
    expect(parseJsonBody(text)).toEqual(JSON.parse(text));
  });
});

describe('names that reach a prototype', () => {
  test.each([
    '{"__proto__":{"polluted":true}}',
    String.raw`{"\u005f_proto__":{"polluted":true}}`,
    String.raw`{"\u005F\u005Fproto\u005f_":{"polluted":true}}`,
    '{"a":[{"constructor":{"prototype":{"polluted":true}}}]}',
    '{"prototype":1}',
  ])('%s is refused', (text) => {
    expect(refusalOf(text)).toMatchObject({ status: 400, scimType: 'invalidSyntax' });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('as values they are text like any other', () => {
    const text = '{"title":"constructor","nickName":"__proto__"}';
    expect(parseJsonBody(text)).toEqual(JSON.parse(text));
  });
});

describe('a syntax error says where it is and what was expected', () => {
  test.each([
    ['', 'line 1, column 1: expected a value but the body ends there'],
    ['{', 'line 1, column 2: expected an attribute name in double quotes but the body ends there'],
    ['{"a":1,}', 'line 1, column 8: expected an attribute name in double quotes but found "}"'],
    ['{\n  "a" 1\n}', 'line 2, column 7: expected ":" but found "1"'],
    ['{"a":1 "b":2}', 'line 1, column 8: expected "," or "}" but found "\\""'],
    ['[1,2', 'line 1, column 5: expected "," or "]" but the body ends there'],
    ['{"a":tru}', 'line 1, column 6: expected a value but found "t"'],
    ["{'a':1}", 'line 1, column 2: expected an attribute name in double quotes but found "\'"'],
    ['{"a":"b', 'line 1, column 8: expected the closing quote of a string but the body ends there'],
    ['{"a":"b\nc"}', 'line 1, column 8: expected a valid character of a string but found "\\n"'],
    [String.raw`{"a":"\x"}`, 'line 1, column 7: expected a valid character of a string but found "\\\\"'],
    ['{"a":01}', 'line 1, column 7: expected "," or "}" but found "1"'],
    ['{} {}', 'line 1, column 4: expected nothing after the first value but found "{"'],
  ])('%j', (text, expected) => {
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
    expect(findJsonFault(text)).toBe(expected);
    expect(refusalOf(text).detail).toContain(expected);
  });

  test('and quotes nothing of the body, which may hold a password', () => {
    expect(refusalOf('{"password":"hunter2" oops}').detail).not.toContain('hunter2');
  });
});
