// oauthClients.*: what an admin does with the OAuth clients of a tenant. What they get at the token endpoint is tested there.
import { readFile, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ConsoleEvent } from '#shared/console-api/index.ts';
import { basic, createClient, fetchToken, statusOf } from '../http/oauth-client.ts';
import { startRollcall, type RollcallForTest } from '../rollcall.ts';
import { call, refusal } from './call.ts';

const trust = {
  entraTenantId: '3F2B1C4D-1111-4222-8333-444455556666',
  subject: 'sync',
  audiences: ['api://rollcall'],
};

const year = (at = ''): number => new Date(at).getUTCFullYear();

const only = async ({ core, tenant }: RollcallForTest) => {
  const [client] = await call(core, 'oauthClients.list', { tenantId: tenant.id });
  if (client === undefined) throw new Error('There is no client');
  return client;
};

describe('oauthClients.create', () => {
  test('makes a client with a secret that holds as many years as were asked for', async () => {
    await using rollcall = await startRollcall();
    const { core, tenant } = rollcall;
    const made = await call(core, 'oauthClients.create', { tenantId: tenant.id, label: ' Entra ', secretYears: 2 });
    expect(made.client).toMatchObject({
      id: made.clientId,
      label: 'Entra',
      kind: 'secret',
      state: 'active',
      scope: 'read-write',
      networks: [],
      accessTokenMinutes: 60,
      use: null,
      activeAccessTokens: 0,
      trust: null,
      tokenEndpoint: `${rollcall.url}/default/oauth2/token`,
      secrets: [{ hint: made.clientSecret?.slice(-4), state: 'active', revokedAt: null, lastUsedAt: null }],
    });
    const [secret] = made.client.secrets;
    expect(year(secret?.expiresAt) - year(secret?.createdAt)).toBe(2);
  });

  test('makes a federated client, without a secret, its tenant ID in lower case', async () => {
    await using rollcall = await startRollcall();
    const { core, tenant } = rollcall;
    const made = await call(core, 'oauthClients.create', { tenantId: tenant.id, label: 'WIF', trust });
    expect([made.clientSecret, made.client.kind, made.client.secrets]).toEqual([null, 'federated', []]);
    expect(made.client.trust).toEqual({ ...trust, entraTenantId: trust.entraTenantId.toLowerCase() });
  });

  test.each([
    [{ label: '  ' }, 'Give the client a name'],
    [{ accessTokenMinutes: 59 }, 'accessTokenMinutes'],
    [{ accessTokenMinutes: 361 }, 'accessTokenMinutes'],
    [{ secretYears: 4 }, 'secretYears'],
    [{ networks: ['203.0.113.0/33'] }, 'networks'],
    [{ trust: { ...trust, entraTenantId: 'contoso.example' } }, 'It must be a GUID'],
    [{ trust: { ...trust, audiences: [] } }, 'audiences'],
  ])('refuses %j in words', async (facts, words) => {
    await using rollcall = await startRollcall();
    const input = { tenantId: rollcall.tenant.id, label: 'Entra', ...facts };
    expect(await refusal(rollcall.core, 'oauthClients.create', input)).toEqual({
      code: 'invalid-input',
      detail: expect.stringContaining(words),
    });
    expect(await call(rollcall.core, 'oauthClients.list', { tenantId: rollcall.tenant.id })).toEqual([]);
  });
});

test('neither a secret nor an access token is in a list, an event, the audit log or any file', async () => {
  await using rollcall = await startRollcall();
  const { core, tenant } = rollcall;
  // Where Secret Tokens can be shown again, client secrets cannot.
  await call(core, 'tenants.setProfile', { tenantId: tenant.id, profile: 'simple-in-out' });
  const events: ConsoleEvent[] = [];
  core.subscribe((event) => events.push(event));
  const client = await createClient(rollcall);
  const added = await call(core, 'oauthClients.addSecret', { tenantId: tenant.id, id: client.clientId });
  const { token } = await fetchToken(rollcall.url, {}, { authorization: basic(client) });
  await statusOf(rollcall, token);
  await rollcall.logged();
  await expect.poll(() => events.map(({ name }) => name)).toContain('oauthClients.changed');
  const audit = await call(core, 'audit.list', { limit: 100 });
  expect(audit.entries.length).toBeGreaterThan(0);
  const shown = JSON.stringify([events, await only(rollcall), audit]);
  const folder = dirname(rollcall.databaseFile);
  const files = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name))));
  for (const secret of [client.secret, added.clientSecret, token]) {
    expect(shown).not.toContain(secret);
    for (const file of files) expect(file.includes(secret)).toBe(false);
  }
});

test('each token that is fetched is told of, with how many hold', async () => {
  await using rollcall = await startRollcall();
  const client = await createClient(rollcall);
  const counts: number[] = [];
  rollcall.core.subscribe((event) => {
    if (event.name === 'oauthClients.changed') counts.push(event.data.client.activeAccessTokens);
  });
  await fetchToken(rollcall.url, {}, { authorization: basic(client) });
  await fetchToken(rollcall.url, {}, { authorization: basic(client) });
  await expect.poll(() => counts.at(-1)).toBe(2);
});

describe('a client through its life', () => {
  test('set changes what is named and leaves the rest', async () => {
    await using rollcall = await startRollcall();
    const { core, tenant } = rollcall;
    const { clientId: id } = await createClient(rollcall, { networks: ['203.0.113.0/24'] });
    const set = await call(core, 'oauthClients.set', {
      tenantId: tenant.id,
      id,
      label: 'Okta',
      accessTokenMinutes: 90,
    });
    expect(set).toMatchObject({
      label: 'Okta',
      accessTokenMinutes: 90,
      networks: ['203.0.113.0/24'],
      scope: 'read-write',
    });
    const opened = await call(core, 'oauthClients.set', { tenantId: tenant.id, id, networks: [] });
    expect([opened.label, opened.networks]).toEqual(['Okta', []]);
    const wrong = await refusal(core, 'oauthClients.set', { tenantId: tenant.id, id, networks: ['nowhere'] });
    expect(wrong.code).toBe('invalid-input');
  });

  test('it has at most five active secrets', async () => {
    await using rollcall = await startRollcall();
    const { core, tenant } = rollcall;
    const { clientId: id } = await createClient(rollcall);
    for (let n = 0; n < 4; n++) await call(core, 'oauthClients.addSecret', { tenantId: tenant.id, id });
    const refused = await refusal(core, 'oauthClients.addSecret', { tenantId: tenant.id, id });
    expect(refused).toMatchObject({ code: 'conflict', detail: expect.stringContaining('5 active secrets') });
    const { secrets } = await only(rollcall);
    await call(core, 'oauthClients.revokeSecret', { tenantId: tenant.id, id, secretId: secrets[4]?.id ?? '' });
    await call(core, 'oauthClients.addSecret', { tenantId: tenant.id, id });
    expect((await only(rollcall)).secrets.map(({ state }) => state).toSorted()).toEqual([
      ...Array.from({ length: 5 }, () => 'active'),
      'revoked',
    ]);
  });

  test('revoked it stays in the list, cannot be changed, and can be removed', async () => {
    await using rollcall = await startRollcall();
    const { core, tenant } = rollcall;
    const { clientId: id } = await createClient(rollcall);
    const early = await refusal(core, 'oauthClients.remove', { tenantId: tenant.id, id });
    expect(early).toMatchObject({ code: 'conflict', detail: expect.stringContaining('Revoke it first') });
    const revoked = await call(core, 'oauthClients.revoke', { tenantId: tenant.id, id });
    expect(revoked).toMatchObject({ state: 'revoked', activeAccessTokens: 0, secrets: [{ state: 'revoked' }] });
    const again = await call(core, 'oauthClients.revoke', { tenantId: tenant.id, id });
    expect(again.revokedAt).toBe(revoked.revokedAt);
    for (const [name, input] of [
      ['oauthClients.set', { label: 'x' }],
      ['oauthClients.addSecret', {}],
    ] as const) {
      expect((await refusal(core, name, { tenantId: tenant.id, id, ...input })).code).toBe('conflict');
    }
    expect(await call(core, 'oauthClients.remove', { tenantId: tenant.id, id })).toEqual({ id });
    expect(await call(core, 'oauthClients.list', { tenantId: tenant.id })).toEqual([]);
  });

  test.each([
    ['oauthClients.set', {}],
    ['oauthClients.addSecret', {}],
    ['oauthClients.revokeSecret', { secretId: 'x' }],
    ['oauthClients.revoke', {}],
    ['oauthClients.remove', {}],
  ])('%s of an unknown client says where the clients are listed', async (name, more) => {
    await using rollcall = await startRollcall();
    const refused = await refusal(rollcall.core, name, { tenantId: rollcall.tenant.id, id: 'nobody', ...more });
    expect(refused).toEqual({ code: 'not-found', detail: expect.stringContaining('oauthClients.list') });
  });

  test('an unknown secret is not found', async () => {
    await using rollcall = await startRollcall();
    const { clientId: id } = await createClient(rollcall);
    const refused = await refusal(rollcall.core, 'oauthClients.revokeSecret', {
      tenantId: rollcall.tenant.id,
      id,
      secretId: 'nothing',
    });
    expect(refused.code).toBe('not-found');
  });
});

test('each change is in the audit log with what it was and is, and no secret', async () => {
  await using rollcall = await startRollcall();
  const { core, tenant } = rollcall;
  const { clientId: id } = await createClient(rollcall);
  await call(core, 'oauthClients.set', { tenantId: tenant.id, id, scope: 'read' });
  await call(core, 'providerTokens.set', { tenantId: tenant.id, enabled: true, entraTenantId: trust.entraTenantId });
  const { entries } = await call(core, 'audit.list', { limit: 100 });
  const set = entries.find(({ action }) => action === 'oauthClients.set');
  expect(set).toMatchObject({
    target: expect.stringContaining(id),
    before: { scope: 'read-write' },
    after: { scope: 'read' },
  });
  const provider = entries.find(({ action }) => action === 'providerTokens.set');
  expect(provider).toMatchObject({ before: { enabled: false }, after: { enabled: true } });
});

test('the log names the client that fetched a token, and the one whose token was used', async () => {
  await using rollcall = await startRollcall();
  const { core, tenant } = rollcall;
  const client = await createClient(rollcall, { label: 'Entra app' });
  const { token } = await fetchToken(rollcall.url, {}, { authorization: basic(client) });
  await statusOf(rollcall, token);
  await rollcall.logged();
  const { entries } = await call(core, 'provisioningLog.list', { tenantId: tenant.id });
  expect(entries.map(({ path }) => path)).toEqual(['/oauth2/token', '/Users']);
  for (const { seq } of entries) {
    const detail = await call(core, 'provisioningLog.get', { tenantId: tenant.id, seq });
    expect(detail.tokenLabel).toBe('Entra app');
  }
});
