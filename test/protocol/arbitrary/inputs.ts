// Anything a client could send in 4 KiB: nonsense, almost a filter, a valid one with a slip of the pen, brackets without
// end, tokens without end, and JSON of the right shape with the wrong things in it.
import * as fc from 'fast-check';
import type { JsonValue } from '#shared/lang/json.ts';
import { enterpriseUserSchema, patchOpMessage, userSchema } from '#shared/scim/urn.ts';
import { filter, picker, picks, spell } from './filters.ts';

const longest = 4096;

const cut = (text: string): string => text.slice(0, longest);

/** Words of filters, paths, JSON and query strings. */
// oxfmt-ignore
const words = fc.constantFrom(
  'userName', 'emails', 'eq', 'co', 'and', 'or', 'not', 'pr', 'true', 'null', '5', '-1e400', '.value', 'urn:a:b', '$ref',
  '(', ')', '[', ']', '{', '}', ':', ',', '.', '"', '"x"', '\\', '\\u0000', '\\ud800', '\t', ' ', 'ü', '\u{1F600}', '\uD800',
  '%', '%41', '%FF', '%00', '+', '&', '=', 'filter=', 'startIndex=-1', '__proto__', 'constructor', enterpriseUserSchema,
);

const sentence = fc
  .tuple(fc.array(words, { maxLength: 40 }), fc.constantFrom('', ' '))
  .map(([parts, between]) => parts.join(between));

const valid = fc.tuple(filter, picks).map(([tree, choices]) => spell(tree, picker(choices)));

/** One to four places of a text where something is missing, doubled or another word. */
const slips = (text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(
      text,
      fc.array(fc.tuple(fc.nat(), fc.nat(6), fc.oneof(words, fc.constant(''))), { minLength: 1, maxLength: 4 }),
    )
    .map(([whole, edits]) =>
      edits.reduce((made, [at, length, word]) => {
        const start = made === '' ? 0 : at % made.length;
        return made.slice(0, start) + word + made.slice(start + length);
      }, whole),
    );

const opening = fc.constantFrom(
  '(',
  '[',
  '{',
  '"',
  'not (',
  'a[',
  '((',
  '{"a":',
  '[{"a":',
  '"\\"',
  'a pr and (',
  '%5B',
);
const closing = fc.constantFrom('', ')', ']', '}', '"', ')]', '}]');
const nested = fc
  .tuple(opening, fc.nat(longest), fc.constantFrom('', 'a pr', '1', 'x'), closing)
  .map(([open, times, inner, close]) => open.repeat(times) + inner + close.repeat(times));

const unit = fc.oneof(words, fc.string({ unit: 'binary', minLength: 1, maxLength: 3 }));
const endless = fc
  .tuple(
    fc.array(unit, { maxLength: 3 }),
    fc.array(unit, { minLength: 1, maxLength: 3 }),
    fc.nat(longest),
    fc.array(unit, { maxLength: 3 }),
  )
  .map(([before, repeated, times, after]) => {
    const part = repeated.join('');
    return before.join('') + part.repeat(Math.min(times, Math.ceil(longest / part.length))) + after.join('');
  });

const name = fc.oneof(
  fc.constantFrom(
    'userName',
    'EMAILS',
    'name',
    'active',
    'members',
    'schemas',
    'id',
    'meta',
    'password',
    'roles',
    'manager',
  ),
  fc.constantFrom(
    'emails[type eq "work"].value',
    'name.givenName',
    userSchema,
    enterpriseUserSchema,
    `${userSchema}:title`,
  ),
  fc.constantFrom('urn:acme:1.0:X', 'constructor', 'toString', '', ' ', 'a.b.c', 'x[', 'valueOf', 'hasOwnProperty'),
  fc.string({ unit: 'binary', maxLength: 6 }),
);

const { value } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(
      fc.constantFrom<JsonValue>(null, true, false, 0, -1, 1.5, 1e300, '', 'True', 'work', '2026-01-01', 'x@x.example'),
      fc.string({ unit: 'binary', maxLength: 8 }),
    ),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(name, fc.constantFrom('value', 'type', 'primary', 'display', '$ref')), tie('value'), {
      maxKeys: 4,
      noNullPrototype: true,
    }) as fc.Arbitrary<JsonValue>,
  ),
}));

const resource = fc.dictionary(name, value, { maxKeys: 8, noNullPrototype: true }) as fc.Arbitrary<JsonValue>;

const operation = fc.oneof(
  { weight: 1, arbitrary: value },
  {
    weight: 8,
    arbitrary: fc.record(
      {
        op: fc.oneof(fc.constantFrom('add', 'Replace', 'REMOVE', 'move'), value),
        path: fc.oneof(
          name,
          sentence,
          valid.map((text) => `emails[${text}]`),
          value,
        ),
        value: fc.oneof(value, resource),
      },
      { requiredKeys: [], noNullPrototype: true },
    ),
  },
);

const patch = fc.record(
  {
    schemas: fc.oneof(fc.constant<JsonValue>([patchOpMessage]), value),
    Operations: fc.oneof(
      { weight: 6, arbitrary: fc.array(operation, { maxLength: 5 }) },
      { weight: 1, arbitrary: value },
    ),
  },
  { requiredKeys: [], noNullPrototype: true },
) as fc.Arbitrary<JsonValue>;

/** Something parsed from JSON: a resource, a PATCH, anything. */
export const json: fc.Arbitrary<JsonValue> = fc.oneof(
  { weight: 3, arbitrary: patch },
  { weight: 3, arbitrary: resource },
  { weight: 1, arbitrary: value },
);

/** Some text of at most 4,096 characters. */
export const anyText: fc.Arbitrary<string> = fc
  .oneof(
    { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
    { weight: 3, arbitrary: sentence },
    { weight: 4, arbitrary: slips(valid) },
    { weight: 2, arbitrary: slips(json.map((made) => JSON.stringify(made))) },
    { weight: 1, arbitrary: nested },
    { weight: 1, arbitrary: endless },
  )
  .map(cut);
