// The SQL of a filter and the engine's evaluate() must agree on every filter and every resource: evaluate() says what
// RFC 7644 §3.4.2.2 means, SQL is what clients get.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BoundFilter, CompareOperator, Filter } from '#main/protocol/filter/ast.ts';
import { bindFilter } from '#main/protocol/filter/bind.ts';
import { evaluate } from '#main/protocol/filter/evaluate.ts';
import { printFilter } from '#main/protocol/filter/print.ts';
import { ScimError } from '#main/protocol/message/scim-error.ts';
import type { Attribute, ResourceType } from '#main/protocol/schema/attribute.ts';
import { commonAttributes } from '#main/protocol/schema/common-attributes.ts';
import { groupResourceType, userResourceType } from '#main/protocol/schema/resource-types.ts';
import type { StoredResource } from '#main/application/ports/resource-store.ts';
import { assertNever } from '#shared/lang/assert-never.ts';
import { foldCase } from '#shared/lang/fold-case.ts';
import type { JsonObject, JsonValue } from '#shared/lang/json.ts';
import { storageForTest, type StorageForTest } from './storage-for-test.ts';

/** Few values, so that filters hit; the awkward ones of SQL, LIKE, JSON, case folding and code point order. */
const texts = [
  '',
  'a',
  'A',
  'ab',
  'bA',
  '%',
  '_',
  "o'x",
  '"',
  '\\',
  'Straße',
  'STRASSE',
  'ﬁ',
  'İ',
  'é',
  '\u{1F600}',
  '\uFFFD',
  'a\u0000b',
  'id-1',
  'id-2',
  'User',
  'direct',
];
const text = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...texts) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
);
const dateTime = fc.constantFrom(
  '2026-01-01T00:00:00Z',
  '2026-01-01T00:00:00.000Z',
  '2026-01-01T01:00:00+01:00',
  '2025-12-31T23:59:59.999Z',
  '2026-03-01',
  '2026-01-01T00:00:00.004Z',
);

const simpleValue = (attribute: Attribute): fc.Arbitrary<JsonValue> => {
  switch (attribute.type) {
    case 'boolean':
      return fc.boolean();
    case 'integer':
    case 'decimal':
      return fc.constantFrom(0, 1, 1.5, -3, 1e20);
    case 'dateTime':
      return dateTime;
    case 'string':
    case 'reference':
    case 'binary':
    case 'complex':
      return text;
    default:
      return assertNever(attribute.type, 'attribute type');
  }
};

const optional = (attributes: readonly Attribute[], value: (attribute: Attribute) => fc.Arbitrary<JsonValue>) =>
  fc.record(Object.fromEntries(attributes.map((attribute) => [attribute.name, value(attribute)])), {
    requiredKeys: [],
  });

const anyValue = (attribute: Attribute): fc.Arbitrary<JsonValue> => {
  const single: fc.Arbitrary<JsonValue> =
    attribute.type === 'complex'
      ? (optional(attribute.subAttributes ?? [], simpleValue) as fc.Arbitrary<JsonObject>)
      : simpleValue(attribute);
  return attribute.multiValued ? fc.array(single, { maxLength: 3 }) : single;
};

/** What a document holds: neither the members nor the memberships, which have rows. */
const documented = (type: ResourceType): readonly Attribute[] =>
  type.schema.attributes.filter(
    ({ name, returned }) =>
      name !== type.membersAttribute && name !== type.membershipsAttribute && returned !== 'never',
  );

const documentOf = (type: ResourceType): fc.Arbitrary<JsonObject> =>
  fc
    .tuple(
      optional(documented(type), anyValue),
      fc.option(text, { nil: undefined }),
      ...type.extensions.map(({ schema }) => fc.option(optional(schema.attributes, anyValue), { nil: undefined })),
    )
    .map(([core, externalId, ...containers]) => ({
      schemas: [type.schema.id],
      ...(externalId === undefined ? {} : { externalId }),
      ...core,
      ...Object.fromEntries(
        type.extensions.flatMap(({ schema }, index) => {
          const held = containers[index];
          return held === undefined ? [] : [[schema.id, held]];
        }),
      ),
    }));

const operators: readonly CompareOperator[] = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'];

const leafOf = (path: Filter & { kind: 'present' }, attribute: Attribute): fc.Arbitrary<Filter> =>
  fc.oneof(
    { weight: 1, arbitrary: fc.constant(path) },
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('compare' as const),
        path: fc.constant(path.path),
        operator: fc.constantFrom(...operators),
        value: fc.oneof(
          { weight: 8, arbitrary: simpleValue(attribute) as fc.Arbitrary<string> },
          { weight: 1, arbitrary: fc.constant(null) },
        ),
      }),
    },
  );

/** meta.location and `$ref` depend on the address a client uses: nothing of them is stored. */
const isStored = (attribute: Attribute): boolean =>
  attribute.returned !== 'never' && attribute.name !== '$ref' && attribute.name !== 'location';

const treeOf = (leaves: readonly fc.Arbitrary<Filter>[], maxDepth: number): fc.Arbitrary<Filter> =>
  fc.letrec<{ tree: Filter }>((tie) => ({
    tree: fc.oneof(
      { maxDepth, withCrossShrink: true },
      fc.oneof(...leaves),
      fc.record({ kind: fc.constantFrom('and' as const, 'or' as const), left: tie('tree'), right: tie('tree') }),
      fc.record({ kind: fc.constant('not' as const), operand: tie('tree') }),
    ),
  })).tree;

const leavesOf = (attributes: readonly Attribute[], schema?: string): readonly fc.Arbitrary<Filter>[] =>
  attributes.filter(isStored).flatMap((attribute) => {
    const base = { attribute: attribute.name, ...(schema === undefined ? {} : { schema }) };
    const own = leafOf({ kind: 'present', path: base }, attribute);
    if (attribute.type !== 'complex') return [own];
    const subAttributes = (attribute.subAttributes ?? []).filter(isStored);
    const subs = subAttributes.map((sub) =>
      leafOf({ kind: 'present', path: { ...base, subAttribute: sub.name } }, sub),
    );
    if (!attribute.multiValued) return [own, ...subs];
    const inner = treeOf(
      subAttributes.map((sub) => leafOf({ kind: 'present', path: { attribute: sub.name } }, sub)),
      2,
    );
    return [own, ...subs, inner.map((filter): Filter => ({ kind: 'valuePath', path: base, filter }))];
  });

const filterOf = (type: ResourceType): fc.Arbitrary<Filter> =>
  treeOf(
    [
      ...leavesOf([...commonAttributes, ...type.schema.attributes]),
      ...type.extensions.flatMap(({ schema }) => leavesOf(schema.attributes, schema.id)),
    ],
    3,
  );

/** The resource a client would read, without what depends on an address. */
const whole = (type: ResourceType, stored: StoredResource): JsonObject => ({
  ...(JSON.parse(stored.doc) as JsonObject),
  id: stored.id,
  ...(type.membersAttribute === undefined
    ? {}
    : { [type.membersAttribute]: (stored.members ?? []) as unknown as JsonValue }),
  ...(type.membershipsAttribute === undefined
    ? {}
    : {
        [type.membershipsAttribute]: (stored.memberships ?? []).map(({ groupId, display }) => ({
          value: groupId,
          display,
          type: 'direct',
        })),
      }),
  meta: {
    resourceType: type.name,
    created: stored.createdAt,
    lastModified: stored.lastModifiedAt,
    version: `W/"${stored.version}"`,
  },
});

const bound = (filter: Filter, type: ResourceType): BoundFilter | undefined => {
  try {
    return bindFilter(filter, type);
  } catch (error) {
    if (error instanceof ScimError) return undefined; // an operator that the attribute's type does not have
    throw error;
  }
};

const include = { members: true, memberships: true };

/** Two users never share a userName; a second one goes without. */
const withOwnUserNames = (docs: readonly JsonObject[]): readonly JsonObject[] => {
  const seen = new Set<string>();
  return docs.map((doc) => {
    const { userName, ...rest } = doc;
    if (typeof userName !== 'string' || !seen.has(foldCase(userName))) {
      if (typeof userName === 'string') seen.add(foldCase(userName));
      return doc;
    }
    return rest;
  });
};

async function fill(db: StorageForTest, seed: number): Promise<void> {
  const sample = (type: ResourceType, count: number) => fc.sample(documentOf(type), { numRuns: count, seed });
  const at = fc.sample(dateTime, { numRuns: 100, seed });
  const time = (index: number): string => new Date(at[index % at.length] as string).toISOString();
  for (const [index, doc] of withOwnUserNames(sample(userResourceType, 40)).entries()) {
    await db.create(userResourceType, `id-${index}`, doc, { unique: [], at: time(index) });
  }
  const members = fc.sample(
    fc.array(
      fc.record(
        { value: fc.constantFrom('id-1', 'id-2', 'ID-1', 'g-1', 'gone', 'a'), type: text, display: text },
        { requiredKeys: ['value'] },
      ),
      {
        maxLength: 4,
      },
    ),
    { numRuns: 30, seed },
  );
  for (const [index, doc] of sample(groupResourceType, 30).entries()) {
    await db.create(groupResourceType, `g-${index}`, doc, {
      unique: [],
      members: members[index] ?? [],
      at: time(index + 7),
    });
  }
  // Versions other than 1, and another tenant whose groups name the same people.
  for (const id of ['id-1', 'id-5']) {
    const ref = db.ref(userResourceType, id);
    await db.modify(ref, (current) => ({
      doc: { ...(JSON.parse(current.doc) as JsonObject), nickName: `${current.version}` },
    }));
  }
  await db.storage.tenants.create({
    id: 'other',
    slug: 'other',
    name: 'Other',
    profile: 'generic',
    compatibility: 'lenient',
    createdAt: '',
  });
  const foreign = { tenantId: 'other', unique: [], members: [{ value: 'id-1' }, { value: 'id-3' }] };
  await db.create(groupResourceType, 'foreign', { schemas: [], displayName: 'a' }, foreign);
}

const cases = 5_000;

test.each([userResourceType, groupResourceType])(
  `SQL and evaluate() agree on ${cases} random filters over random resources: $name`,
  { timeout: 120_000 },
  async (type) => {
    await using db = await storageForTest();
    await fill(db, 20_260_101);
    const query = { tenantId: db.tenant.id, type, startIndex: 1, count: 1000, include: {} };
    const all = (await db.storage.resources.list({ ...query, include })).resources.map((stored) => whole(type, stored));
    let compared = 0;
    let hits = 0;
    const filters = filterOf(type).filter((filter) => bound(filter, type) !== undefined);
    await fc.assert(
      fc.asyncProperty(filters, async (filter) => {
        const tree = bound(filter, type) as BoundFilter;
        const expected = all.filter((resource) => evaluate(tree, resource)).map(({ id }) => id);
        const page = await db.storage.resources.list({ ...query, filter: tree });
        compared += 1;
        hits += expected.length;
        const found = page.resources.map(({ id }) => id);
        expect({ filter: printFilter(filter), ids: found }).toEqual({ filter: printFilter(filter), ids: expected });
        expect(page.totalResults).toBe(expected.length);
      }),
      { numRuns: cases, seed: 7 },
    );
    expect(compared).toBeGreaterThanOrEqual(cases);
    // Filters that hit nobody, or everybody, prove little.
    expect(hits / compared / all.length).toBeGreaterThan(0.1);
    expect(hits / compared / all.length).toBeLessThan(0.9);
  },
);
