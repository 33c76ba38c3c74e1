import { readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ConsoleEvent } from '#shared/console-api/index.ts';
import { builtInProfiles, type TenantProfile } from '#shared/tenant-profiles/index.ts';
import { startRollcall, type RollcallForTest } from '../rollcall.ts';
import { call, refusal } from './call.ts';

/** What lies in the data folder: the database, its write-ahead log, whatever else. */
const filesOf = async ({ databaseFile }: RollcallForTest): Promise<readonly Buffer[]> => {
  const folder = dirname(databaseFile);
  return Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name))));
};

/** A tenant of a profile, as the console makes it. */
const tenantWith = async ({ core }: RollcallForTest, profile: string, slug: string = profile): Promise<string> =>
  (await call(core, 'tenants.create', { name: slug, slug, profile })).id;

const inAnHour = (): string => new Date(Date.now() + 3_600_000).toISOString();

test('tokens.create makes a token that the SCIM listener accepts at once', async () => {
  await using rollcall = await startRollcall();
  const { secret, token } = await call(rollcall.core, 'tokens.create', {
    tenantId: rollcall.tenant.id,
    label: 'Entra',
  });
  expect(token).toMatchObject({ label: 'Entra', state: 'active', hint: secret.slice(-4), lastUsedAt: null });
  const answer = await rollcall.send('GET', '/Users', { headers: { authorization: `Bearer ${secret}` } });
  expect(answer.status).toBe(200);
});

test('the secret is in the answer of tokens.create alone: in no list, no event and no file', async () => {
  await using rollcall = await startRollcall();
  const tenantId = rollcall.tenant.id;
  const events: ConsoleEvent[] = [];
  rollcall.core.subscribe((event) => events.push(event));
  const { secret } = await call(rollcall.core, 'tokens.create', { tenantId, label: 'Entra' });
  await rollcall.send('GET', '/Users', { headers: { authorization: `Bearer ${secret}` } });
  await rollcall.logged();

  expect(events.map(({ name }) => name)).toContain('tokens.changed');
  expect(JSON.stringify([events, await call(rollcall.core, 'tokens.list', { tenantId })])).not.toContain(secret);
  const files = await filesOf(rollcall);
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) expect(file.includes(secret)).toBe(false);
});

test('tokens.list shows when a token was last used', async () => {
  await using rollcall = await startRollcall();
  await rollcall.send('GET', '/Users');
  await rollcall.logged();
  const [token] = await call(rollcall.core, 'tokens.list', { tenantId: rollcall.tenant.id });
  expect(token?.lastUsedAt).toMatch(/^\d{4}-\d\d-\d\dT/);
});

test('tokens.revoke ends a token: the next request with it is refused, and a second revoke keeps the first time', async () => {
  await using rollcall = await startRollcall();
  const tenantId = rollcall.tenant.id;
  const [token] = await call(rollcall.core, 'tokens.list', { tenantId });
  const revoked = await call(rollcall.core, 'tokens.revoke', { tenantId, id: token?.id ?? '' });
  expect(revoked.state).toBe('revoked');
  expect((await rollcall.send('GET', '/Users')).status).toBe(401);
  expect(await call(rollcall.core, 'tokens.revoke', { tenantId, id: revoked.id })).toEqual(revoked);
});

test('tokens.revoke says when the tenant has no such token, also when another tenant has it', async () => {
  await using rollcall = await startRollcall();
  const other = await rollcall.addTenant('other');
  const { id } = await rollcall.addToken(other.id);
  const { code, detail } = await refusal(rollcall.core, 'tokens.revoke', { tenantId: rollcall.tenant.id, id });
  expect(code).toBe('not-found');
  expect(detail).toContain(id);
});

test('a token may expire; one that has expired is listed as such', async () => {
  await using rollcall = await startRollcall();
  const tenantId = rollcall.tenant.id;
  const expiresAt = inAnHour();
  const { token } = await call(rollcall.core, 'tokens.create', { tenantId, label: 'Pilot', expiresAt });
  expect(token).toMatchObject({ state: 'active', expiresAt });
  const { id } = await rollcall.addToken(tenantId, { expiresAt: '2020-01-01T00:00:00.000Z' });
  const expired = (await call(rollcall.core, 'tokens.list', { tenantId })).find((listed) => listed.id === id);
  expect(expired?.state).toBe('expired');
});

test.each([
  ['a label of spaces', { label: '   ' }, 'label'],
  ['a label of 81 characters', { label: 'x'.repeat(81) }, 'label'],
  ['a time that is no time', { label: 'x', expiresAt: 'tomorrow' }, 'expiresAt'],
  ['a time that has passed', { label: 'x', expiresAt: '2020-01-01T00:00:00Z' }, 'expiresAt'],
])('tokens.create refuses %s', async (_what, facts, field) => {
  await using rollcall = await startRollcall();
  const { code, detail } = await refusal(rollcall.core, 'tokens.create', { tenantId: rollcall.tenant.id, ...facts });
  expect(code).toBe('invalid-input');
  expect(detail).toContain(field);
});

test('tokens.create makes a token for a person, whom /Me then is', async () => {
  await using rollcall = await startRollcall();
  const tenantId = rollcall.tenant.id;
  const { json } = await rollcall.send('POST', '/Users', { body: { userName: 'ada' } });
  const userId = json['id'] as string;
  const { token, secret } = await call(rollcall.core, 'tokens.create', { tenantId, label: 'Ada', userId });
  expect(token.userId).toBe(userId);
  expect((await call(rollcall.core, 'tokens.list', { tenantId })).map((listed) => listed.userId)).toEqual([
    null,
    userId,
  ]);
  const me = await rollcall.send('GET', '/Me', { headers: { authorization: `Bearer ${secret}` } });
  expect(me.json).toMatchObject({ id: userId, userName: 'ada' });
});

test('tokens.create refuses a person who is not of this tenant', async () => {
  await using rollcall = await startRollcall();
  const other = await rollcall.addTenant('other');
  const { json } = await rollcall.send('POST', '/Users', { body: { userName: 'ada' } });
  for (const [tenantId, userId] of [
    [rollcall.tenant.id, 'nobody'],
    [other.id, json['id']],
  ]) {
    const { code, detail } = await refusal(rollcall.core, 'tokens.create', { tenantId, label: 'x', userId });
    expect(code).toBe('not-found');
    expect(detail).toContain(userId);
  }
});

/** A token of a tenant of the profile, for which everything is set that the profile asks for. */
const makeToken = async (rollcall: RollcallForTest, profile: string) => {
  const tenantId = await tenantWith(rollcall, profile);
  await call(rollcall.core, 'tenants.set', { tenantId, idpTenantId: '7b0a6f1e-5b1d-4c59-9d6b-0c2a5a0a2f11' });
  return { tenantId, ...(await call(rollcall.core, 'tokens.create', { tenantId, label: 'Entra' })) };
};

describe('the profile says whether a secret may be shown again', () => {
  const profiles = Map.groupBy(builtInProfiles, ({ tokenPolicy }) => tokenPolicy);
  const idsOf = (policy: TenantProfile['tokenPolicy']): string[] => (profiles.get(policy) ?? []).map(({ id }) => id);

  test.each(idsOf('reveal-again'))('%s shows it again', async (profile) => {
    await using rollcall = await startRollcall();
    const { tenantId, token, secret } = await makeToken(rollcall, profile);
    expect(token.revealable).toBe(true);
    expect(await call(rollcall.core, 'tokens.reveal', { tenantId, id: token.id })).toEqual({ secret });
  });

  test.each(idsOf('show-once'))('%s shows it once, and makes no key', async (profile) => {
    await using rollcall = await startRollcall();
    const { tenantId, token } = await makeToken(rollcall, profile);
    expect(token.revealable).toBe(false);
    const { code, detail } = await refusal(rollcall.core, 'tokens.reveal', { tenantId, id: token.id });
    expect(code).toBe('conflict');
    expect(detail).toMatch(/"Entra" was shown once.*only its hash.*Create a new token/);
    await expect(stat(rollcall.keyFile)).rejects.toThrow('ENOENT');
  });

  test('what is kept is sealed: the secret is in no file, no list and no event', async () => {
    await using rollcall = await startRollcall();
    const tenantId = await tenantWith(rollcall, 'simple-in-out', 'board');
    const events: ConsoleEvent[] = [];
    rollcall.core.subscribe((event) => events.push(event));
    const { token, secret } = await call(rollcall.core, 'tokens.create', { tenantId, label: 'Entra' });
    const url = `${rollcall.url}/board/scim/v2`;
    await fetch(`${url}/Users`, { headers: { authorization: `Bearer ${secret}` } });
    await fetch(`${url}/Users?access_token=${secret}`, { headers: { authorization: `Bearer ${secret}` } });
    await call(rollcall.core, 'tokens.reveal', { tenantId, id: token.id });
    await rollcall.logged();
    await expect.poll(() => events.map(({ name }) => name)).toContain('provisioningLog.appended');

    const answers = [await call(rollcall.core, 'tokens.list', { tenantId }), events];
    expect(JSON.stringify(answers)).not.toContain(secret);
    expect(JSON.stringify(answers)).not.toContain('v1.');
    const files = await filesOf(rollcall);
    for (const file of files) expect(file.includes(secret)).toBe(false);
    expect(files.some((file) => file.includes('v1.'))).toBe(true);
    expect((await readFile(rollcall.keyFile)).includes(secret)).toBe(false);
  });

  test('a secret moved to the row of another token is not shown', async () => {
    await using rollcall = await startRollcall();
    const tenantId = await tenantWith(rollcall, 'simple-in-out');
    const made = await call(rollcall.core, 'tokens.create', { tenantId, label: 'One' });
    const [stored] = await rollcall.ports.tokens.list(tenantId);
    if (stored === undefined) throw new Error('no token');
    const hash = rollcall.ports.secrets.sha256('another');
    await rollcall.ports.tokens.create({ ...stored, id: 'moved', label: 'Moved', hash });
    const { code, detail } = await refusal(rollcall.core, 'tokens.reveal', { tenantId, id: 'moved' });
    expect(code).toBe('unavailable');
    expect(detail).toMatch(/"Moved" does not open.*Put the right key file back, or revoke/);
    expect(detail).not.toContain(made.secret);
  });

  test('a revoked token is not revealed, and what was sealed of it is gone from the files', async () => {
    await using rollcall = await startRollcall();
    const tenantId = await tenantWith(rollcall, 'simple-in-out');
    const { token } = await call(rollcall.core, 'tokens.create', { tenantId, label: 'Entra' });
    const [stored] = await rollcall.ports.tokens.list(tenantId);
    const sealed = Buffer.from(stored?.sealed ?? []);
    expect(sealed.length).toBeGreaterThan(0);
    // A row that grows moves within the file, and what it held must not stay behind.
    await call(rollcall.core, 'tokens.set', { tenantId, id: token.id, networks: ['203.0.113.0/24', '2001:db8::/32'] });
    await rollcall.logged();
    expect((await filesOf(rollcall)).some((file) => file.includes(sealed))).toBe(true);

    const revoked = await call(rollcall.core, 'tokens.revoke', { tenantId, id: token.id });
    expect(revoked.revealable).toBe(false);
    const { code, detail } = await refusal(rollcall.core, 'tokens.reveal', { tenantId, id: token.id });
    expect(code).toBe('conflict');
    expect(detail).toMatch(/"Entra" was revoked at .*erased/);
    for (const file of await filesOf(rollcall)) expect(file.includes(sealed)).toBe(false);
  });

  test('a tenant that is switched to a profile of show-once keeps no secret; switched back, only new ones', async () => {
    await using rollcall = await startRollcall();
    const tenantId = await tenantWith(rollcall, 'simple-in-out');
    const { token } = await call(rollcall.core, 'tokens.create', { tenantId, label: 'Entra' });
    const [stored] = await rollcall.ports.tokens.list(tenantId);
    const events: ConsoleEvent[] = [];
    rollcall.core.subscribe((event) => events.push(event));
    await call(rollcall.core, 'tenants.setProfile', { tenantId, profile: 'generic' });
    expect(events).toContainEqual({
      name: 'tokens.changed',
      data: { tenantId, token: { ...token, revealable: false } },
    });
    for (const file of await filesOf(rollcall)) {
      expect(file.includes(Buffer.from(stored?.sealed ?? []))).toBe(false);
    }
    await call(rollcall.core, 'tenants.setProfile', { tenantId, profile: 'simple-in-out' });
    expect((await refusal(rollcall.core, 'tokens.reveal', { tenantId, id: token.id })).code).toBe('conflict');
    const { token: later } = await call(rollcall.core, 'tokens.create', { tenantId, label: 'Later' });
    expect((await call(rollcall.core, 'tokens.list', { tenantId })).map(({ revealable }) => revealable)).toEqual([
      false,
      true,
    ]);
    expect(later.revealable).toBe(true);
  });

  test('tokens.reveal shows nothing of another tenant', async () => {
    await using rollcall = await startRollcall();
    const tenantId = await tenantWith(rollcall, 'simple-in-out');
    const { token } = await call(rollcall.core, 'tokens.create', { tenantId, label: 'Entra' });
    const asked = { tenantId: rollcall.tenant.id, id: token.id };
    expect((await refusal(rollcall.core, 'tokens.reveal', asked)).code).toBe('not-found');
  });
});

describe('without the key', () => {
  test('tokens.reveal and tokens.create say which file is missing and what to do; put back, it counts at once', async () => {
    await using rollcall = await startRollcall();
    const tenantId = await tenantWith(rollcall, 'simple-in-out');
    const { token, secret } = await call(rollcall.core, 'tokens.create', { tenantId, label: 'Entra' });
    await rename(rollcall.keyFile, `${rollcall.keyFile}.elsewhere`);
    for (const [method, input] of [
      ['tokens.reveal', { tenantId, id: token.id }],
      ['tokens.create', { tenantId, label: 'Another' }],
    ] as const) {
      const { code, detail } = await refusal(rollcall.core, method, input);
      expect(code).toBe('unavailable');
      expect(detail).toContain(rollcall.keyFile);
      expect(detail).toContain('Put the file back from a copy');
    }
    expect(await call(rollcall.core, 'tokens.list', { tenantId })).toHaveLength(1);
    await rename(`${rollcall.keyFile}.elsewhere`, rollcall.keyFile);
    expect(await call(rollcall.core, 'tokens.reveal', { tenantId, id: token.id })).toEqual({ secret });
    expect(rollcall.faults).toEqual([]);
  });

  test('tokens still work, and once they are revoked a new key is made with the next one', async () => {
    await using rollcall = await startRollcall();
    const tenantId = await tenantWith(rollcall, 'simple-in-out', 'board');
    const lost = await call(rollcall.core, 'tokens.create', { tenantId, label: 'Lost' });
    await rm(rollcall.keyFile);
    const answer = await fetch(`${rollcall.url}/board/scim/v2/Users`, {
      headers: { authorization: `Bearer ${lost.secret}` },
    });
    expect(answer.status).toBe(200);
    await call(rollcall.core, 'tokens.revoke', { tenantId, id: lost.token.id });
    const { token, secret } = await call(rollcall.core, 'tokens.create', { tenantId, label: 'New' });
    expect(await call(rollcall.core, 'tokens.reveal', { tenantId, id: token.id })).toEqual({ secret });
  });
});

test('where the profile asks for it, no token is made before the identity provider’s tenant id is saved', async () => {
  await using rollcall = await startRollcall();
  const tenantId = await tenantWith(rollcall, 'sosafe');
  const { code, detail } = await refusal(rollcall.core, 'tokens.create', { tenantId, label: 'SCIM' });
  expect(code).toBe('conflict');
  expect(detail).toMatch(/^SoSafe generates a token only once the Identity Provider Tenant ID is saved.*Save it first/);
  expect(await call(rollcall.core, 'tokens.list', { tenantId })).toEqual([]);

  await call(rollcall.core, 'tenants.set', { tenantId, idpTenantId: '7b0a6f1e-5b1d-4c59-9d6b-0c2a5a0a2f11' });
  const { token } = await call(rollcall.core, 'tokens.create', { tenantId, label: 'SCIM' });
  expect(token.state).toBe('active');
});
