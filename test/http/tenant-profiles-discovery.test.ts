// /Schemas and /ResourceTypes of tenants with profiles (RFC 7643 §6, §7): the attributes of the profile and no others, read as
// Entra's schema discovery reads them.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { coreGroup } from '#main/protocol/schema/core-group.ts';
import { coreUser } from '#main/protocol/schema/core-user.ts';
import { enterpriseUser } from '#main/protocol/schema/enterprise-user.ts';
import { enterpriseUserSchema, groupSchema, userSchema } from '#shared/scim/urn.ts';
import { builtInProfiles, type ProfileAttribute, type TenantProfile } from '#shared/tenant-profiles/index.ts';
import { startRollcall, type RollcallForTest } from '../rollcall.ts';
import { openProfileTenant, placeOf, type ProfileTenant } from './profile-tenant.ts';

interface PublishedAttribute {
  readonly name: string;
  readonly type: string;
  readonly multiValued: boolean;
  readonly required: boolean;
  readonly canonicalValues?: readonly string[];
  readonly subAttributes?: readonly PublishedAttribute[];
}
interface Published {
  readonly id: string;
  readonly attributes: readonly PublishedAttribute[];
}
interface Target {
  readonly path: string;
  readonly required: boolean;
}

let rollcall: RollcallForTest;
const tenants = new Map<TenantProfile, ProfileTenant>();
beforeAll(async () => {
  rollcall = await startRollcall();
  for (const profile of builtInProfiles)
    tenants.set(profile, await openProfileTenant(rollcall, { profile: profile.id }));
});
afterAll(() => rollcall[Symbol.asyncDispose]());

async function read<Body>(profile: TenantProfile, path: string): Promise<Body> {
  const answer = await tenants.get(profile)?.send('GET', path);
  if (answer?.status !== 200) throw new Error(`GET ${path} answered ${answer?.status}: ${answer?.text}`);
  return answer.json as Body;
}

const published = async (profile: TenantProfile): Promise<readonly Published[]> =>
  (await read<{ Resources: readonly Published[] }>(profile, '/Schemas')).Resources;

const typesOf = ({ subAttributes = [] }: PublishedAttribute): readonly string[] =>
  subAttributes.find(({ name }) => name === 'type')?.canonicalValues ?? [];

/** As Microsoft's own tests flatten a schema into target attributes (idp-behaviour.md, A.4). */
const flatten = ({ id, attributes }: Published): readonly Target[] =>
  attributes.flatMap((attribute) => {
    const { name, type, multiValued, required, subAttributes = [] } = attribute;
    const prefix = id === userSchema || id === groupSchema ? '' : `${id}:`;
    if (type !== 'complex' || name === 'members') return [{ path: prefix + name, required }];
    if (!multiValued) return subAttributes.map((sub) => ({ path: `${name}.${sub.name}`, required: sub.required }));
    return typesOf(attribute).flatMap((value) =>
      subAttributes
        .filter((sub) => sub.name !== 'type' && sub.name !== 'primary')
        .map((sub) => ({ path: `${name}[type eq "${value}"].${sub.name}`, required: sub.required })),
    );
  });

const sorted = (targets: readonly { readonly path: string }[]): readonly string[] =>
  targets.map(({ path }) => path).toSorted();

const tables = builtInProfiles.flatMap((profile) =>
  (['users', 'groups'] as const).flatMap((kind) => {
    const rows = profile[kind];
    return typeof rows === 'string' ? [] : [{ profile, kind, rows, name: profile.name }];
  }),
);

describe.each(tables)('$kind of $name', ({ profile, kind, rows }) => {
  const targets = async (): Promise<readonly Target[]> =>
    (await published(profile))
      .filter(({ id }) => (id === groupSchema) === (kind === 'groups'))
      .flatMap((schema) => flatten(schema));

  test(`the ${rows.length} attributes of the table are published, and no others`, async () => {
    expect(sorted(await targets())).toEqual(sorted(rows));
  });

  test('required is what the table requires, and what RFC 7643 does', async () => {
    const always = kind === 'users' ? 'userName' : 'displayName';
    const asked = rows.filter(({ path, required }) => required || path === always);
    // A schema cannot require a value of one type alone: who has an address of type `other` needs a value in it too.
    const said = (await targets()).filter(({ path, required }) => required && !path.includes('[type eq "other"]'));
    expect(sorted(said)).toEqual(sorted(asked));
  });
});

const typed = tables
  .filter(({ kind }) => kind === 'users')
  .flatMap(({ profile, rows, name }) => {
    const places = rows.map(({ path }: ProfileAttribute) => placeOf(path)).filter(({ type }) => type !== undefined);
    return [...Map.groupBy(places, ({ attribute }) => attribute)].map(([attribute, of]) => ({
      profile,
      name,
      attribute,
      types: [...new Set(of.map(({ type }) => type))],
    }));
  });

test.each(typed)('$name: the types of $attribute are $types', async ({ profile, attribute, types }) => {
  const [user] = await published(profile);
  const found = user?.attributes.find(({ name }) => name === attribute);
  expect(found && typesOf(found)).toEqual(types);
});

const names = (schemas: readonly Published[]): readonly string[] =>
  schemas.flatMap(({ id, attributes }) => attributes.map(({ name }) => `${id}:${name}`));

test('a profile of everything publishes everything', async () => {
  const schemas = await published(builtInProfiles[0] as TenantProfile);
  expect(names(schemas)).toEqual(names([coreUser, enterpriseUser, coreGroup]));
});

test('without groups everything but Group and the groups of a user is published', async () => {
  const profile = builtInProfiles.find(({ groups }) => groups === 'none') as TenantProfile;
  const expected = names([coreUser, enterpriseUser]).filter((name) => name !== `${userSchema}:groups`);
  expect(names(await published(profile))).toEqual(expected);
});

describe.each(builtInProfiles)('$name', (profile) => {
  test('each schema is found by its id', async () => {
    const schemas = await published(profile);
    expect(new Set(schemas.map(({ id }) => id)).size).toBe(schemas.length);
    for (const schema of schemas) expect(await read(profile, `/Schemas/${schema.id}`)).toEqual(schema);
  });

  test('the resource types name the schemas that are published, and no others', async () => {
    interface Type {
      readonly schema: string;
      readonly schemaExtensions: readonly { readonly schema: string }[];
    }
    const { Resources } = await read<{ Resources: readonly Type[] }>(profile, '/ResourceTypes');
    const named = Resources.flatMap(({ schema, schemaExtensions }) => [
      schema,
      ...schemaExtensions.map((e) => e.schema),
    ]);
    const ids = (await published(profile)).map(({ id }) => id);
    expect(named.toSorted()).toEqual(ids.toSorted());
    const hasEnterprise =
      profile.users === 'all' || profile.users.some(({ path }) => path.startsWith(enterpriseUserSchema));
    expect(ids.includes(enterpriseUserSchema)).toBe(hasEnterprise);
  });
});
