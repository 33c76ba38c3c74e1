// What a tenant profile changes beside its attribute tables, over HTTP (tenant-profiles.md): products without groups, the
// provisioning switch, tenants that are archived, profiles that an admin has made.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '#shared/lang/json.ts';
import { bulkRequestMessage, enterpriseUserSchema, groupSchema, patchOpMessage, userSchema } from '#shared/scim/urn.ts';
import { builtInProfiles, defaultProfile, type TenantProfile } from '#shared/tenant-profiles/index.ts';
import { startRollcall, type RollcallForTest } from '../rollcall.ts';
import { openProfileTenant, type ProfileTenant } from './profile-tenant.ts';

let rollcall: RollcallForTest;
beforeAll(async () => {
  rollcall = await startRollcall();
});
afterAll(() => rollcall[Symbol.asyncDispose]());

const profileWhere = (is: (profile: TenantProfile) => boolean): TenantProfile => {
  const found = builtInProfiles.find(is);
  if (found === undefined) throw new Error('No profile is like that');
  return found;
};
const withoutGroups = profileWhere(({ groups }) => groups === 'none');
const ofHosts = profileWhere(({ words }) => words.person === 'host');
const withBoardNames = profileWhere(({ tokenPolicy }) => tokenPolicy === 'reveal-again');

const user = (userName: string, more: JsonObject = {}): JsonObject => ({ schemas: [userSchema], userName, ...more });
const group = (displayName: string, more: JsonObject = {}): JsonObject => ({
  schemas: [groupSchema],
  displayName,
  ...more,
});
const patchOp = (...Operations: readonly JsonObject[]): JsonObject => ({ schemas: [patchOpMessage], Operations });
const host = (userName: string, more: JsonObject = {}): JsonObject =>
  user(userName, {
    name: { givenName: 'Ann', familyName: 'Bell' },
    emails: [{ type: 'work', value: `${userName}@northwind.example` }],
    ...more,
  });

async function createdIn({ send }: ProfileTenant, path: string, body: JsonObject): Promise<string> {
  const { status, json, text } = await send('POST', path, body);
  if (status !== 201) throw new Error(`POST ${path} answered ${status}: ${text}`);
  return json['id'] as string;
}

describe('a profile without groups', () => {
  const note = 'groups are not supported by this profile: turn the group mapping off';
  let tenant: ProfileTenant;
  beforeAll(async () => {
    tenant = await openProfileTenant(rollcall, { profile: withoutGroups.id });
  });

  test('rule 6: the list of groups is empty, as the connection test of Entra needs it (RFC 7644 §3.4.2)', async () => {
    const filter = encodeURIComponent('displayName eq "any"');
    for (const path of ['/Groups', `/Groups?excludedAttributes=members&filter=${filter}`, '/Groups?startIndex=5']) {
      const { status, json } = await tenant.send('GET', path);
      expect([status, json['totalResults'], json['Resources']]).toEqual([200, 0, []]);
    }
    const { status, json } = await tenant.send('POST', '/Groups/.search', {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'],
    });
    expect([status, json['totalResults']]).toEqual([200, 0]);
  });

  test('one group is not found', async () => {
    const { status, json } = await tenant.send('GET', '/Groups/1');
    expect(status).toBe(404);
    expect(json['detail']).toContain(note);
  });

  test.each([
    ['POST', '/Groups', group('Legal')],
    ['PUT', '/Groups/1', group('Legal')],
    ['PATCH', '/Groups/1', patchOp({ op: 'replace', path: 'displayName', value: 'Legal' })],
    ['DELETE', '/Groups/1', undefined],
  ] as const)('%s %s is not implemented, and the log says what to do', async (method, path, body) => {
    const { status, json } = await tenant.send(method, path, body);
    expect(status).toBe(501);
    expect(json['detail']).toContain(note);
    expect(json['detail']).toContain('Provision Groups > Enabled: No');
    expect(await tenant.notes()).toEqual([note]);
  });

  test('/ResourceTypes has no Group, and its schema is not there', async () => {
    const { json } = await tenant.send('GET', '/ResourceTypes');
    expect((json['Resources'] as readonly JsonObject[]).map(({ id }) => id)).toEqual(['User']);
    for (const path of ['/ResourceTypes/Group', `/Schemas/${groupSchema}`]) {
      expect((await tenant.send('GET', path)).status).toBe(404);
    }
  });

  test('groups of a time with another profile are kept, and seen nowhere', async () => {
    const before = await openProfileTenant(rollcall, {});
    const id = await createdIn(before, '/Users', user('ann'));
    const groupId = await createdIn(before, '/Groups', group('Legal', { members: [{ value: id }] }));
    await rollcall.ports.tenants.update({ ...before.tenant, profile: withoutGroups.id });
    await served(before, withoutGroups);
    expect((await before.send('GET', `/Users/${id}`)).json['groups']).toBeUndefined();
    expect((await before.send('GET', `/Groups/${groupId}`)).status).toBe(404);
    const { json } = await before.send('GET', '/?count=10');
    expect((json['Resources'] as readonly JsonObject[]).map((found) => found['id'])).toEqual([id]);
    await rollcall.ports.tenants.update(before.tenant);
    await served(before, defaultProfile);
    expect((await before.send('GET', `/Groups/${groupId}`)).json['displayName']).toBe('Legal');
    expect((await before.send('GET', `/Users/${id}`)).json['groups']).toHaveLength(1);
  });
});

/** Waits until the listener has heard of a tenant that was changed beside it. */
async function served({ send }: ProfileTenant, profile: TenantProfile): Promise<void> {
  const types = profile.groups === 'none' ? 1 : 2;
  await expect.poll(async () => (await send('GET', '/ResourceTypes')).json['totalResults']).toBe(types);
}

describe('the provisioning switch', () => {
  let tenant: ProfileTenant;
  beforeAll(async () => {
    tenant = await openProfileTenant(rollcall, { profile: withoutGroups.id, provisioning: false });
  });

  test.each([
    ['POST', '/Users', user('ann')],
    ['PUT', '/Users/1', user('ann')],
    ['PATCH', '/Users/1', patchOp({ op: 'replace', path: 'active', value: false })],
    ['DELETE', '/Users/1', undefined],
  ] as const)('while it is off, %s %s is refused with what to do', async (method, path, body) => {
    const { status, json } = await tenant.send(method, path, body);
    expect(status).toBe(403);
    expect(json['detail']).toMatch(/^Auto User Provisioning is off in Rollcall .+ Turn it on/);
    expect(await tenant.lastLogged()).toMatchObject({ status: 403, detail: json['detail'] });
  });

  test('each operation of a bulk request is refused by itself', async () => {
    const { status, json } = await tenant.send('POST', '/Bulk', {
      schemas: [bulkRequestMessage],
      Operations: [
        { method: 'POST', path: '/Users', bulkId: 'ann', data: user('ann') },
        { method: 'DELETE', path: '/Users/1' },
      ],
    });
    expect(status).toBe(200);
    expect((json['Operations'] as readonly JsonObject[]).map((operation) => operation['status'])).toEqual([
      '403',
      '403',
    ]);
  });

  test('reads work, and so does the connection test', async () => {
    const probe = encodeURIComponent('userName eq "7e1b4c2a-nobody"');
    for (const path of [`/Users?filter=${probe}`, '/Groups', '/ServiceProviderConfig', '/Schemas', '/ResourceTypes']) {
      expect((await tenant.send('GET', path)).status).toBe(200);
    }
    expect((await tenant.send('GET', `/Users?filter=${probe}`)).json['totalResults']).toBe(0);
  });

  test('once it is on, people arrive', async () => {
    await rollcall.ports.tenants.update({ ...tenant.tenant, provisioning: true });
    await expect.poll(async () => (await tenant.send('POST', '/Users', user('ann'))).status).not.toBe(403);
    const { json } = await tenant.send('GET', '/Users');
    expect(json['totalResults']).toBe(1);
  });
});

describe('a profile of hosts and host groups', () => {
  let tenant: ProfileTenant;
  beforeAll(async () => {
    tenant = await openProfileTenant(rollcall, { profile: ofHosts.id });
  });

  test('a host needs no displayName, and one that is sent is noted as outside of the profile', async () => {
    await createdIn(tenant, '/Users', host('ann'));
    expect(await tenant.notes()).toEqual([]);
    await createdIn(tenant, '/Users', host('bea', { displayName: 'Bea', externalId: 'b-1' }));
    expect(await tenant.notes()).toEqual(
      ['displayName', 'externalId'].map((path) => `${path}: not part of the profile ${ofHosts.name}`),
    );
  });

  test('active: false keeps the host, and a read still finds it', async () => {
    const id = await createdIn(tenant, '/Users', host('cal'));
    await tenant.send('PATCH', `/Users/${id}`, patchOp({ op: 'Replace', path: 'active', value: 'False' }));
    const { status, json } = await tenant.send('GET', `/Users/${id}`);
    expect([status, json['active']]).toEqual([200, false]);
  });

  test('all that is missing is named at once, with where to map it', async () => {
    const { status, json } = await tenant.send('POST', '/Users', user(''));
    expect([status, json['scimType']]).toEqual([400, 'invalidValue']);
    expect(json['detail']).toBe(
      `userName, emails[type eq "work"].value, name.givenName, name.familyName are required by ${ofHosts.name}, but not sent or empty. Map them in Entra: Provisioning > Attribute mapping (Users); elsewhere in the attribute mappings of the app.`,
    );
  });

  test('a value that is sent outside of the profile in a path-less operation is noted, and nothing else', async () => {
    const id = await createdIn(tenant, '/Users', host('dan'));
    const value = { 'name.givenName': 'Daniel', title: 'Counsel', [`${enterpriseUserSchema}:department`]: 'Legal' };
    const { json } = await tenant.send('PATCH', `/Users/${id}`, patchOp({ op: 'replace', value }));
    expect(json).toMatchObject({ title: 'Counsel', [enterpriseUserSchema]: { department: 'Legal' } });
    const notes = await tenant.notes();
    expect(notes.filter((note) => note.includes('profile'))).toEqual([
      `title: not part of the profile ${ofHosts.name}`,
    ]);
  });

  test('what a host group lists is there, and its removal takes it away', async () => {
    const member = await createdIn(tenant, '/Users', host('eva'));
    const id = await createdIn(tenant, '/Groups', group('Front desk', { members: [{ value: member }] }));
    expect(await tenant.notes()).toEqual([]);
    expect((await tenant.send('DELETE', `/Groups/${id}`)).status).toBe(204);
    expect((await tenant.send('GET', `/Groups/${id}`)).status).toBe(404);
  });
});

describe('lookups that Entra makes whatever the profile', () => {
  test('a reference is asked for beside id, also of an attribute outside of the profile', async () => {
    for (const compatibility of ['lenient', 'strict'] as const) {
      const tenant = await openProfileTenant(rollcall, { profile: withBoardNames.id, compatibility });
      const person = user('ann', { displayName: 'Ann', externalId: 'a-1' });
      const id = await createdIn(tenant, '/Users', person);
      const groupId = await createdIn(tenant, '/Groups', group('Legal', { members: [{ value: id }] }));
      for (const [path, filter, total] of [
        ['/Users', `id eq "${id}" and manager.value eq "nobody"`, 0],
        ['/Groups', `id eq "${groupId}" and members.value eq "${id}"`, 1],
        ['/Users', `id eq "${id}"`, 1],
      ] as const) {
        const { status, json } = await tenant.send('GET', `${path}?filter=${encodeURIComponent(filter)}&attributes=id`);
        expect([filter, status, json['totalResults']]).toEqual([filter, 200, total]);
        expect((await tenant.notes()).filter((note) => note.includes('profile'))).toEqual([]);
      }
    }
  });

  test('RFC 7644 §3.4.2.1: a query at the root is judged for each of the types', async () => {
    const tenant = await openProfileTenant(rollcall, { profile: ofHosts.id });
    await createdIn(tenant, '/Groups', group('Legal'));
    const { json } = await tenant.send('GET', `/?filter=${encodeURIComponent('displayName eq "Legal"')}`);
    expect(json['totalResults']).toBe(1);
    expect(await tenant.notes()).toEqual([
      `filter: displayName is not filterable in the profile ${ofHosts.name}, answered all the same`,
    ]);
  });
});

describe('profiles that an admin has made', () => {
  const own: TenantProfile = {
    ...withBoardNames,
    id: 'phone-book',
    name: 'Phone book',
    users: [
      { path: 'userName', type: 'String', filterable: true, required: true },
      { path: 'phoneNumbers[type eq "pager"].value', type: 'String', filterable: true, required: true },
    ],
    groupNamesUnique: false,
  };

  test('are served like those that come with Rollcall', async () => {
    await rollcall.ports.profiles.save(own.id, { version: 1, ...own } as unknown as JsonObject);
    const tenant = await openProfileTenant(rollcall, { profile: own.id });
    const refused = await tenant.send('POST', '/Users', user('ann'));
    expect([refused.status, refused.json['scimType']]).toEqual([400, 'invalidValue']);
    expect(refused.json['detail']).toContain('phoneNumbers[type eq "pager"].value is required by Phone book');
    const phoneNumbers = [{ type: 'pager', value: '7' }];
    const id = await createdIn(tenant, '/Users', user('ann', { phoneNumbers, title: 'Counsel' }));
    expect(await tenant.notes()).toEqual(['title: not part of the profile Phone book']);
    const filter = encodeURIComponent('phoneNumbers[type eq "pager"].value eq "7"');
    const { json } = await tenant.send('GET', `/Users?filter=${filter}`);
    expect((json['Resources'] as readonly JsonObject[]).map((found) => found['id'])).toEqual([id]);
    const { json: schema } = await tenant.send('GET', `/Schemas/${userSchema}`);
    expect((schema['attributes'] as readonly JsonObject[]).map(({ name }) => name)).toEqual([
      'userName',
      'phoneNumbers',
    ]);
  });

  test('say whether two groups may share a name', async () => {
    const tenant = await openProfileTenant(rollcall, { profile: own.id });
    await createdIn(tenant, '/Groups', group('Legal'));
    expect((await tenant.send('POST', '/Groups', group('Legal'))).status).toBe(201);
    const other = await openProfileTenant(rollcall, { profile: withBoardNames.id });
    await createdIn(other, '/Groups', group('Legal'));
    expect((await other.send('POST', '/Groups', group('Legal'))).status).toBe(409);
  });

  test('an id that no profile has is served as the default profile, and reported', async () => {
    const tenant = await openProfileTenant(rollcall, { profile: 'gone' });
    await createdIn(tenant, '/Users', user('ann', { title: 'Counsel' }));
    expect(await tenant.notes()).toEqual([]);
    expect(rollcall.faults.map(String)).toEqual([expect.stringContaining('The tenant profile "gone" does not exist')]);
  });
});

test('an archived tenant answers like one that never was', async () => {
  const tenant = await openProfileTenant(rollcall, { archivedAt: rollcall.ports.clock.now() });
  const { status, json } = await tenant.send('GET', '/Users');
  const unknown = await fetch(`${rollcall.url}/nobody/scim/v2/Users`);
  expect(status).toBe(unknown.status);
  expect(json['detail']).toBe(
    ((await unknown.json()) as { detail: string }).detail.replace('nobody', tenant.tenant.slug),
  );
});
