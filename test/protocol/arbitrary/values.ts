// Values of attributes, few enough that a filter meets them and awkward enough that they matter.
import * as fc from 'fast-check';
import { assertNever } from '#shared/lang/assert-never.ts';
import type { JsonValue } from '#shared/lang/json.ts';
import type { Attribute } from '#main/protocol/schema/attribute.ts';

/** Awkward for SQL, LIKE, JSON, code point order, and letters whose case is not a matter of one letter. */
const awkward = [
  'a',
  'A',
  'ab',
  'bA',
  '%',
  '_',
  "o'x",
  '"',
  '\\',
  'a b',
  'id-1',
  'id-2',
  'direct',
  // ß and SS, the capital ẞ, ligatures, the Kelvin sign, long s, titlecase dž.
  'Straße',
  'STRASSE',
  'STRAẞE',
  'ﬁ',
  'FI',
  '\u212A',
  'K',
  'ſ',
  'S',
  'ǅ',
  'ǆ',
  // Dotted and dotless i.
  'İ',
  'i\u0307',
  'I',
  'ı',
  // Two spellings of é.
  'é',
  'e\u0301',
  'É',
  // UTF-16 sorts these two the other way round.
  '\u{1F600}',
  '\uFFFD',
  // Final sigma.
  'ΟΔΟΣ',
  'οδος',
  'οδοσ',
  'Σ',
] as const;

/** Text as JSON and SQLite can both hold it, never empty. */
export const awkwardText: fc.Arbitrary<string> = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom(...awkward) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom(...awkward), fc.constantFrom(...awkward)).map((two) => two.join('')),
  },
  {
    weight: 1,
    arbitrary: fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 4 })
      .filter((text) => !text.includes('\u0000') && text.isWellFormed() && text.trim() !== ''),
  },
);

/** The same instant in several spellings, its neighbours, and a day. */
export const dateTimes = [
  '2026-01-01T00:00:00Z',
  '2026-01-01T00:00:00.000Z',
  '2026-01-01T01:00:00+01:00',
  '2025-12-31T19:30:00-04:30',
  '2025-12-31T23:59:59.999Z',
  '2026-01-01T00:00:00.004Z',
  '2026-01-01T00:00:00.0049Z',
  '2026-03-01',
  '2024-02-29T12:00:00Z',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59Z',
] as const;

/** One value of a simple attribute. */
export function simpleValue(attribute: Attribute, text: fc.Arbitrary<string> = awkwardText): fc.Arbitrary<JsonValue> {
  switch (attribute.type) {
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.constantFrom(0, 1, -3, 7, 2 ** 40);
    case 'decimal':
      return fc.constantFrom(0, 1, 1.5, -3, 0.1, 1e20, 1e-7);
    case 'dateTime':
      return fc.constantFrom(...dateTimes);
    case 'binary':
      return fc.constantFrom('AQID', 'aqid', 'AQ==');
    case 'string':
    case 'reference':
    case 'complex':
      return text;
    default:
      return assertNever(attribute.type, 'attribute type');
  }
}
