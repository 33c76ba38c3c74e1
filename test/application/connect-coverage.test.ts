// Coverage: how many people have a value for each row of the profile's attribute table, counted a slice at a time.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCoverage } from '#main/application/connect/coverage.ts';
import { createValueCount } from '#main/application/connect/value-count.ts';
import { hasValue, rowsOf } from '#main/application/tenant-profiles/attribute-rows.ts';
import type { DocumentReader } from '#main/application/ports/document-reader.ts';
import { groupResourceType, userResourceType } from '#main/protocol/schema/resource-types.ts';
import type { JsonObject } from '#shared/lang/json.ts';
import { enterpriseUserSchema } from '#shared/scim/urn.ts';
import { builtInProfiles, type TenantProfile } from '#shared/tenant-profiles/index.ts';
import { propertyRuns } from '../property-runs.ts';
import { documentOf } from '../protocol/arbitrary/documents.ts';
import { storageForTest, type StorageForTest } from '../storage/storage-for-test.ts';

const profile = (id: string): TenantProfile => {
  const found = builtInProfiles.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`no profile ${id}`);
  return found;
};

/** No count takes long, so that none is kept for longer than it stands. */
const clock = { monotonic: () => 0 };

/** The same reader, and how many pages it gave. */
function counted({ storage }: StorageForTest): { readonly documents: DocumentReader; readonly pages: () => number } {
  let pages = 0;
  return {
    documents: {
      newestChange: () => storage.documents.newestChange(),
      page: (...args) => {
        pages += 1;
        return storage.documents.page(...args);
      },
    },
    pages: () => pages,
  };
}

const person: JsonObject = {
  displayName: 'Ada Lovelace',
  title: 'Analyst',
  phoneNumbers: [
    { type: 'work', value: '1' },
    { type: 'fax', value: '2' },
  ],
};

test('every row of the table is there, with how many people have a value for it', async () => {
  await using own = await storageForTest();
  await own.user('ada', person);
  await own.user('bo', { displayName: 'Bo', title: '  ', phoneNumbers: [{ type: 'mobile', value: '3' }] });
  const coverageOf = createCoverage({ documents: own.storage.documents, clock });
  const { total, attributes } = await coverageOf(own.tenant.id, profile('simple-in-out'), userResourceType);
  expect(total).toBe(2);
  expect(Object.fromEntries(attributes.map(({ path, arrived }) => [path, arrived]))).toEqual({
    userName: 2,
    active: 2,
    displayName: 2,
    title: 1,
    'phoneNumbers[type eq "work"].value': 1,
    'phoneNumbers[type eq "mobile"].value': 1,
    'phoneNumbers[type eq "fax"].value': 1,
    externalId: 0,
  });
  expect(attributes.filter(({ required }) => required).map(({ path }) => path)).toEqual([
    'userName',
    'displayName',
    'externalId',
  ]);
});

test('an attribute of the enterprise extension is counted', async () => {
  await using own = await storageForTest();
  await own.user('ada', { [enterpriseUserSchema]: { department: 'Engines', organization: '' } });
  const coverageOf = createCoverage({ documents: own.storage.documents, clock });
  const { attributes } = await coverageOf(own.tenant.id, profile('sign-in-enterprise'), userResourceType);
  const arrived = new Map(attributes.map(({ path, arrived: count }) => [path, count]));
  expect(arrived.get(`${enterpriseUserSchema}:department`)).toBe(1);
  expect(arrived.get(`${enterpriseUserSchema}:organization`)).toBe(0);
});

test('a group with members has the attribute members, whose values are not in its document', async () => {
  await using own = await storageForTest();
  await own.group('Empty');
  await own.group('Full', ['somebody', 'somebody else']);
  const coverageOf = createCoverage({ documents: own.storage.documents, clock });
  const { total, attributes } = await coverageOf(own.tenant.id, profile('simple-in-out'), groupResourceType);
  expect(total).toBe(2);
  expect(attributes.map(({ path, arrived }) => [path, arrived])).toEqual([
    ['displayName', 2],
    ['members', 1],
  ]);
});

test('a profile of everything shows what arrived and what is required, and leaves the rest out', async () => {
  await using own = await storageForTest();
  await own.user('ada', person);
  const coverageOf = createCoverage({ documents: own.storage.documents, clock });
  const { attributes } = await coverageOf(own.tenant.id, profile('generic'), userResourceType);
  expect(attributes.map(({ path }) => path).toSorted()).toEqual(
    [
      'active',
      'displayName',
      'phoneNumbers[type eq "fax"].value',
      'phoneNumbers[type eq "work"].value',
      'title',
      'userName',
    ].toSorted(),
  );
  const nobody = await createCoverage({ documents: own.storage.documents, clock })(
    'another tenant',
    profile('generic'),
    userResourceType,
  ).catch((error: unknown) => error);
  expect(nobody).toMatchObject({ code: 'not-found' });
});

test('others are served between the slices', async () => {
  await using own = await storageForTest();
  for (let index = 0; index < 450; index++) await own.user(`user-${index}`);
  let turns = 0;
  let counting = true;
  const turn = (): void => {
    turns += 1;
    if (counting) setImmediate(turn);
  };
  setImmediate(turn);
  const { documents, pages } = counted(own);
  const { total } = await createCoverage({ documents, clock })(own.tenant.id, profile('sosafe'), userResourceType);
  counting = false;
  expect(total).toBe(450);
  expect(pages()).toBe(5);
  expect(turns).toBeGreaterThanOrEqual(4);
});

test('what was counted stands until a resource changes, and those who ask together wait for one count', async () => {
  await using own = await storageForTest();
  await own.user('ada', person);
  const { documents, pages } = counted(own);
  const coverageOf = createCoverage({ documents, clock });
  const ask = (): ReturnType<typeof coverageOf> =>
    coverageOf(own.tenant.id, profile('simple-in-out'), userResourceType);
  const [first, second] = await Promise.all([ask(), ask()]);
  expect(second).toBe(first);
  expect(await ask()).toBe(first);
  expect(pages()).toBe(1);

  await own.modify(own.ref(userResourceType, 'id-ada'), ({ doc }) => {
    const { title: _gone, ...rest } = JSON.parse(doc) as JsonObject;
    return { doc: rest };
  });
  const third = await ask();
  expect(third.attributes.find(({ path }) => path === 'title')?.arrived).toBe(0);
  await own.remove(own.ref(userResourceType, 'id-ada'));
  expect((await ask()).total).toBe(0);
  expect(pages()).toBe(3);
});

test('another profile is counted anew', async () => {
  await using own = await storageForTest();
  await own.user('ada', person);
  const coverageOf = createCoverage({ documents: own.storage.documents, clock });
  const countRows = async (id: string): Promise<number> =>
    (await coverageOf(own.tenant.id, profile(id), userResourceType)).attributes.length;
  expect(await countRows('simple-in-out')).toBe(8);
  expect(await countRows('sign-in-enterprise')).toBe(10);
  expect(await countRows('sosafe')).toBe(28);
});

test('a count that took long is not repeated for every person that arrives: it takes a tenth of the time at most', async () => {
  await using own = await storageForTest();
  await own.user('ada', person);
  let now = 0;
  const { documents, pages } = counted(own);
  const slow: DocumentReader = {
    ...documents,
    page: (...args) => {
      now += 400;
      return documents.page(...args);
    },
  };
  const coverageOf = createCoverage({ documents: slow, clock: { monotonic: () => now } });
  const total = async (): Promise<number> =>
    (await coverageOf(own.tenant.id, profile('simple-in-out'), userResourceType)).total;
  expect(await total()).toBe(1);
  await own.user('bo');
  now = 3_999;
  expect(await total()).toBe(1);
  now = 4_000;
  expect(await total()).toBe(2);
  expect(pages()).toBe(2);
});

test('for any documents the walk counts what hasValue says of each row', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...builtInProfiles),
      fc.array(documentOf(userResourceType), { maxLength: 8 }),
      (any, documents) => {
        const rows = rowsOf(any, userResourceType);
        const values = createValueCount(rows);
        for (const document of documents) values.add(document);
        const expected = rows.map((row) => documents.filter((document) => hasValue(row, document)).length);
        expect(values.counts).toEqual(expected);
      },
    ),
    { numRuns: propertyRuns(200, 5_000) },
  );
});
