// The SQL of a filter and the engine's evaluate() must agree on every filter and every resource: evaluate() says what
// RFC 7644 §3.4.2.2 means, SQL is what clients get.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDeviations } from '#main/protocol/deviations.ts';
import { bindFilter } from '#main/protocol/filter/bind.ts';
import { evaluate } from '#main/protocol/filter/evaluate.ts';
import { printFilter } from '#main/protocol/filter/print.ts';
import type { ResourceType } from '#main/protocol/schema/attribute.ts';
import { commonAttributes } from '#main/protocol/schema/common-attributes.ts';
import { groupResourceType, userResourceType } from '#main/protocol/schema/resource-types.ts';
import type { StoredResource } from '#main/application/ports/resource-store.ts';
import { foldCase } from '#shared/lang/fold-case.ts';
import type { JsonObject, JsonValue } from '#shared/lang/json.ts';
import { propertyRuns } from '../property-runs.ts';
import { documentOf } from '../protocol/arbitrary/documents.ts';
import { instrument, namesake } from '../protocol/arbitrary/every-type.ts';
import { filterOf } from '../protocol/arbitrary/typed-filters.ts';
import { awkwardText, dateTimes } from '../protocol/arbitrary/values.ts';
import { naiveEvaluate } from '../protocol/naive/evaluate.ts';
import { storageForTest, tenantOf, type StorageForTest } from './storage-for-test.ts';

/** Also what no request gets in but an old database may hold. */
const text = fc.oneof({ weight: 9, arbitrary: awkwardText }, { weight: 2, arbitrary: fc.constantFrom('', 'a\u0000b') });
const dateTime = fc.constantFrom(...dateTimes);

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
  const sample = (type: ResourceType, count: number) => fc.sample(documentOf(type, { text }), { numRuns: count, seed });
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
  for (const type of [instrument, namesake]) {
    for (const [index, doc] of sample(type, 40).entries()) {
      await db.create(type, `${type.name}-${index}`, doc, { unique: [], at: time(index + 3) });
    }
  }
  // Versions other than 1, and another tenant whose groups name the same people.
  for (const id of ['id-1', 'id-5']) {
    const ref = db.ref(userResourceType, id);
    await db.modify(ref, (current) => ({
      doc: { ...(JSON.parse(current.doc) as JsonObject), nickName: `${current.version}` },
    }));
  }
  const other = tenantOf('other');
  await db.storage.tenants.create(other);
  const foreign = { tenantId: other.id, unique: [], members: [{ value: 'id-1' }, { value: 'id-3' }] };
  await db.create(groupResourceType, 'foreign', { schemas: [], displayName: 'a' }, foreign);
}

const cases = propertyRuns(2_600, 10_000);

test.each([instrument, namesake, userResourceType, groupResourceType])(
  `SQL, evaluate() and the RFC read aloud agree on ${cases} random filters over random resources: $name`,
  { timeout: 1_200_000 },
  async (type) => {
    await using db = await storageForTest();
    await fill(db, 20_260_101);
    await db.storage.flush(); // so that searches are answered from the index
    const query = { tenantId: db.tenant.id, type, startIndex: 1, count: 1000, include: {} };
    const all = (await db.storage.resources.list({ ...query, include })).resources.map((stored) => whole(type, stored));
    const idsWhere = (decide: (resource: JsonObject) => boolean) => all.filter(decide).map(({ id }) => id);
    let compared = 0;
    let hits = 0;
    await fc.assert(
      fc.asyncProperty(filterOf(type, text), async (filter) => {
        const tree = bindFilter(filter, type, createDeviations('lenient'));
        const evaluated = idsWhere((resource) => evaluate(tree, resource));
        const naive = idsWhere((resource) => naiveEvaluate(filter, resource, type, commonAttributes));
        const page = await db.storage.resources.list({ ...query, filter: tree });
        compared += 1;
        hits += naive.length;
        const found = page.resources.map(({ id }) => id);
        const written = printFilter(filter);
        expect({ written, evaluated, found }).toEqual({ written, evaluated: naive, found: naive });
        expect(page.totalResults).toBe(naive.length);
      }),
      { numRuns: cases },
    );
    expect(compared).toBeGreaterThanOrEqual(cases);
    // Filters that hit nobody, or everybody, prove little.
    expect(hits / compared / all.length).toBeGreaterThan(0.1);
    expect(hits / compared / all.length).toBeLessThan(0.9);
  },
);
