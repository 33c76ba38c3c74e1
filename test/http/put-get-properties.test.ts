// RFC 7644 §3.5.1 over HTTP: what was PUT is what GET returns, and PUT of what GET returned changes nothing.
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { groupResourceType, userResourceType } from '#main/protocol/schema/resource-types.ts';
import type { JsonObject, JsonValue } from '#shared/lang/json.ts';
import { propertyRuns } from '../property-runs.ts';
import { documentOf } from '../protocol/arbitrary/documents.ts';
import { startRollcall, type RollcallForTest } from '../rollcall.ts';
import { created, group, user } from './people.ts';

let rollcall: RollcallForTest;
let people: readonly string[];
beforeAll(async () => {
  rollcall = await startRollcall();
  people = await Promise.all(['ann', 'bo', 'cy', 'di'].map((name) => created(rollcall, '/Users', user(name))));
});
afterAll(() => rollcall[Symbol.asyncDispose]());

const numRuns = propertyRuns(150, 1_000);
const timeout = 1_200_000;

/** What only the server says. */
const withoutReadOnly = ({ id: _id, meta: _meta, groups: _groups, ...rest }: JsonObject): JsonObject => rest;

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 6 }),
  fc.constantFrom('', 'True', '2026-01-01', '"', 'ß'),
);
const { open } = fc.letrec<{ open: JsonValue }>((tie) => ({
  open: fc.oneof(
    { maxDepth: 3 },
    fc.oneof(text, fc.boolean(), fc.integer(), fc.constantFrom(0.1, 1e21, -2.5e-7, 9_007_199_254_740_991)),
    fc.array(tie('open'), { minLength: 1, maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'A', 'value', 'ünïcode', 'with space', '$ref', 'x.y'), tie('open'), {
      minKeys: 1,
      maxKeys: 3,
      noNullPrototype: true,
    }) as fc.Arbitrary<JsonValue>,
  ),
}));

/** Containers of extensions that no schema describes, which are kept word for word. */
const unknownExtensions = fc.dictionary(
  fc.constantFrom('urn:acme:params:scim:schemas:extension:1.0:User', 'urn:x:Ünïcode', 'https://example.com/ext/v2'),
  fc.dictionary(fc.constantFrom('badge', 'Badge', 'ünï', 'list'), open, {
    minKeys: 1,
    maxKeys: 3,
    noNullPrototype: true,
  }),
  { maxKeys: 2, noNullPrototype: true },
) as fc.Arbitrary<JsonObject>;

const withSchemas = (attributes: JsonObject, core: string): JsonObject => ({
  ...attributes,
  schemas: [core, ...Object.keys(attributes).filter((name) => name.includes(':'))],
});

async function putAndGet(path: string, body: JsonObject): Promise<JsonObject> {
  const put = await rollcall.send('PUT', path, { body });
  expect({ body, status: put.status, answer: put.status === 200 ? '' : put.text }).toEqual({
    body,
    status: 200,
    answer: '',
  });
  const got = await rollcall.send('GET', path);
  expect(got.json).toEqual(put.json);
  const again = await rollcall.send('PUT', path, { body: got.json });
  expect(again.json).toEqual(got.json);
  expect(again.headers.get('etag')).toBe(got.headers.get('etag'));
  return got.json;
}

test(`${numRuns} random users`, { timeout }, async () => {
  const id = await created(rollcall, '/Users', user('before'));
  await fc.assert(
    fc.asyncProperty(
      documentOf(userResourceType, { valid: true }),
      unknownExtensions,
      fc.boolean(),
      async (doc, extensions, active) => {
        const body = withSchemas({ ...doc, active, ...extensions }, userResourceType.schema.id);
        expect(withoutReadOnly(await putAndGet(`/Users/${id}`, body))).toEqual(body);
      },
    ),
    { numRuns },
  );
});

test(`${numRuns} random groups`, { timeout }, async () => {
  const id = await created(rollcall, '/Groups', group('before'));
  await fc.assert(
    fc.asyncProperty(
      documentOf(groupResourceType, { valid: true }),
      unknownExtensions,
      fc.uniqueArray(fc.nat(3)),
      async (doc, extensions, chosen) => {
        const attributes = withSchemas({ ...doc, ...extensions }, groupResourceType.schema.id);
        const members = chosen.map((index) => people[index] as string);
        const { members: listed = [], ...rest } = await putAndGet(`/Groups/${id}`, {
          ...attributes,
          ...(members.length === 0 ? {} : { members: members.map((value) => ({ value })) }),
        });
        expect(withoutReadOnly(rest)).toEqual(attributes);
        // Which members there are, not in which order: those who stay keep their place.
        expect((listed as readonly JsonObject[]).map(({ value }) => value as string).toSorted()).toEqual(
          members.toSorted(),
        );
      },
    ),
    { numRuns },
  );
});
