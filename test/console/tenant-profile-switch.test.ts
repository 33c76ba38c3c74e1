// Switching a tenant's profile: first it is said who would lack something, then nothing is lost and it can be set back.
import { expect, test } from 'vitest';
import type { ConsoleEvent } from '#shared/console-api/index.ts';
import { builtInProfiles } from '#shared/tenant-profiles/index.ts';
import { startRollcall } from '../rollcall.ts';
import { call, hear, refusal } from './call.ts';

const none = { count: 0, examples: [] };
const nothing = { secrets: 0, recoveryKey: false, provisioning: false };

test('tenants.checkProfile counts who lacks what a profile requires and names the first, without changing anything', async () => {
  await using rollcall = await startRollcall();
  const { core, tenant } = rollcall;
  const complete = {
    userName: 'eve',
    emails: [{ type: 'work', value: 'eve@x.test' }],
    name: { givenName: 'E', familyName: 'V' },
  };
  await rollcall.send('POST', '/Users', { body: complete });
  for (let index = 0; index < 12; index += 1) {
    await rollcall.send('POST', '/Users', {
      body: { userName: `p${index}`, displayName: `Person ${index}`, name: { givenName: 'P' } },
    });
  }
  await rollcall.send('POST', '/Groups', { body: { displayName: 'Engineers' } });
  const input = { tenantId: tenant.id, profile: 'sign-in-enterprise' };
  const { people, groups } = await call(core, 'tenants.checkProfile', input);
  expect(people.count).toBe(12);
  expect(people.examples).toHaveLength(10);
  expect(people.examples[0]).toMatchObject({
    displayName: 'Person 0',
    missing: ['emails[type eq "work"].value', 'name.familyName'],
  });
  expect(groups).toEqual(none);
  expect((await call(core, 'tenants.list', {}))[0]?.profile).toBe('generic');
});

test('tenants.checkProfile finds nobody where a profile requires nothing that is missing', async () => {
  await using rollcall = await startRollcall();
  await rollcall.send('POST', '/Users', { body: { userName: 'ada' } });
  for (const { id: profile } of builtInProfiles.filter(({ id }) => ['generic', 'rfpio', 'sosafe'].includes(id))) {
    const check = await call(rollcall.core, 'tenants.checkProfile', { tenantId: rollcall.tenant.id, profile });
    expect(check).toEqual({ people: none, groups: none, beyondUndo: nothing });
  }
});

test('tenants.setProfile keeps everybody and everything, and set back all is as before', async () => {
  await using rollcall = await startRollcall();
  const { core, tenant } = rollcall;
  const body = { userName: 'ada', nickName: 'Countess', emails: [{ value: 'ada@x.test', type: 'work' }] };
  const { json: created } = await rollcall.send('POST', '/Users', { body });
  await rollcall.send('POST', '/Groups', { body: { displayName: 'Engineers', members: [{ value: created['id'] }] } });
  const before = (await rollcall.send('GET', '/Users')).json;
  const groupsBefore = (await rollcall.send('GET', '/Groups')).json;
  const events: ConsoleEvent[] = [];
  hear(core, events);

  const set = await call(core, 'tenants.setProfile', { tenantId: tenant.id, profile: 'rfpio' });
  expect(set).toMatchObject({ profile: 'rfpio', provisioning: true });
  expect(events).toContainEqual({ name: 'tenants.changed', data: { tenant: set } });
  expect((await rollcall.send('GET', '/Groups')).json).toMatchObject({ totalResults: 0 });
  await call(core, 'tenants.setProfile', { tenantId: tenant.id, profile: 'simple-in-out' });
  const published = JSON.stringify((await rollcall.send('GET', '/Schemas')).json);
  expect(published).not.toContain('nickName');

  const back = await call(core, 'tenants.setProfile', { tenantId: tenant.id, profile: 'generic' });
  expect(back).toEqual({ ...tenant, tenantUrl: rollcall.tenantUrl });
  expect((await rollcall.send('GET', '/Users')).json).toEqual(before);
  expect((await rollcall.send('GET', '/Groups')).json).toEqual(groupsBefore);
});

test('a tenant whose provisioning is off is on again with a profile that has no switch', async () => {
  await using rollcall = await startRollcall();
  const { id: tenantId } = await call(rollcall.core, 'tenants.create', { name: 'R', slug: 'r', profile: 'rfpio' });
  expect(await call(rollcall.core, 'tenants.setProfile', { tenantId, profile: 'sosafe' })).toMatchObject({
    provisioning: true,
  });
});

test('tenants.checkProfile says what switching back does not undo, and it is so', async () => {
  await using rollcall = await startRollcall();
  const { core } = rollcall;
  const check = async (tenantId: string, profile: string) =>
    (await call(core, 'tenants.checkProfile', { tenantId, profile })).beyondUndo;

  const { id } = await call(core, 'tenants.create', { name: 'Front desk', slug: 'desk', profile: 'simple-in-out' });
  const { token } = await call(core, 'tokens.create', { tenantId: id, label: 'Entra' });
  expect(await check(id, 'simple-in-out')).toEqual(nothing);
  expect(await check(id, 'generic')).toEqual({ ...nothing, secrets: 1 });
  await call(core, 'tenants.setProfile', { tenantId: id, profile: 'generic' });
  await call(core, 'tenants.setProfile', { tenantId: id, profile: 'simple-in-out' });
  expect((await refusal(core, 'tokens.reveal', { tenantId: id, id: token.id })).detail).toContain('was shown once');

  const paused = await call(core, 'tenants.create', { name: 'Paused', slug: 'paused', profile: 'rfpio' });
  expect(await check(paused.id, 'sosafe')).toEqual({ ...nothing, provisioning: true });
  await call(core, 'tenants.setProfile', { tenantId: paused.id, profile: 'sosafe' });
  const back = await call(core, 'tenants.setProfile', { tenantId: paused.id, profile: 'rfpio' });
  expect(back.provisioning).toBe(true);
});

test('the profile a tenant has is set without telling anybody', async () => {
  await using rollcall = await startRollcall();
  const events: ConsoleEvent[] = [];
  hear(rollcall.core, events);
  await call(rollcall.core, 'tenants.setProfile', { tenantId: rollcall.tenant.id, profile: 'generic' });
  expect(events).toEqual([]);
});

test('a profile with unique names of groups is refused while two groups share one, and guards them once it is set', async () => {
  await using rollcall = await startRollcall();
  const { core, tenant } = rollcall;
  const tenantId = tenant.id;
  const [generic] = builtInProfiles;
  await call(core, 'profiles.save', { profile: { version: 1, ...generic, id: 'loose', groupNamesUnique: false } });
  await call(core, 'tenants.setProfile', { tenantId, profile: 'loose' });
  const first = await rollcall.send('POST', '/Groups', { body: { displayName: 'Twins' } });
  const second = await rollcall.send('POST', '/Groups', { body: { displayName: 'twins' } });
  expect([first.status, second.status]).toEqual([201, 201]);
  const { code, detail } = await refusal(core, 'tenants.setProfile', { tenantId, profile: 'generic' });
  expect(code).toBe('conflict');
  expect(detail).toContain('displayName "twins" is held by');
  expect((await call(core, 'tenants.list', {}))[0]?.profile).toBe('loose');
  await rollcall.send('DELETE', `/Groups/${second.json['id'] as string}`);
  await call(core, 'tenants.setProfile', { tenantId, profile: 'generic' });
  expect((await rollcall.send('POST', '/Groups', { body: { displayName: 'TWINS' } })).status).toBe(409);
});

test.each(['tenants.checkProfile', 'tenants.setProfile'])(
  '%s refuses an unknown tenant and an unknown profile',
  async (name) => {
    await using rollcall = await startRollcall();
    const tenantId = rollcall.tenant.id;
    expect((await refusal(rollcall.core, name, { tenantId: 'nobody', profile: 'generic' })).code).toBe('not-found');
    const { code, detail } = await refusal(rollcall.core, name, { tenantId, profile: 'nope' });
    expect(code).toBe('not-found');
    expect(detail).toContain('"nope"');
    expect((await refusal(rollcall.core, name, { tenantId, profile: '' })).code).toBe('invalid-input');
  },
);
