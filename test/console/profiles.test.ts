// Profiles an admin makes or imports: the same data as the built-in ones, checked as a document with clear errors.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ConsoleEvent } from '#shared/console-api/index.ts';
import { builtInProfiles, type ProfileAttribute } from '#shared/tenant-profiles/index.ts';
import { simpleInOut } from '#shared/tenant-profiles/simple-in-out.ts';
import { assetDefinition, assetSchema } from '../http/device.ts';
import { startRollcall, type RollcallForTest } from '../rollcall.ts';
import { call, hear, refusal } from './call.ts';

const document = { version: 1, ...simpleInOut, id: 'own', name: 'Own' };
const text = (path: string, ticks: Partial<ProfileAttribute> = {}): ProfileAttribute => ({
  path,
  type: 'String',
  filterable: false,
  required: false,
  ...ticks,
});

const users = (...rows: readonly unknown[]) => ({ users: rows });

test('profiles.list gives the built-in profiles first and counts the tenants that have one', async () => {
  await using rollcall = await startRollcall();
  await call(rollcall.core, 'profiles.save', { profile: document });
  await call(rollcall.core, 'tenants.create', { name: 'A', slug: 'a', profile: 'own' });
  const profiles = await call(rollcall.core, 'profiles.list', {});
  expect(profiles.map(({ profile }) => profile.id)).toEqual([...builtInProfiles.map(({ id }) => id), 'own']);
  expect(profiles.map(({ origin }) => origin)).toEqual([...builtInProfiles.map(() => 'built-in'), 'custom']);
  expect(profiles.map(({ tenants }) => tenants)).toEqual([1, 0, 0, 0, 0, 1]);
});

test.each(builtInProfiles.map((profile) => [profile.id, profile] as const))(
  'a copy of %s can be saved, is listed as it was saved and serves a tenant',
  async (_, profile) => {
    await using rollcall = await startRollcall();
    const events: ConsoleEvent[] = [];
    hear(rollcall.core, events);
    const saved = await call(rollcall.core, 'profiles.save', { profile: { version: 1, ...profile, id: 'copy' } });
    expect(saved).toEqual({ origin: 'custom', tenants: 0, profile: { ...profile, id: 'copy' } });
    expect(events).toEqual([{ name: 'profiles.changed', data: {} }]);
    await call(rollcall.core, 'tenants.create', { name: 'C', slug: 'c', profile: 'copy' });
    const served = await rollcall.core.scim.findTenant('c');
    expect(served?.profile).toEqual({ ...profile, id: 'copy' });
  },
);

test('a profile that is saved again counts at once', async () => {
  await using rollcall = await startRollcall();
  const { core, tenant } = rollcall;
  await call(core, 'profiles.save', { profile: document });
  await call(core, 'tenants.setProfile', { tenantId: tenant.id, profile: 'own' });
  expect(JSON.stringify((await rollcall.send('GET', '/Schemas')).json)).not.toContain('nickName');
  const wider = { ...document, users: [...(document.users as ProfileAttribute[]), text('nickName')] };
  await call(core, 'profiles.save', { profile: wider });
  expect(JSON.stringify((await rollcall.send('GET', '/Schemas')).json)).toContain('nickName');
});

describe('profiles.save refuses', () => {
  let rollcall: RollcallForTest;
  beforeAll(async () => {
    rollcall = await startRollcall();
  });
  afterAll(() => rollcall[Symbol.asyncDispose]());

  test.each([
    ['a newer version', { version: 2 }, ['version 2', 'up to 1']],
    ['no version', { version: undefined }, ['version', 'nothing', 'expected 1']],
    ['a version that is none', { version: '1' }, ['"1"', 'expected 1']],
    ['an id that is none', { id: 'Not an id' }, ['id', '"Not an id"', 'a-z, 0-9']],
    ['no name', { name: '  ' }, ['name', 'needs a name']],
    [
      'a word that is missing',
      { words: { ...document.words, disabled: undefined } },
      ['words.disabled is nothing, expected text'],
    ],
    ['no words', { words: undefined }, ['words is nothing, expected an object in braces']],
    ['a name that is too long', { name: 'n'.repeat(61) }, ['name is "nnn', 'expected text of at most 60 characters']],
    [
      'an empty word',
      { words: { ...document.words, group: '' } },
      ['words.group is "", expected text of at least 1 char'],
    ],
    ['a switch that is a number', { hidesDisabled: 1 }, ['hidesDisabled is 1, expected true or false']],
    ['a policy that is none', { tokenPolicy: 'never' }, ['tokenPolicy', '"never"', 'show-once, reveal-again']],
    ['text instead of a table', { users: 'none' }, ['users', '"none"', '"all" or a list']],
    ['another word for no groups', { groups: 'nothing' }, ['groups', '"nothing"', '"none", "all" or a list']],
    [
      'an unknown type',
      users(text('title', { type: 'Text' as 'String' })),
      ['users[0].type', '"Text"', 'String, Boolean, Reference'],
    ],
    ['a row without a path', users({ type: 'String' }), ['users[0].path is nothing, expected text']],
    [
      'a tick that is none',
      users({ ...text('title'), required: 'yes' }),
      ['users[0].required is "yes", expected true or false'],
    ],
    ['a mistyped member', users({ ...text('title'), filterble: true }), ['users[0].filterble', '"filterable" meant']],
    ['a mistyped member of its own', { tokenLable: 'x' }, ['tokenLable', '"tokenLabel" meant']],
    ['an attribute twice', users(text('title'), text('title')), ['users[1]', 'there already', 'users[0]']],
    ['an attribute twice, in another case', users(text('title'), text('TITLE')), ['users[1]', '"TITLE"', '"title"']],
    [
      'an attribute twice, with and without its schema',
      users(text('department'), text('urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department')),
      ['users[1]', 'there already'],
    ],
    [
      'values of one type twice',
      users(text('emails[type eq "work"].value'), text('emails[type  eq "WORK"].value')),
      ['users[1]', 'there already'],
    ],
    ['an attribute no schema has', users(text('shoeSize')), ['users[0]', 'no schema of users has "shoeSize"']],
    ['a schema nobody has', users(text('urn:example:Nope:x')), ['users[0]', 'urn:example:Nope:x']],
    [
      'members of users',
      users(text('members', { type: 'Reference' })),
      ['users[0]', '"members" is an attribute of groups'],
    ],
    ['userName of groups', { groups: [text('userName')] }, ['groups[0]', '"userName" is an attribute of users']],
    ['no path at all', users(text('emails[type eq')), ['users[0]']],
    ['what is read-only', users(text('meta.created')), ['users[0]', 'read-only']],
    ['a password that is required', users(text('password', { required: true })), ['users[0]', 'never kept']],
    ['a Boolean that is none', users(text('title', { type: 'Boolean' })), ['users[0]', '"title"', 'no Boolean']],
    ['a Boolean as text', users(text('active')), ['users[0]', '"active"', 'a Boolean in its schema']],
  ])('%s', async (_, change, said) => {
    const { code, detail } = await refusal(rollcall.core, 'profiles.save', { profile: { ...document, ...change } });
    expect(code).toBe('invalid-input');
    for (const part of said) expect(detail).toContain(part);
    expect(detail).not.toMatch(/Invalid|Too (?:big|small)|received|undefined/);
    expect(await rollcall.ports.profiles.list()).toEqual([]);
  });

  test('everything that is wrong at once, each with its place', async () => {
    const profile = { ...document, name: '', users: [text('title', { type: 'Int' as 'String' }), { path: '' }] };
    const { detail } = await refusal(rollcall.core, 'profiles.save', { profile });
    for (const place of ['name', 'users[0].type', 'users[1].path', 'users[1].type']) expect(detail).toContain(place);
  });

  test('no more than ten faults by name, and counts the rest', async () => {
    const rows = Array.from({ length: 25 }, (_, index) => text(`unknown${index}`));
    const { detail } = await refusal(rollcall.core, 'profiles.save', { profile: { ...document, users: rows } });
    expect(detail).toContain('users[9]');
    expect(detail).toContain('and 15 more');
    expect(detail).not.toContain('users[10]');
  });

  test.each(builtInProfiles.map(({ id }) => id))('the id of the built-in profile %s', async (id) => {
    const { code, detail } = await refusal(rollcall.core, 'profiles.save', { profile: { ...document, id } });
    expect(code).toBe('conflict');
    expect(detail).toContain('comes with Rollcall');
  });
});

test('a path may be of a schema that one of the tenants has declared', async () => {
  await using rollcall = await startRollcall();
  const { core, tenant } = rollcall;
  const path = `${assetSchema}:inventoryNumber`;
  const profile = { ...document, users: [text('userName'), text(path)] };
  expect((await refusal(core, 'profiles.save', { profile })).detail).toContain(assetSchema);
  await call(core, 'schemas.save', { tenantId: tenant.id, schema: assetDefinition });
  const resourceType = { name: 'User', schemaExtensions: [{ schema: assetSchema, required: false }] };
  await call(core, 'resourceTypes.save', { tenantId: tenant.id, resourceType });
  expect((await call(core, 'profiles.save', { profile })).profile.users).toHaveLength(2);
});

test('a profile in use is refused when people would lack something new, but not for what they lacked before', async () => {
  await using rollcall = await startRollcall();
  const { core, tenant } = rollcall;
  const tenantId = tenant.id;
  await rollcall.send('POST', '/Users', { body: { userName: 'ada' } });
  await call(core, 'profiles.save', { profile: document });
  // ada lacks displayName and externalId, which was said and confirmed.
  await call(core, 'tenants.setProfile', { tenantId, profile: 'own' });
  await call(core, 'profiles.save', { profile: { ...document, name: 'Renamed' } });
  const stricter = {
    ...document,
    users: [...(document.users as ProfileAttribute[]), text('nickName', { required: true })],
  };
  const { code, detail } = await refusal(core, 'profiles.save', { profile: stricter });
  expect(code).toBe('conflict');
  expect(detail).toContain('"default"');
  expect(detail).toContain('ada has no nickName');
  expect((await call(core, 'profiles.list', {})).at(-1)?.profile.name).toBe('Renamed');
  await call(core, 'tenants.setProfile', { tenantId, profile: 'generic' });
  expect((await call(core, 'profiles.save', { profile: stricter })).profile.name).toBe('Own');
});

test('a profile in use whose groups shall be unique is refused while two share a name, and nothing is saved', async () => {
  await using rollcall = await startRollcall();
  const { core, tenant } = rollcall;
  const loose = { ...document, groupNamesUnique: false };
  await call(core, 'profiles.save', { profile: loose });
  await call(core, 'tenants.setProfile', { tenantId: tenant.id, profile: 'own' });
  for (let index = 0; index < 2; index += 1) await rollcall.send('POST', '/Groups', { body: { displayName: 'Twins' } });
  const { code } = await refusal(core, 'profiles.save', { profile: { ...document, groupNamesUnique: true } });
  expect(code).toBe('conflict');
  expect((await call(core, 'profiles.list', {})).at(-1)?.profile.groupNamesUnique).toBe(false);
});

describe('profiles.remove', () => {
  test('takes a profile that no tenant has, and tells every console', async () => {
    await using rollcall = await startRollcall();
    await call(rollcall.core, 'profiles.save', { profile: document });
    const events: ConsoleEvent[] = [];
    hear(rollcall.core, events);
    expect(await call(rollcall.core, 'profiles.remove', { id: 'own' })).toEqual({ id: 'own' });
    expect(events).toEqual([{ name: 'profiles.changed', data: {} }]);
    expect(await call(rollcall.core, 'profiles.list', {})).toHaveLength(builtInProfiles.length);
  });

  test('refuses one that a tenant has, a built-in one and one that nobody knows', async () => {
    await using rollcall = await startRollcall();
    await call(rollcall.core, 'profiles.save', { profile: document });
    await call(rollcall.core, 'tenants.create', { name: 'Northwind', slug: 'n', profile: 'own' });
    const inUse = await refusal(rollcall.core, 'profiles.remove', { id: 'own' });
    expect(inUse).toMatchObject({ code: 'conflict', detail: expect.stringContaining('"Northwind"') });
    expect((await refusal(rollcall.core, 'profiles.remove', { id: 'generic' })).code).toBe('conflict');
    expect((await refusal(rollcall.core, 'profiles.remove', { id: 'nope' })).code).toBe('not-found');
  });
});
