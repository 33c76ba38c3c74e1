// OAuth clients and provider-issued tokens on the command line, without a server and beside one.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeDataFolder, removeDataFolder } from '../data-folder.ts';
import { run, serve, type Exit } from '../served.ts';

let data: string;
beforeAll(async () => {
  data = await makeDataFolder();
});
afterAll(() => removeDataFolder(data));

const rollcall = (...args: readonly string[]): Promise<Exit> => run('cli', ['--data', data, ...args]).exit;
const json = async <Value = Record<string, unknown>>(...args: readonly string[]): Promise<Value> => {
  const { code, stdout } = await rollcall(...args, '--json');
  expect(code).toBe(0);
  return JSON.parse(stdout) as Value;
};

interface Created {
  readonly clientId: string;
  readonly clientSecret: string;
}

describe('oauth-client', () => {
  let created: Created;

  test('create --json prints exactly what is entered at the provider', async () => {
    created = await json<Created>('oauth-client', 'create', '--tenant', 'default', '--label', 'Entra');
    expect(Object.keys(created)).toEqual(['clientId', 'clientSecret']);
    expect(created.clientSecret).toMatch(/^scim_[0-9A-Za-z]{49}$/);
  });

  test('what it printed gets a token from the server of the same folder, and the token reads people', async () => {
    await using server = await serve({ folder: data });
    const scimUrl = new URL(server.tenantUrl).origin;
    const response = await fetch(`${scimUrl}/default/oauth2/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${created.clientId}:${created.clientSecret}`)}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    const { access_token: token } = (await response.json()) as { access_token: string };
    const users = await fetch(`${scimUrl}/default/scim/v2/Users`, { headers: { authorization: `Bearer ${token}` } });
    expect([response.status, users.status]).toEqual([200, 200]);
    const [client] = await json<readonly Record<string, unknown>[]>('oauth-client', 'list');
    expect(client).toMatchObject({
      activeAccessTokens: 1,
      tokenEndpoint: `${scimUrl}/default/oauth2/token`,
      use: { address: '127.0.0.1' },
    });
  });

  test('a second secret is added, the first revoked, then the client revoked and removed', async () => {
    const added = await json<Created>('oauth-client', 'add-secret', 'Entra', '--years', '3');
    expect(added.clientId).toBe(created.clientId);
    const table = (await rollcall('oauth-client', 'list')).stdout;
    expect(table).toMatch(/^ID +LABEL +KIND +STATE +SCOPE +SECRETS END IN +TOKENS +CREATED +LAST USED\n/);
    expect(table).toContain(`…${added.clientSecret.slice(-4)} …${created.clientSecret.slice(-4)}`);
    expect((await rollcall('oauth-client', 'revoke-secret', 'Entra', created.clientSecret.slice(-4))).stdout).toContain(
      'Revoked the secret of "Entra"',
    );
    const early = await rollcall('oauth-client', 'remove', 'Entra');
    expect([early.code, early.stderr]).toEqual([1, expect.stringContaining('Revoke it first')]);
    expect((await rollcall('oauth-client', 'revoke', 'Entra')).code).toBe(0);
    expect(await json('oauth-client', 'remove', created.clientId)).toEqual({ id: created.clientId });
    expect(await json('oauth-client', 'list')).toEqual([]);
  });

  test('a federated client takes all three of its trust options, and has no secret', async () => {
    const half = await rollcall('oauth-client', 'create', '--label', 'WIF', '--trust-subject', 'sync');
    expect([half.code, half.stderr]).toEqual([1, expect.stringContaining('--trust-tenant')]);
    const trust = ['--trust-tenant', '3f2b1c4d-1111-4222-8333-444455556666', '--trust-subject', 'sync'];
    const wif = await json('oauth-client', 'create', '--label', 'WIF', ...trust, '--trust-audience', 'api://rollcall');
    expect(wif).toEqual({ clientId: expect.any(String), clientSecret: null });
    const text = (await rollcall('oauth-client', 'list')).stdout;
    expect(text).toContain('federated');
  });

  test('set changes what is named and nothing else', async () => {
    const limits = ['--scope', 'read', '--network', '203.0.113.0/24', '--minutes', '120', '--trust-subject', 'other'];
    expect(await json('oauth-client', 'set', 'WIF', '--label', 'Entra sync', ...limits)).toMatchObject({
      label: 'Entra sync',
      scope: 'read',
      networks: ['203.0.113.0/24'],
      accessTokenMinutes: 120,
      trust: {
        entraTenantId: '3f2b1c4d-1111-4222-8333-444455556666',
        subject: 'other',
        audiences: ['api://rollcall'],
      },
    });
    const again = await json('oauth-client', 'set', 'Entra sync', '--label', 'WIF', '--any-network');
    expect(again).toMatchObject({ label: 'WIF', scope: 'read', networks: [], accessTokenMinutes: 120 });
    await json('oauth-client', 'create', '--label', 'Okta');
    const trusting = await rollcall('oauth-client', 'set', 'Okta', '--trust-subject', 'sync');
    expect([trusting.code, trusting.stderr]).toEqual([
      1,
      expect.stringContaining('"Okta" is known by a client secret'),
    ]);
  });

  test.each([
    [['oauth-client', 'revoke', 'Nobody'], 1, 'No OAuth client has the id or label "Nobody"'],
    [['oauth-client', 'revoke-secret', 'WIF', 'abcd'], 1, '"WIF" has no secret'],
    [['oauth-client', 'create', '--label', 'x', '--minutes', '5'], 1, 'accessTokenMinutes'],
    [['oauth-client', 'create', '--label', 'x', '--network', 'nowhere'], 1, 'networks'],
    [['oauth-client', 'create', '--label', 'x', '--years', '4'], 2, 'Allowed choices are 1, 2, 3'],
  ])('%j is refused in words', async (args, code, words) => {
    const exit = await rollcall(...args);
    expect([exit.code, exit.stderr]).toEqual([code, expect.stringContaining(words)]);
  });
});

describe('provider-token', () => {
  test('is off at first, needs the tenant ID, and warns of the shared audience', async () => {
    expect(await json('provider-token', 'get')).toMatchObject({ enabled: false, entraTenantId: null });
    const without = await rollcall('provider-token', 'set', '--enabled', 'on');
    expect([without.code, without.stderr]).toEqual([1, expect.stringContaining('entraTenantId')]);
    const id = '3f2b1c4d-1111-4222-8333-444455556666';
    const set = await rollcall('provider-token', 'set', '--enabled', 'on', '--tenant-id', id);
    expect([set.code, set.stdout, set.stderr]).toEqual([
      0,
      expect.stringContaining(id),
      expect.stringContaining('testing only'),
    ]);
    // What is left out stays as it was set.
    const off = await json('provider-token', 'set', '--enabled', 'off', '--audience', 'api://a', 'api://b');
    expect(off).toMatchObject({ enabled: false, entraTenantId: id, audiences: ['api://a', 'api://b'] });
  });
});
