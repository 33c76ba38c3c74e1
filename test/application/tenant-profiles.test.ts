// The engine that reads tenant profiles, without a server: what a table's rows mean for documents, filters and schemas.
import { describe, expect, test } from 'vitest';
import { hasValue, rowsOf } from '#main/application/tenant-profiles/attribute-rows.ts';
import { createFindProfile } from '#main/application/tenant-profiles/find-profile.ts';
import { outsideProfile, tolerateOutside } from '#main/application/tenant-profiles/outside.ts';
import { publishedTypes } from '#main/application/tenant-profiles/published.ts';
import { demandsOf, violations } from '#main/application/tenant-profiles/required.ts';
import { tolerateFilter } from '#main/application/tenant-profiles/filterable.ts';
import { createDeviations } from '#main/protocol/deviations.ts';
import { bindFilter } from '#main/protocol/filter/bind.ts';
import { parseFilter } from '#main/protocol/filter/parser.ts';
import { invalidSyntax, ScimError } from '#main/protocol/message/scim-error.ts';
import type { ResourceType } from '#main/protocol/schema/attribute.ts';
import { combineDefinitions } from '#main/protocol/schema/definitions/combine-definitions.ts';
import { parseResourceType } from '#main/protocol/schema/definitions/parse-resource-type.ts';
import { parseSchema } from '#main/protocol/schema/definitions/parse-schema.ts';
import { builtInResourceTypes } from '#main/protocol/schema/resource-type-set.ts';
import { groupResourceType, userResourceType } from '#main/protocol/schema/resource-types.ts';
import { openStorage } from '#main/storage/sqlite/open.ts';
import type { JsonObject } from '#shared/lang/json.ts';
import type { Compatibility } from '#shared/scim/compatibility.ts';
import { enterpriseUserSchema, groupSchema, userSchema } from '#shared/scim/urn.ts';
import { builtInProfiles, defaultProfile, type TenantProfile } from '#shared/tenant-profiles/index.ts';

const profile = (id: string): TenantProfile => {
  const found = builtInProfiles.find((known) => known.id === id);
  if (found === undefined) throw new Error(`There is no profile ${id}`);
  return found;
};
const simpleInOut = profile('simple-in-out');
const signInEnterprise = profile('sign-in-enterprise');
const soSafe = profile('sosafe');
const rfpio = profile('rfpio');

const host: JsonObject = {
  schemas: [userSchema],
  userName: 'ann@northwind.example',
  name: { givenName: 'Ann', familyName: 'Bell' },
  emails: [{ type: 'work', value: 'ann@northwind.example', primary: true }],
};

/** A profile of one's own: these rows for users. */
const withUsers = (users: TenantProfile['users']): TenantProfile => ({
  ...defaultProfile,
  id: 'own',
  name: 'Own',
  users,
});

const missing = (doc: JsonObject, of = signInEnterprise) => violations(doc, userResourceType, of);

describe('required attributes', () => {
  test('a resource with all of them violates nothing', () => expect(missing(host)).toEqual([]));

  test('each one that is absent is named as the table writes it', () => {
    const { name: _name, emails: _emails, ...rest } = host;
    expect(missing(rest)).toEqual(['emails[type eq "work"].value', 'name.givenName', 'name.familyName']);
  });

  test('a value of another type, an empty one and one of blanks count as absent', () => {
    const other = [{ type: 'home', value: 'ann@home.example' }];
    expect(missing({ ...host, emails: other })).toEqual(['emails[type eq "work"].value']);
    expect(missing({ ...host, emails: [{ type: 'work', primary: true }] })).toEqual(['emails[type eq "work"].value']);
    expect(missing({ ...host, name: { givenName: ' ', familyName: '' } })).toEqual([
      'name.givenName',
      'name.familyName',
    ]);
  });

  test('false is a value', () => {
    const own = withUsers([{ path: 'active', type: 'Boolean', filterable: false, required: true }]);
    expect(missing({ ...host, active: false }, own)).toEqual([]);
    expect(missing(host, own)).toEqual(['active']);
  });

  test('the refusal names all, says where to map them, and stays within 300 characters', () => {
    const paths = rowsOf(soSafe, userResourceType).map(({ row }) => row.path);
    const rows = paths.map((path) => ({ path, type: 'String', filterable: false, required: true }) as const);
    const own = withUsers(rows);
    const error = demandsOf(own, userResourceType)?.refusal(paths) as ScimError;
    expect(error).toMatchObject({ status: 400, scimType: 'invalidValue', context: { path: 'userName' } });
    expect(error.detail).toMatch(/^userName, active, displayName, .+ and \d+ more are required by Own,/);
    expect(error.detail).toContain('Provisioning > Attribute mapping (Users)');
    expect(error.detail.length).toBeLessThanOrEqual(300);
    expect(error.detail).not.toContain('…');
    const few = demandsOf(signInEnterprise, userResourceType)?.refusal(missing({}, signInEnterprise)) as ScimError;
    expect(few.detail).toContain(
      'userName, emails[type eq "work"].value, name.givenName, name.familyName are required',
    );
  });

  test('a profile of everything demands nothing beyond the schemas', () => {
    for (const all of [defaultProfile, rfpio]) {
      expect(demandsOf(all, userResourceType)).toBeUndefined();
      expect(missing({}, all)).toEqual([]);
    }
  });
});

const outside = (doc: JsonObject, of = signInEnterprise) => outsideProfile(doc, userResourceType, of);

describe('attributes outside of the profile', () => {
  test('what the table lists is inside, with the labels of its values', () => expect(outside(host)).toEqual([]));

  test('an attribute that is not listed is named once, whatever it holds', () => {
    const doc = { ...host, title: 'Counsel', ims: [{ value: 'ann' }, { value: 'bell' }] };
    expect(outside(doc)).toEqual(['title', 'ims']);
  });

  test('of a listed attribute what the rows do not name is outside', () => {
    const doc: JsonObject = {
      ...host,
      name: { givenName: 'Ann', familyName: 'Bell', formatted: 'Ann Bell' },
      emails: [
        { type: 'work', value: 'ann@northwind.example', display: 'Ann' },
        { type: 'home', value: 'ann@home.example' },
        { value: 'ann@somewhere.example' },
      ],
      [enterpriseUserSchema]: { department: 'Legal', division: 'West' },
    };
    expect(outside(doc)).toEqual([
      'name.formatted',
      'emails[type eq "work"].display',
      'emails[type eq "home"]',
      'emails[not (type pr)]',
      `${enterpriseUserSchema}:division`,
    ]);
  });

  test('id, meta, schemas and groups are in every profile; externalId where it is listed', () => {
    const doc = { ...host, id: '1', meta: { version: '1' }, groups: [{ value: 'g' }], externalId: 'x' };
    expect(outside(doc)).toEqual(['externalId']);
    expect(outsideProfile({ externalId: 'x' }, userResourceType, simpleInOut)).toEqual([]);
  });

  test('active: true that Rollcall filled in is not outside, and what was sent is', () => {
    const own = withUsers([{ path: 'userName', type: 'String', filterable: true, required: true }]);
    expect(outside({ userName: 'ann', active: true }, own)).toEqual([]);
    expect(outside({ userName: 'ann', active: false }, own)).toEqual(['active']);
  });

  test('an extension without schema is outside', () => {
    expect(outside({ ...host, 'urn:example:Unknown': { badge: '7' } })).toEqual(['urn:example:Unknown']);
  });

  test('an extension that the tenant has declared itself is its own affair', () => {
    const schema = parseSchema({
      id: 'urn:example:Badge',
      name: 'Badge',
      attributes: [{ name: 'badge', type: 'string' }],
    });
    const type = parseResourceType({
      name: 'User',
      schemaExtensions: [
        { schema: enterpriseUserSchema, required: false },
        { schema: schema.id, required: false },
      ],
    });
    const served = combineDefinitions({ schemas: [schema], resourceTypes: [type] });
    const user = served.find('User') ?? userResourceType;
    expect(outsideProfile({ ...host, [schema.id]: { badge: '7' } }, user, signInEnterprise)).toEqual([]);
    const published = publishedTypes(signInEnterprise, served);
    expect(published.schemas.map(({ id }) => id)).toContain(schema.id);
    expect(published.schemas.find(({ id }) => id === schema.id)).toBe(schema);
  });

  test('of a change only what it sets is noted', () => {
    const deviations = createDeviations('lenient');
    const before = { ...host, title: 'Counsel', nickName: 'Annie' };
    const after = { ...host, title: 'Team Lead', nickName: 'Annie' };
    tolerateOutside(
      { before, after, addsMembers: false },
      userResourceType,
      signInEnterprise,
      deviations,
      invalidSyntax,
    );
    expect(deviations.notes).toEqual(['title: not part of the profile Sign In Enterprise']);
  });

  test('members are outside of a table of groups that does not list them', () => {
    const own: TenantProfile = {
      ...defaultProfile,
      groups: [{ path: 'displayName', type: 'String', filterable: true, required: true }],
    };
    const deviations = createDeviations('lenient');
    const after = { schemas: [groupSchema], displayName: 'Legal' };
    tolerateOutside({ after, addsMembers: true }, groupResourceType, own, deviations, invalidSyntax);
    expect(deviations.notes).toEqual([`members: not part of the profile ${own.name}`]);
  });
});

const judged = (
  filter: string,
  compatibility: Compatibility = 'lenient',
  of = simpleInOut,
  type = userResourceType,
) => {
  const deviations = createDeviations('lenient');
  const bound = bindFilter(parseFilter(filter, deviations), type, deviations);
  const heard = createDeviations(compatibility);
  tolerateFilter(bound, type, of, heard);
  return heard.notes;
};
const note = (name: string) => [
  `filter: ${name} is not filterable in the profile Simple In/Out, answered all the same`,
];
const ofGroups = (filter: string) => judged(filter, 'lenient', simpleInOut, groupResourceType);

describe('filters', () => {
  test.each([
    'userName eq "ann"',
    'displayName co "ann" and userName pr',
    'id eq "1"',
    'meta.lastModified gt "2026-01-01T00:00:00Z"',
    'schemas eq "urn:x"',
    'id eq "1" and manager eq "2"',
  ])('%s is allowed', (filter) => expect(judged(filter)).toEqual([]));

  test.each([
    ['title eq "Counsel"', 'title'],
    ['externalId eq "x"', 'externalId'],
    ['not (active eq true)', 'active'],
    ['emails.value eq "x"', 'emails.value'],
    ['phoneNumbers[type eq "work" and value eq "1"]', 'phoneNumbers[type eq "work"].value'],
    ['manager eq "2"', `${enterpriseUserSchema}:manager.value`],
  ])('%s is noted', (filter, name) => expect(judged(filter)).toEqual(note(name)));

  test('each attribute is noted once', () => {
    expect(judged('title eq "a" or title eq "b" or nickName pr')).toEqual([...note('title'), ...note('nickName')]);
  });

  test('a strict tenant refuses with invalidFilter and what can be matched by', () => {
    expect(() => judged('title eq "Counsel"', 'strict')).toThrow(
      expect.objectContaining({
        status: 400,
        scimType: 'invalidFilter',
        message: 'title cannot be filtered by in the profile Simple In/Out. Match by id or userName or displayName.',
      }) as Error,
    );
  });

  test('a reference is checked beside id, and otherwise matched by only where it is listed', () => {
    expect(ofGroups('id eq "G" and members eq "U"')).toEqual([]);
    expect(ofGroups('members eq "U"')).toEqual(note('members.value'));
  });

  test('of values with types the row’s own type is filterable, and one that could be of it', () => {
    const path = 'emails[type eq "work"].value';
    const own = withUsers([{ path, type: 'String', filterable: true, required: false }]);
    const ofOwn = (filter: string) => judged(filter, 'lenient', own);
    expect(ofOwn(`${path} eq "x"`)).toEqual([]);
    expect(ofOwn('emails.value eq "x"')).toEqual([]);
    expect(ofOwn('emails[type eq "work"]')).toEqual([]);
    expect(ofOwn('emails[type eq "home"].value eq "x"')).toHaveLength(1);
    expect(ofOwn('emails[type eq "work"].display eq "x"')).toHaveLength(1);
  });

  test('a profile of everything lets everything be filtered', () => {
    expect(judged('title eq "a" and emails.value pr', 'strict', defaultProfile)).toEqual([]);
  });
});

describe('what is published', () => {
  test('of a profile of everything the very types that are served', () => {
    expect(publishedTypes(defaultProfile, builtInResourceTypes)).toBe(builtInResourceTypes);
  });

  test('a schema that nothing is left of is not published, nor named by its resource type', () => {
    const { schemas, types } = publishedTypes(simpleInOut, builtInResourceTypes);
    expect(schemas.map(({ id }) => id)).toEqual([userSchema, groupSchema]);
    expect(types.map(({ name, extensions }) => [name, extensions.length])).toEqual([
      ['User', 0],
      ['Group', 0],
    ]);
  });

  test('without groups neither Group nor a user’s groups are published', () => {
    const { schemas, types } = publishedTypes(rfpio, builtInResourceTypes);
    expect(types.map(({ name }) => name)).toEqual(['User']);
    expect(schemas.map(({ id }) => id)).toEqual([userSchema, enterpriseUserSchema]);
    expect(schemas[0]?.attributes.map(({ name }) => name)).not.toContain('groups');
  });

  test('is computed once for a profile and what a tenant serves', () => {
    expect(publishedTypes(soSafe, builtInResourceTypes)).toBe(publishedTypes(soSafe, builtInResourceTypes));
  });

  test('RFC 7643 §2.4: an attribute without types keeps the canonical values of its schema', () => {
    const own = withUsers([{ path: 'phoneNumbers.value', type: 'String', filterable: false, required: false }]);
    const [user] = publishedTypes(own, builtInResourceTypes).schemas;
    const [phones] = user?.attributes ?? [];
    expect(phones?.subAttributes?.map(({ name }) => name)).toEqual(['value', 'type', 'primary']);
    expect(phones?.subAttributes?.[1]?.canonicalValues).toContain('pager');
  });
});

const coveredPaths = (resource: JsonObject, type: ResourceType, of: TenantProfile): readonly string[] =>
  rowsOf(of, type)
    .filter((row) => hasValue(row, resource))
    .map(({ row }) => row.path);

describe('coverage', () => {
  test('tells which rows a resource has values for, in the order of the table', () => {
    expect(coveredPaths(host, userResourceType, signInEnterprise)).toEqual([
      'userName',
      'emails[type eq "work"].value',
      'name.givenName',
      'name.familyName',
    ]);
    const group = { displayName: 'Legal', members: [{ value: '1' }] };
    expect(coveredPaths(group, groupResourceType, soSafe)).toEqual(['displayName', 'members']);
  });

  test('a profile of everything has a row for each attribute that can be provisioned', () => {
    const paths = rowsOf(defaultProfile, userResourceType).map(({ row }) => row.path);
    for (const path of [
      'userName',
      'name.givenName',
      'emails[type eq "work"].value',
      'addresses[type eq "home"].locality',
      'roles[primary eq "True"].value',
      'externalId',
      `${enterpriseUserSchema}:manager`,
    ]) {
      expect(paths).toContain(path);
    }
    expect(paths).not.toContain('password');
    expect(new Set(paths).size).toBe(paths.length);
    expect(coveredPaths(host, userResourceType, defaultProfile)).toHaveLength(4);
  });

  test('groups of a profile without groups have no rows', () => {
    expect(rowsOf(rfpio, groupResourceType)).toEqual([]);
  });
});

describe('the profile behind an id', () => {
  const own = { ...soSafe, id: 'own', name: 'Own' } as unknown as JsonObject;

  test('is the built-in one, or the stored one as long as it stays the same object', async () => {
    const storage = openStorage({ file: ':memory:' });
    const { profiles } = storage;
    const faults: unknown[] = [];
    const find = createFindProfile(profiles, (fault) => void faults.push(fault));
    expect(await find('sosafe')).toBe(soSafe);
    await profiles.save('own', own);
    const found = await find('own');
    expect(found).toMatchObject({ id: 'own', users: soSafe.users });
    expect(await find('own')).toBe(found);
    await profiles.save('own', { ...own, name: 'Renamed' });
    expect((await find('own')).name).toBe('Renamed');
    expect(faults).toEqual([]);
    storage.close();
  });

  test('is the default one for an id nobody knows or a definition nobody can read, reported once', async () => {
    const storage = openStorage({ file: ':memory:' });
    const { profiles } = storage;
    const faults: Error[] = [];
    const find = createFindProfile(profiles, (fault) => void faults.push(fault as Error));
    await profiles.save('broken', { id: 'broken' });
    expect([await find('gone'), await find('gone'), await find('broken')]).toEqual([
      defaultProfile,
      defaultProfile,
      defaultProfile,
    ]);
    expect(faults.map(({ message }) => message)).toEqual([
      'The tenant profile "gone" does not exist. Tenants that have it are served as Generic SCIM 2.0.',
      expect.stringMatching(/^The tenant profile "broken" cannot be read \(.+\)\./),
    ]);
    storage.close();
  });
});
