// Any profile that an admin can tick together behaves like those that come with Rollcall: rows of the whole table, in any
// choice, against people with any choice of values.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { hasValue, rowsOf } from '#main/application/tenant-profiles/attribute-rows.ts';
import { outsideProfile } from '#main/application/tenant-profiles/outside.ts';
import { publishedTypes } from '#main/application/tenant-profiles/published.ts';
import { violations } from '#main/application/tenant-profiles/required.ts';
import { builtInResourceTypes } from '#main/protocol/schema/resource-type-set.ts';
import { userResourceType } from '#main/protocol/schema/resource-types.ts';
import type { JsonObject } from '#shared/lang/json.ts';
import { userSchema } from '#shared/scim/urn.ts';
import { defaultProfile, type ProfileAttribute, type TenantProfile } from '#shared/tenant-profiles/index.ts';
import { placeOf, withValue } from '../http/profile-tenant.ts';
import { propertyRuns } from '../property-runs.ts';

const runs = { numRuns: propertyRuns(100, 2_000) };

/** Every row that chooses by type or not at all. */
const table = rowsOf(defaultProfile, userResourceType)
  .map(({ row }) => row)
  .filter(({ path }) => !path.includes('[primary'));

const profiles = fc
  .uniqueArray(fc.constantFrom(...table), { selector: ({ path }) => path, minLength: 1 })
  .chain((rows) =>
    fc.subarray(rows).map((required): TenantProfile => ({
      ...defaultProfile,
      users: rows.map((row) => ({ ...row, required: required.includes(row) })),
    })),
  );
const choices = fc.subarray([...table]);

const rowsIn = ({ users }: TenantProfile): readonly ProfileAttribute[] => (users === 'all' ? [] : users);
const pathsOf = (rows: readonly ProfileAttribute[]): readonly string[] => rows.map(({ path }) => path);

const personWith = (rows: readonly ProfileAttribute[]): JsonObject =>
  rows.reduce<JsonObject>((person, { path, type }) => withValue(person, path, type === 'Boolean' ? false : 'x'), {
    schemas: [userSchema],
  });

/** The attribute a row is about, whatever of it. */
const attributeOf = (path: string): string => {
  const { urn, attribute } = placeOf(path);
  return urn === undefined ? attribute : `${urn}:${attribute}`;
};

test('a person with values of the table alone is inside of the profile, and lacks what is required and not there', () => {
  fc.assert(
    fc.property(profiles, choices, (profile, chosen) => {
      const inside = rowsIn(profile).filter(({ path }) => pathsOf(chosen).includes(path));
      const person = personWith(inside);
      expect(outsideProfile(person, userResourceType, profile)).toEqual([]);
      const lacking = rowsIn(profile).filter((row) => row.required && !inside.includes(row));
      expect(violations(person, userResourceType, profile)).toEqual(pathsOf(lacking));
    }),
    runs,
  );
});

test('each value outside of the table is named, by its row or by the attribute that is not listed at all', () => {
  fc.assert(
    fc.property(profiles, choices, (profile, chosen) => {
      const listed = new Set(pathsOf(rowsIn(profile)).map(attributeOf));
      const types = new Set(pathsOf(rowsIn(profile)).map((path) => path.replace(/\.\w+$/, '')));
      const outside = pathsOf(chosen.filter(({ path }) => !pathsOf(rowsIn(profile)).includes(path))).map((path) => {
        if (!listed.has(attributeOf(path))) return attributeOf(path);
        const { type } = placeOf(path);
        const value = path.replace(/\.\w+$/, '');
        return type === undefined || types.has(value) ? path : value;
      });
      const found = outsideProfile(personWith(chosen), userResourceType, profile);
      expect(found.toSorted()).toEqual([...new Set(outside)].toSorted());
    }),
    runs,
  );
});

test('a profile finds the rows of its table that a person has, and no others', () => {
  fc.assert(
    fc.property(profiles, choices, (profile, chosen) => {
      const found = rowsOf(profile, userResourceType).filter((row) => hasValue(row, personWith(chosen)));
      const expected = rowsIn(profile).filter(({ path }) => pathsOf(chosen).includes(path));
      expect(found.map(({ row }) => row.path)).toEqual(pathsOf(expected));
    }),
    runs,
  );
});

test('what is published are the attributes of the table, each once', () => {
  fc.assert(
    fc.property(profiles, (profile) => {
      const { schemas } = publishedTypes(profile, builtInResourceTypes);
      const published = schemas
        .filter(({ name }) => name !== 'Group')
        .flatMap(({ id, attributes }) => attributes.map(({ name }) => (id === userSchema ? name : `${id}:${name}`)));
      expect(published.toSorted()).toEqual([...new Set(pathsOf(rowsIn(profile)).map(attributeOf))].toSorted());
    }),
    runs,
  );
});
