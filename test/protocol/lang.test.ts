// The comparisons that the engine and the storage must agree on.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareText } from '#shared/lang/compare-text.ts';
import { foldCase } from '#shared/lang/fold-case.ts';
import { sameJson } from '#shared/lang/same-json.ts';
import type { JsonValue } from '#shared/lang/json.ts';
import { normalizeDateTime } from '#main/protocol/schema/date-time.ts';
import { propertyRuns } from '../property-runs.ts';

test('compareText orders like the bytes of UTF-8', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
      expect(Math.sign(compareText(a, b))).toBe(Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b))));
    }),
    { numRuns: propertyRuns(2_000, 20_000) },
  );
  expect(compareText('\uFF5E', '\u{10000}')).toBeLessThan(0);
});

test('sameJson ignores the order of names and nothing else', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const copy = JSON.parse(JSON.stringify(value)) as JsonValue;
      expect(sameJson(value as JsonValue, copy)).toBe(Object.is(JSON.stringify(value), JSON.stringify(copy)));
    }),
    { numRuns: propertyRuns(200, 20_000) },
  );
  expect(sameJson({ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 })).toBe(true);
  expect(sameJson([1, 2], [2, 1])).toBe(false);
  expect(sameJson({ a: 1 }, { a: 1, b: 2 })).toBe(false);
  expect(sameJson({ a: null }, { b: null })).toBe(false);
  expect(sameJson([], {})).toBe(false);
  expect(sameJson(null, undefined)).toBe(false);
});

test.each([
  ['2011-05-13T04:42:34Z', '2011-05-13T04:42:34.000Z'],
  ['2011-05-13t04:42:34.1239z', '2011-05-13T04:42:34.123Z'],
  ['2011-05-13T04:42:34-07:00', '2011-05-13T11:42:34.000Z'],
  ['2011-05-13T04:42:34', '2011-05-13T04:42:34.000Z'],
  ['2011-05-13', '2011-05-13T00:00:00.000Z'],
  ['0000-01-01T00:00:00+01:00', undefined],
  ['2011-02-30T25:00:00Z', undefined],
  ['13.05.2011', undefined],
  ['', undefined],
])('the instant of %s', (text, instant) => {
  expect(normalizeDateTime(text)).toBe(instant);
});

test.each([
  ['BJensen', 'bjensen'],
  ['K', '\u212A'],
  ['ﬁ', 'FI'],
  ['é', 'E\u0301'],
  ['ΟΔΟΣ', 'οδος'],
  ['ΟΔΟΣ', 'οδοσ'],
  ['Ǆ', 'ǅ'],
  ['İ', 'i\u0307'],
])('%s and %s are one text where case does not count', (a, b) => {
  expect(foldCase(a)).toBe(foldCase(b));
});

test.each([
  ['ß', 'ss'],
  ['i', 'ı'],
  ['é', 'e'],
])('%s and %s are two', (a, b) => {
  expect(foldCase(a)).not.toBe(foldCase(b));
});

test('a text starts with, ends with and holds its own words where case does not count', () => {
  const word = fc.constantFrom('ΝΙΚΟΣ', 'νίκος', 'σας', 'İl', 'Straße', 'ABC', '\u212Aelvin', 'ǅ', 'ſ', 'é');
  fc.assert(
    fc.property(word, word, fc.constantFrom('', ' ', '.'), (first, last, between) => {
      const whole = foldCase(first + between + last);
      expect(whole.startsWith(foldCase(first))).toBe(true);
      expect(whole.endsWith(foldCase(last))).toBe(true);
      expect(foldCase(whole)).toBe(whole);
    }),
    { numRuns: propertyRuns(500, 5_000) },
  );
});
