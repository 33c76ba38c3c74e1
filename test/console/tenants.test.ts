import { expect, test } from 'vitest';
import type { ConsoleEvent } from '#shared/console-api/index.ts';
import { builtInProfiles } from '#shared/tenant-profiles/index.ts';
import { startRollcall } from '../rollcall.ts';
import { call, hear, refusal } from './call.ts';

test('tenants.list gives each tenant with the Tenant URL to paste into the identity provider', async () => {
  await using rollcall = await startRollcall();
  expect(await call(rollcall.core, 'tenants.list', {})).toEqual([
    { ...rollcall.tenant, tenantUrl: rollcall.tenantUrl },
  ]);
});

test('tenants.create makes a tenant that answers at its Tenant URL, and tells every console', async () => {
  await using rollcall = await startRollcall();
  const events: ConsoleEvent[] = [];
  hear(rollcall.core, events);
  const created = await call(rollcall.core, 'tenants.create', { name: '  Contoso ', slug: 'contoso' });
  expect(created).toMatchObject({ name: 'Contoso', slug: 'contoso', profile: 'generic' });
  expect(events).toEqual([{ name: 'tenants.created', data: { tenant: created } }]);
  const answer = await fetch(`${created.tenantUrl}/Users`);
  expect(answer.status).toBe(401);
});

test('tenants.create refuses a slug that is taken', async () => {
  await using rollcall = await startRollcall();
  const { code, detail } = await refusal(rollcall.core, 'tenants.create', { name: 'Other', slug: 'default' });
  expect(code).toBe('conflict');
  expect(detail).toContain('"default"');
});

test.each(['api', 'assets', 'scim', 'console', 'health', 'oauth2', 'v2'])(
  'tenants.create refuses the slug %j, which the public listener keeps for itself',
  async (slug) => {
    await using rollcall = await startRollcall();
    const { code, detail } = await refusal(rollcall.core, 'tenants.create', { name: 'X', slug });
    expect(code).toBe('invalid-input');
    expect(detail).toContain(`"${slug}" is reserved`);
  },
);

test('tenants.create refuses a profile that nobody knows, and names those there are', async () => {
  await using rollcall = await startRollcall();
  const { code, detail } = await refusal(rollcall.core, 'tenants.create', { name: 'X', slug: 'x', profile: 'nope' });
  expect(code).toBe('not-found');
  expect(detail).toContain('"nope"');
  expect(detail).toContain('generic, simple-in-out, sign-in-enterprise, sosafe, rfpio');
});

test.each(builtInProfiles.map(({ id, hasProvisioningSwitch }) => [id, !hasProvisioningSwitch] as const))(
  'a new tenant with the profile %s begins with provisioning %s, the first roles and nobody',
  async (profile, provisioning) => {
    await using rollcall = await startRollcall();
    const created = await call(rollcall.core, 'tenants.create', { name: 'New', slug: 'new', profile });
    expect(created).toMatchObject({
      profile,
      provisioning,
      compatibility: 'lenient',
      idpTenantId: null,
      archivedAt: null,
    });
    const roles = await call(rollcall.core, 'roles.list', { tenantId: created.id });
    expect(roles.filter(({ isDefault }) => isDefault)).toHaveLength(1);
    expect(roles.filter(({ isLocked }) => isLocked)).toHaveLength(1);
    expect(await call(rollcall.core, 'tokens.list', { tenantId: created.id })).toEqual([]);
    expect((await call(rollcall.core, 'users.list', { tenantId: created.id })).of).toBe(0);
  },
);

test.each(['Upper', '-dash', 'dash-', 'with space', 'a'.repeat(41), 'sl/ash', ''])(
  'tenants.create refuses the slug %j, which would not stand in a URL as it is',
  async (slug) => {
    await using rollcall = await startRollcall();
    const { code, detail } = await refusal(rollcall.core, 'tenants.create', { name: 'X', slug });
    expect(code).toBe('invalid-input');
    expect(detail).toContain('slug');
  },
);

test('tenants.set changes what is named, keeps the rest, counts at once and tells every console', async () => {
  await using rollcall = await startRollcall();
  const { id: tenantId } = rollcall.tenant;
  await rollcall.send('GET', '/Users');
  const events: ConsoleEvent[] = [];
  hear(rollcall.core, events);
  const strict = await call(rollcall.core, 'tenants.set', { tenantId, compatibility: 'strict' });
  expect(strict).toEqual({ ...rollcall.tenant, compatibility: 'strict', tenantUrl: rollcall.tenantUrl });
  expect((await rollcall.core.scim.findTenant('default'))?.tenant.compatibility).toBe('strict');
  const named = await call(rollcall.core, 'tenants.set', { tenantId, name: '  Contoso ' });
  expect(named).toEqual({ ...strict, name: 'Contoso' });
  expect(await call(rollcall.core, 'tenants.list', {})).toEqual([named]);
  const told = events.filter(({ name }) => name === 'tenants.changed');
  expect(told).toEqual([strict, named].map((tenant) => ({ name: 'tenants.changed', data: { tenant } })));
});

test('tenants.set that changes nothing tells nobody', async () => {
  await using rollcall = await startRollcall();
  const events: ConsoleEvent[] = [];
  hear(rollcall.core, events);
  const { id: tenantId, compatibility } = rollcall.tenant;
  expect(await call(rollcall.core, 'tenants.set', { tenantId, compatibility })).toMatchObject({ compatibility });
  expect(events).toEqual([]);
});

test.each([
  [{ name: '  ' }, 'invalid-input'],
  [{ compatibility: 'relaxed' }, 'invalid-input'],
  [{ idpTenantId: '   ' }, 'invalid-input'],
  [{ idpTenantId: 'x'.repeat(201) }, 'invalid-input'],
  [{ tenantId: 'nobody' }, 'not-found'],
])('tenants.set refuses %j', async (input, code) => {
  await using rollcall = await startRollcall();
  expect(await refusal(rollcall.core, 'tenants.set', { tenantId: rollcall.tenant.id, ...input })).toMatchObject({
    code,
  });
});

test.each([
  '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
  'contoso.okta.com',
  '00o1a2b3c4D5e6F7g8h9',
  '5f3c1b7a9d2e4f6081a3c5d7',
])('tenants.set keeps the identity provider tenant id %j as it is, and null takes it away', async (idpTenantId) => {
  await using rollcall = await startRollcall();
  const { id: tenantId } = rollcall.tenant;
  expect(await call(rollcall.core, 'tenants.set', { tenantId, idpTenantId: ` ${idpTenantId} ` })).toMatchObject({
    idpTenantId,
  });
  expect(await call(rollcall.core, 'tenants.set', { tenantId, idpTenantId: null })).toMatchObject({
    idpTenantId: null,
  });
});

test.each([
  ['3f2504e0-4f89-41d3-9a0c-0305e82c330', 'part 5, "0305e82c330", has 11 characters and needs 12'],
  ['3f2504e0-4f89-41d3-9a0c-0305e82c330g', 'has "g", which is no digit'],
  ['3f2504eO-4f89-41d3-9a0c-0305e82c3301', 'part 1, "3f2504eO", has "O"'],
  ['3f2504e0-4f8941d3-9a0c-0305e82c3301', '32 digits stand in 4 parts of 8, 8, 4, 12'],
  ['{3f2504e0-4f89-41d3-9a0c-0305e82c3301}', 'Enter it as 3f2504e0-4f89-41d3-9a0c-0305e82c3301'],
  ['3f2504e0\u20134f89\u201341d3\u20139a0c\u20130305e82c3301', 'Enter it as 3f2504e0-4f89-41d3-9a0c-0305e82c3301'],
  ['00000000-0000-0000-0000-000000000000', 'the empty GUID'],
])('tenants.set refuses %j, which is meant to be a GUID, and says what is wrong', async (idpTenantId, said) => {
  await using rollcall = await startRollcall();
  const input = { tenantId: rollcall.tenant.id, idpTenantId };
  const { code, detail } = await refusal(rollcall.core, 'tenants.set', input);
  expect(code).toBe('invalid-input');
  expect(detail).toContain(said);
});

test('tenants.set switches provisioning of a profile that has the switch, and counts at once', async () => {
  await using rollcall = await startRollcall();
  const { id: tenantId } = await call(rollcall.core, 'tenants.create', { name: 'R', slug: 'r', profile: 'rfpio' });
  const { secret } = await rollcall.addToken(tenantId);
  const create = (userName: string): Promise<Response> =>
    fetch(`${rollcall.url}/r/scim/v2/Users`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/scim+json' },
      body: JSON.stringify({ userName }),
    });
  expect((await create('ada')).status).toBe(403);
  await call(rollcall.core, 'tenants.set', { tenantId, provisioning: true });
  expect((await create('ada')).status).toBe(201);
  await call(rollcall.core, 'tenants.set', { tenantId, provisioning: false });
  expect((await create('bob')).status).toBe(403);
});

test.each([true, false])(
  'tenants.set refuses provisioning %s where the profile has no switch',
  async (provisioning) => {
    await using rollcall = await startRollcall();
    const input = { tenantId: rollcall.tenant.id, provisioning };
    const { code, detail } = await refusal(rollcall.core, 'tenants.set', input);
    expect(code).toBe('invalid-input');
    expect(detail).toContain('Generic SCIM 2.0 has no provisioning switch');
  },
);

test('tenants.archive keeps everything and answers no request, and the other way round', async () => {
  await using rollcall = await startRollcall();
  const { id: tenantId } = rollcall.tenant;
  await rollcall.send('POST', '/Users', { body: { userName: 'ada' } });
  const events: ConsoleEvent[] = [];
  hear(rollcall.core, events);
  const archived = await call(rollcall.core, 'tenants.archive', { tenantId, archived: true });
  expect(archived.archivedAt).toMatch(/^\d{4}-/);
  expect(events).toContainEqual({ name: 'tenants.changed', data: { tenant: archived } });
  expect((await rollcall.send('GET', '/Users')).status).toBe(404);
  expect((await call(rollcall.core, 'users.list', { tenantId })).of).toBe(1);
  expect(await call(rollcall.core, 'tenants.archive', { tenantId, archived: true })).toEqual(archived);
  const back = await call(rollcall.core, 'tenants.archive', { tenantId, archived: false });
  expect(back.archivedAt).toBeNull();
  expect((await rollcall.send('GET', '/Users')).json).toMatchObject({ totalResults: 1 });
});

test('tenants.archive says when no tenant has the id', async () => {
  await using rollcall = await startRollcall();
  const { code } = await refusal(rollcall.core, 'tenants.archive', { tenantId: 'nobody', archived: true });
  expect(code).toBe('not-found');
});
