// Each row of the attribute tables of the tenant profiles, and each of its ticks, over HTTP. The tests are made from the
// profile data, so that a row that is added is tested, and the numbers of rows are those of the published tutorials.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { coreGroup } from '#main/protocol/schema/core-group.ts';
import { coreUser } from '#main/protocol/schema/core-user.ts';
import { enterpriseUser } from '#main/protocol/schema/enterprise-user.ts';
import type { JsonObject, JsonValue } from '#shared/lang/json.ts';
import { patchOpMessage } from '#shared/scim/urn.ts';
import { builtInProfiles, type ProfileAttribute, type TenantProfile } from '#shared/tenant-profiles/index.ts';
import { startRollcall, type RollcallForTest } from '../rollcall.ts';
import {
  filterFor,
  openProfileTenant,
  placeOf,
  shortPath,
  smallest,
  valueAt,
  valueFor,
  withoutValue,
  withValue,
  type ProfileTenant,
} from './profile-tenant.ts';

type Kind = 'users' | 'groups';
const kinds: readonly Kind[] = ['users', 'groups'];
const endpoints: Readonly<Record<Kind, string>> = { users: '/Users', groups: '/Groups' };

/** What the core User schema has, for the products whose table is not published in text (tenant-profiles.md, 4). */
const core: readonly ProfileAttribute[] = [
  'userName',
  'active',
  'displayName',
  ...(coreUser.attributes.find(({ name }) => name === 'name')?.subAttributes ?? []).map(({ name }) => `name.${name}`),
  'emails[type eq "work"].value',
  'externalId',
].map((path) => ({
  path,
  type: path === 'active' ? 'Boolean' : 'String',
  filterable: true,
  required: path === 'userName',
}));
const coreOfGroup: readonly ProfileAttribute[] = [
  { path: 'displayName', type: 'String', filterable: true, required: true },
  { path: 'members', type: 'Reference', filterable: true, required: false },
];

/** The rows of a profile's table, or of the core schema where the profile takes everything. */
function rowsOf(profile: TenantProfile, kind: Kind): readonly ProfileAttribute[] {
  const rows = profile[kind];
  if (rows === 'all') return kind === 'users' ? core : coreOfGroup;
  return rows === 'none' ? [] : rows;
}

let rollcall: RollcallForTest;
beforeAll(async () => {
  rollcall = await startRollcall();
});
afterAll(() => rollcall[Symbol.asyncDispose]());

/** The tenant of a profile, made when it is first asked for. */
const opened = new Map<string, Promise<ProfileTenant>>();
const tenantOf = ({ id }: TenantProfile, compatibility: 'lenient' | 'strict' = 'lenient'): Promise<ProfileTenant> => {
  const key = `${id} ${compatibility}`;
  const tenant = opened.get(key) ?? openProfileTenant(rollcall, { profile: id, compatibility });
  opened.set(key, tenant);
  return tenant;
};

const patchOp = (...operations: readonly JsonObject[]) => ({ schemas: [patchOpMessage], Operations: operations });

/** Creates the resource and returns what was answered. */
async function create({ send }: ProfileTenant, kind: Kind, body: JsonObject): Promise<JsonObject> {
  const { status, json, text } = await send('POST', endpoints[kind], body);
  if (status !== 201) throw new Error(`POST ${endpoints[kind]} answered ${status}: ${text}`);
  return json;
}

/** A value that the row takes: a reference is to somebody who exists. */
async function valueIn(tenant: ProfileTenant, profile: TenantProfile, row: ProfileAttribute): Promise<JsonValue> {
  if (row.type !== 'Reference') return valueFor(row);
  const { id } = await create(tenant, 'users', smallest(rowsOf(profile, 'users'), 'users'));
  return [{ value: id as string }];
}

/** What is compared of a value that was read: of a reference its id. */
const plain = (value: JsonValue | undefined): JsonValue | undefined =>
  Array.isArray(value) ? (value as readonly JsonObject[]).map((element) => element['value'] ?? null) : value;

const outsideNote = ({ name }: TenantProfile, path: string): string => `${path}: not part of the profile ${name}`;

/** How many rows of each table have the tick. */
const ticks = (tick: 'filterable' | 'required') =>
  builtInProfiles.map((profile) =>
    kinds.map((kind) => (Array.isArray(profile[kind]) ? rowsOf(profile, kind).filter((row) => row[tick]).length : 0)),
  );

test('the tables have the rows of the tutorials: 8 + 2, 10 + 2, 28 + 3, and the core schema for the others', () => {
  expect(
    Object.fromEntries(
      builtInProfiles.map((profile) => [
        profile.id,
        kinds.map((kind) => (typeof profile[kind] === 'string' ? profile[kind] : profile[kind].length)),
      ]),
    ),
  ).toEqual({
    generic: ['all', 'all'],
    'simple-in-out': [8, 2],
    'sign-in-enterprise': [10, 2],
    sosafe: [28, 3],
    rfpio: ['all', 'none'],
  });
  expect(core).toHaveLength(11);
  expect(ticks('filterable')).toEqual([
    [0, 0],
    [2, 1],
    [1, 1],
    [1, 1],
    [0, 0],
  ]);
  expect(ticks('required')).toEqual([
    [0, 0],
    [3, 1],
    [4, 1],
    [1, 0],
    [0, 0],
  ]);
});

describe.each(builtInProfiles)('$name', (profile) => {
  describe.each(kinds.filter((kind) => profile[kind] !== 'none'))('%s', (kind) => {
    const rows = rowsOf(profile, kind);
    const endpoint = endpoints[kind];
    const small = (): JsonObject => smallest(rows, kind);

    test.each(rows)('$path is accepted, stored and read back', async (row) => {
      const tenant = await tenantOf(profile);
      const value = await valueIn(tenant, profile, row);
      const { id } = await create(tenant, kind, withValue(small(), row.path, value));
      expect(await tenant.notes()).toEqual([]);
      const { json } = await tenant.send('GET', `${endpoint}/${id as string}`);
      expect(plain(valueAt(json, row.path))).toEqual(plain(value));
    });

    test.each(rows)('$path is changed by the operation that Entra sends for it', async (row) => {
      const tenant = await tenantOf(profile);
      const { id } = await create(tenant, kind, small());
      const value = await valueIn(tenant, profile, row);
      const added = patchOp({ op: 'add', path: row.path, value });
      const { status } = await tenant.send('PATCH', `${endpoint}/${id as string}`, added);
      expect([200, 204]).toContain(status);
      expect((await tenant.notes()).filter((note) => note.includes('profile'))).toEqual([]);
      const { json } = await tenant.send('GET', `${endpoint}/${id as string}`);
      expect(plain(valueAt(json, row.path))).toEqual(plain(value));
    });

    const required = rows.filter((row) => row.required);
    const advice = profile[kind] === 'all' ? 'Send a ' : 'Map it in Entra: Provisioning > Attribute mapping';

    test.runIf(required.length > 0).each(required)(
      '$path is required: without it neither a create nor a replace is taken, and where to map it is said',
      async ({ path }) => {
        const tenant = await tenantOf(profile);
        const { id } = await create(tenant, kind, small());
        const lacking = withoutValue(small(), path);
        for (const [method, at] of [
          ['POST', endpoint],
          ['PUT', `${endpoint}/${id as string}`],
        ] as const) {
          const { status, json } = await tenant.send(method, at, lacking);
          expect([status, json['scimType']]).toEqual([400, 'invalidValue']);
          expect(json['detail']).toContain(`${shortPath(path)} is required`);
          expect(json['detail']).toContain(advice);
        }
      },
    );

    test.runIf(required.length > 0).each(required)('$path is required: its last value stays', async ({ path }) => {
      const tenant = await tenantOf(profile);
      const { id } = await create(tenant, kind, small());
      const removal = patchOp({ op: 'remove', path });
      const { status, json } = await tenant.send('PATCH', `${endpoint}/${id as string}`, removal);
      expect([status, json['scimType']]).toEqual([400, 'mutability']);
      expect(json['detail']).toContain(path);
    });

    test.each(rows.filter((row) => row.filterable))('$path is filterable', async (row) => {
      for (const compatibility of ['lenient', 'strict'] as const) {
        const tenant = await tenantOf(profile, compatibility);
        const value = await valueIn(tenant, profile, row);
        const { id } = await create(tenant, kind, withValue(small(), row.path, value));
        const filter = encodeURIComponent(
          filterFor(row, Array.isArray(value) ? (plain(value) as string[])[0]! : value),
        );
        const { status, json } = await tenant.send('GET', `${endpoint}?filter=${filter}&count=200`);
        expect(status).toBe(200);
        expect((json['Resources'] as readonly JsonObject[]).map((found) => found['id'])).toContain(id);
        expect(await tenant.notes()).toEqual([]);
      }
    });

    const others = rows.filter((row) => !row.filterable);

    test.runIf(others.length > 0).each(others)('$path is not filterable: answered, and noted', async (row) => {
      const tenant = await tenantOf(profile);
      const value = await valueIn(tenant, profile, row);
      const { id } = await create(tenant, kind, withValue(small(), row.path, value));
      const filter = encodeURIComponent(filterFor(row, Array.isArray(value) ? (plain(value) as string[])[0]! : value));
      const { status, json } = await tenant.send('GET', `${endpoint}?filter=${filter}&count=200`);
      expect(status).toBe(200);
      expect((json['Resources'] as readonly JsonObject[]).map((found) => found['id'])).toContain(id);
      expect(await tenant.notes()).toEqual([
        expect.stringContaining(`is not filterable in the profile ${profile.name}`),
      ]);
    });

    test.runIf(others.length > 0).each(others)('$path is not filterable: a strict tenant refuses', async (row) => {
      const { send } = await tenantOf(profile, 'strict');
      const literal = row.type === 'Boolean' ? false : 'x';
      const { status, json } = await send('GET', `${endpoint}?filter=${encodeURIComponent(filterFor(row, literal))}`);
      expect([status, json['scimType']]).toEqual([400, 'invalidFilter']);
      expect(json['detail']).toContain(`cannot be filtered by in the profile ${profile.name}`);
    });

    if (profile[kind] === 'all') return;

    const listed = new Set(
      rows.map(({ path }) => placeOf(path)).map(({ urn, attribute }) => `${urn ?? ''} ${attribute}`),
    );
    const written = kind === 'users' ? [coreUser, enterpriseUser] : [coreGroup];
    /** Every attribute of the schemas that a client may write and the table does not list. */
    const outside: readonly { readonly path: string; readonly value: JsonValue }[] = written.flatMap((schema) =>
      [...schema.attributes, ...(schema === enterpriseUser ? [] : [{ ...coreUser.attributes[0]!, name: 'externalId' }])]
        .filter(({ mutability }) => mutability === 'readWrite')
        .filter(({ name }) => !listed.has(`${schema === enterpriseUser ? schema.id : ''} ${name}`))
        .map(({ name, type, multiValued, subAttributes = [] }) => {
          const sub = subAttributes.find((part) => part.name === 'value') ?? subAttributes[0];
          const text = type === 'binary' || sub?.type === 'binary' ? 'AAAA' : 'https://northwind.example/x';
          const one: JsonValue = sub === undefined ? text : { [sub.name]: text };
          const path = schema === enterpriseUser ? `${schema.id}:${name}` : name;
          return { path, value: multiValued ? [one] : one };
        }),
    );

    describe.runIf(outside.length > 0)('outside of the profile', () => {
      test.each(outside)('$path is stored and noted', async ({ path, value }) => {
        const tenant = await tenantOf(profile);
        const { id } = await create(tenant, kind, withValue(small(), path, value));
        expect(await tenant.notes()).toEqual([outsideNote(profile, path)]);
        const { json } = await tenant.send('GET', `${endpoint}/${id as string}`);
        expect(valueAt(json, path)).toEqual(value);
        const changed = await create(tenant, kind, small());
        const operation = patchOp({ op: 'add', path, value });
        await tenant.send('PATCH', `${endpoint}/${changed['id'] as string}`, operation);
        expect(await tenant.notes()).toEqual([outsideNote(profile, path)]);
      });

      test.each(outside)('$path is refused by a strict tenant', async ({ path, value }) => {
        const tenant = await tenantOf(profile, 'strict');
        const created = await tenant.send('POST', endpoint, withValue(small(), path, value));
        expect([created.status, created.json['scimType']]).toEqual([400, 'invalidSyntax']);
        expect(created.json['detail']).toContain(`is not part of the profile ${profile.name}`);
        const { id } = await create(tenant, kind, small());
        const operation = patchOp({ op: 'add', path, value });
        const { status, json } = await tenant.send('PATCH', `${endpoint}/${id as string}`, operation);
        expect([status, json['scimType']]).toEqual([400, 'invalidPath']);
      });
    });
  });
});
