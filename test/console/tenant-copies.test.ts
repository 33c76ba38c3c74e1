// Taking a tenant elsewhere: a copy without its people, and an export with them.
import { expect, test } from 'vitest';
import type { ConsoleEvent } from '#shared/console-api/index.ts';
import { builtInProfiles } from '#shared/tenant-profiles/index.ts';
import { bulkRequestMessage } from '#shared/scim/urn.ts';
import { assetDefinition, device, deviceDefinition, deviceType } from '../http/device.ts';
import { startRollcall, type RollcallForTest } from '../rollcall.ts';
import { call, refusal } from './call.ts';

const entraId = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';

/** A tenant with something of everything. */
async function furnish(rollcall: RollcallForTest): Promise<{ roleId: string; userId: string }> {
  const { core, tenant } = rollcall;
  const tenantId = tenant.id;
  await call(core, 'tenants.set', { tenantId, name: 'Contoso', compatibility: 'strict', idpTenantId: entraId });
  await call(core, 'tenants.set', { tenantId, compatibility: 'lenient' });
  const { id: roleId } = await call(core, 'roles.create', {
    tenantId,
    name: 'Reception',
    permissions: ['people.view'],
  });
  await call(core, 'schemas.save', { tenantId, schema: deviceDefinition });
  await call(core, 'schemas.save', { tenantId, schema: assetDefinition });
  await call(core, 'resourceTypes.save', { tenantId, resourceType: deviceType });
  await rollcall.send('POST', '/Devices', { body: device('1') });
  const { json } = await rollcall.send('POST', '/Users', {
    body: { userName: 'ada@contoso.test', displayName: 'Ada', password: 'hunter2-secret', nickName: 'Countess' },
  });
  const userId = json['id'] as string;
  await call(core, 'users.set', { tenantId, id: userId, roleId, notes: 'Sits by the window' });
  await rollcall.send('POST', '/Groups', { body: { displayName: 'Engineers', members: [{ value: userId }] } });
  return { roleId, userId };
}

test('tenants.duplicate copies settings, roles, schemas and resource types, and nobody', async () => {
  await using rollcall = await startRollcall();
  const { core, tenant } = rollcall;
  await furnish(rollcall);
  const events: ConsoleEvent[] = [];
  core.subscribe((event) => events.push(event));
  const copy = await call(core, 'tenants.duplicate', { tenantId: tenant.id, name: 'Copy', slug: 'copy' });
  expect(copy).toMatchObject({
    name: 'Copy',
    slug: 'copy',
    profile: 'generic',
    idpTenantId: entraId,
    archivedAt: null,
  });
  expect(copy.id).not.toBe(tenant.id);
  expect(events).toContainEqual({ name: 'tenants.created', data: { tenant: copy } });
  const rolesOf = async (tenantId: string) =>
    (await call(core, 'roles.list', { tenantId })).map(({ id: _id, people: _people, ...role }) => role);
  expect(await rolesOf(copy.id)).toEqual(await rolesOf(tenant.id));
  const idsOf = async (tenantId: string) => (await call(core, 'roles.list', { tenantId })).map(({ id }) => id);
  expect(await idsOf(copy.id)).not.toEqual(expect.arrayContaining([(await idsOf(tenant.id))[0]]));
  const typesOf = async (tenantId: string) =>
    (await call(core, 'resourceTypes.list', { tenantId })).map(({ name }) => name);
  expect(await typesOf(copy.id)).toEqual(await typesOf(tenant.id));
  expect((await call(core, 'users.list', { tenantId: copy.id })).of).toBe(0);
  expect((await call(core, 'groups.list', { tenantId: copy.id })).of).toBe(0);
  expect(await call(core, 'tokens.list', { tenantId: copy.id })).toEqual([]);
  expect((await call(core, 'provisioningLog.list', { tenantId: copy.id })).entries).toEqual([]);
});

test.each([
  [{ slug: 'default' }, 'conflict'],
  [{ slug: 'scim' }, 'invalid-input'],
  [{ name: ' ' }, 'invalid-input'],
  [{ tenantId: 'nobody' }, 'not-found'],
])('tenants.duplicate refuses %j', async (input, code) => {
  await using rollcall = await startRollcall();
  const whole = { tenantId: rollcall.tenant.id, name: 'Copy', slug: 'copy', ...input };
  expect((await refusal(rollcall.core, 'tenants.duplicate', whole)).code).toBe(code);
  expect(await call(rollcall.core, 'tenants.list', {})).toHaveLength(1);
});

test('tenants.export holds people with role and notes, groups with members, roles, schemas and types', async () => {
  await using rollcall = await startRollcall();
  const { roleId, userId } = await furnish(rollcall);
  const { fileName, document } = await call(rollcall.core, 'tenants.export', { tenantId: rollcall.tenant.id });
  expect(fileName).toMatch(/^default-\d{4}-\d{2}-\d{2}\.json$/);
  expect(document).toMatchObject({
    format: 'rollcall-tenant',
    version: 1,
    tenant: { slug: 'default', name: 'Contoso', idpTenantId: entraId },
    roles: expect.arrayContaining([expect.objectContaining({ id: roleId, name: 'Reception', people: 1 })]),
    schemas: expect.arrayContaining([expect.objectContaining({ id: deviceDefinition['id'] })]),
    resourceTypes: [expect.objectContaining({ name: 'Device' })],
    people: [
      {
        origin: 'provisioned',
        roleId,
        roleSetByHand: true,
        notes: 'Sits by the window',
        resource: { id: userId, userName: 'ada@contoso.test', nickName: 'Countess' },
      },
    ],
    groups: [{ displayName: 'Engineers', members: [{ value: userId, display: 'Ada' }] }],
    resources: { Device: [expect.objectContaining({ meta: expect.objectContaining({ resourceType: 'Device' }) })] },
  });
  expect(document).not.toHaveProperty('profile');
});

test('tenants.export holds no secret: no token, no hash, no password', async () => {
  await using rollcall = await startRollcall();
  const tenantId = rollcall.tenant.id;
  await furnish(rollcall);
  const { secret, token } = await call(rollcall.core, 'tokens.create', { tenantId, label: 'Very private' });
  const text = JSON.stringify((await call(rollcall.core, 'tenants.export', { tenantId })).document);
  for (const leak of [
    secret,
    rollcall.token,
    token.id,
    'Very private',
    'hunter2-secret',
    'password',
    'hash',
    'sealed',
  ]) {
    expect(text).not.toContain(leak);
  }
});

test('tenants.export brings the custom profile of the tenant along, as it can be imported', async () => {
  await using rollcall = await startRollcall();
  const tenantId = rollcall.tenant.id;
  const profile = { version: 1, ...builtInProfiles[1], id: 'own', name: 'Own' };
  await call(rollcall.core, 'profiles.save', { profile });
  await call(rollcall.core, 'tenants.setProfile', { tenantId, profile: 'own' });
  const { document } = await call(rollcall.core, 'tenants.export', { tenantId });
  expect(document['profile']).toEqual(profile);
  await call(rollcall.core, 'profiles.save', { profile: document['profile'] as Record<string, unknown> });
});

test('tenants.export reads more people than a page holds, each once, in the order they came', async () => {
  await using rollcall = await startRollcall();
  const names = Array.from({ length: 1_001 }, (_, index) => `p${index}`);
  for (let start = 0; start < names.length; start += 500) {
    const Operations = names
      .slice(start, start + 500)
      .map((userName) => ({ method: 'POST', path: '/Users', bulkId: userName, data: { userName } }));
    await rollcall.send('POST', '/Bulk', { body: { schemas: [bulkRequestMessage], Operations } });
  }
  const { document } = await call(rollcall.core, 'tenants.export', { tenantId: rollcall.tenant.id });
  const exported = (document['people'] as { resource: { userName: string } }[]).map(
    ({ resource }) => resource.userName,
  );
  expect(exported).toEqual(names);
});

test('tenants.export says when no tenant has the id', async () => {
  await using rollcall = await startRollcall();
  expect((await refusal(rollcall.core, 'tenants.export', { tenantId: 'nobody' })).code).toBe('not-found');
});
