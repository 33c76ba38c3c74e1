// RFC 6749 §4.4 (client credentials grant), §2.3.1 (client password), §5 (responses): the token endpoint.
import { randomUUID } from 'node:crypto';
import * as oidc from 'openid-client';
import { describe, expect, test } from 'vitest';
import { createSecrets } from '#main/adapters/secrets.ts';
import { mintToken } from '#main/application/credentials/bearer-token.ts';
import { clockForTest, minutes } from '../clock.ts';
import { call } from '../console/call.ts';
import { startRollcall } from '../rollcall.ts';
import { basic, clientOf, createClient, fetchToken, post, statusOf } from './oauth-client.ts';

describe('a client library gets a token and uses it', () => {
  test.each([
    ['client_secret_basic', oidc.ClientSecretBasic],
    ['client_secret_post', oidc.ClientSecretPost],
  ])('%s, with openid-client', async (_name, authentication) => {
    await using rollcall = await startRollcall();
    const { clientId, secret } = await createClient(rollcall);
    const config = await oidc.discovery(
      new URL(`${rollcall.url}/default/oauth2`),
      clientId,
      undefined,
      authentication(secret),
      { algorithm: 'oauth2', execute: [oidc.allowInsecureRequests] },
    );
    const tokens = await oidc.clientCredentialsGrant(config);
    expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 3600, scope: 'read-write' });
    expect(await statusOf(rollcall, tokens.access_token)).toBe(200);
    expect(await statusOf(rollcall, tokens.access_token, 'POST')).toBe(201);
  });
});

describe('§5.1: "an access token and optional refresh token"', () => {
  test('the answer has the members of §5.1 and may be kept by nobody', async () => {
    await using rollcall = await startRollcall();
    const client = await createClient(rollcall, { accessTokenMinutes: 360 });
    const { status, headers, json } = await fetchToken(rollcall.url, post(client));
    expect(status).toBe(200);
    expect(json).toEqual({
      access_token: expect.stringMatching(/^scim_[0-9A-Za-z]{49}$/),
      token_type: 'Bearer',
      expires_in: 21_600,
      scope: 'read-write',
    });
    // "MUST include the HTTP Cache-Control response header field with a value of no-store […], as well as the Pragma […]"
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('pragma')).toBe('no-cache');
    expect(headers.get('content-type')).toBe('application/json');
  });

  test('the use of client, secret and token is remembered under the client', async () => {
    await using rollcall = await startRollcall();
    const client = await createClient(rollcall);
    const { token } = await fetchToken(rollcall.url, post(client));
    await statusOf(rollcall, token);
    await rollcall.logged();
    const shown = await clientOf(rollcall, client.clientId);
    expect(shown).toMatchObject({
      activeAccessTokens: 1,
      use: { address: '127.0.0.1' },
      secrets: [{ lastUsedAt: expect.any(String) }],
      tokenEndpoint: `${rollcall.url}/default/oauth2/token`,
    });
    expect(await call(rollcall.core, 'tokens.list', { tenantId: rollcall.tenant.id })).toHaveLength(1);
  });
});

describe('§3.3: the scope', () => {
  test.each([
    [undefined, 'read-write', 'read-write'],
    ['read', 'read-write', 'read'],
    ['read-write', 'read-write', 'read-write'],
    ['read read-write', 'read-write', 'read-write'],
    ['api://rollcall/.default', 'read-write', 'read-write'],
    ['.default', 'read', 'read'],
    ['read', 'read', 'read'],
    ['', 'read', 'read'],
  ] as const)('asked for %j, a client with %j gets a token with %j', async (asked, has, granted) => {
    await using rollcall = await startRollcall();
    const client = await createClient(rollcall, { scope: has });
    const { status, json, token } = await fetchToken(rollcall.url, {
      ...post(client),
      ...(asked === undefined ? {} : { scope: asked }),
    });
    expect([status, json['scope']]).toEqual([200, granted]);
    expect(await statusOf(rollcall, token)).toBe(200);
    expect(await statusOf(rollcall, token, 'POST')).toBe(granted === 'read' ? 403 : 201);
  });

  test.each([
    ['write', 'read-write'],
    ['read openid', 'read-write'],
    ['read-write', 'read'],
  ] as const)('asked for %j, a client with %j gets invalid_scope', async (scope, has) => {
    await using rollcall = await startRollcall();
    const client = await createClient(rollcall, { scope: has });
    const { status, json } = await fetchToken(rollcall.url, { ...post(client), scope });
    expect([status, json['error']]).toEqual([400, 'invalid_scope']);
  });
});

describe('§5.2: requests that are no token request', () => {
  const right = 'grant_type=client_credentials&client_id=ID&client_secret=SECRET';

  test.each([
    [
      'a parameter sent twice',
      `${right}&grant_type=client_credentials`,
      'invalid_request',
      'grant_type was sent more than once',
    ],
    ['an unknown parameter sent twice', `${right}&a=1&a=2`, 'invalid_request', 'a was sent more than once'],
    ['no grant_type', 'client_id=ID&client_secret=SECRET', 'invalid_request', 'grant_type is missing'],
    [
      'an empty grant_type',
      'grant_type=&client_id=ID&client_secret=SECRET',
      'invalid_request',
      'grant_type is missing',
    ],
    ['another grant', 'grant_type=password&client_id=ID&client_secret=SECRET', 'unsupported_grant_type', "'password'"],
    ['nothing', '', 'invalid_request', 'grant_type is missing'],
    ['JSON in the form', '{"grant_type":"client_credentials"}', 'invalid_request', 'grant_type is missing'],
  ])('%s', async (_name, form, error, words) => {
    await using rollcall = await startRollcall();
    const { clientId, secret } = await createClient(rollcall);
    const answer = await fetchToken(rollcall.url, form.replaceAll('ID', clientId).replaceAll('SECRET', secret));
    expect(answer.status).toBe(400);
    expect(answer.json).toEqual({ error, error_description: expect.stringContaining(words) });
    expect(answer.json['error_description']).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  test('a parameter without a value is treated as if it were omitted (§3.2)', async () => {
    await using rollcall = await startRollcall();
    const client = await createClient(rollcall);
    const { status } = await fetchToken(
      rollcall.url,
      { scope: '', client_id: '', client_secret: '', client_assertion: '' },
      { authorization: basic(client) },
    );
    expect(status).toBe(200);
  });

  test.each([
    ['application/json', 415],
    ['application/scim+json', 415],
    ['text/plain', 415],
    ['application/x-www-form-urlencoded; charset=UTF-8', 200],
  ])('Content-Type %s is answered with %i: the form alone is taken', async (contentType, expected) => {
    await using rollcall = await startRollcall();
    const client = await createClient(rollcall);
    const { status } = await fetchToken(rollcall.url, post(client), { 'content-type': contentType });
    expect(status).toBe(expected);
  });

  test('a form above 16 KiB is refused with 413, a compressed one with 415', async () => {
    await using rollcall = await startRollcall();
    const client = await createClient(rollcall);
    const large = await fetchToken(rollcall.url, { ...post(client), padding: 'x'.repeat(16 * 1024) });
    expect([large.status, large.json['error']]).toEqual([413, 'invalid_request']);
    const packed = await fetchToken(rollcall.url, post(client), { 'content-encoding': 'gzip' });
    expect([packed.status, packed.json['error']]).toEqual([415, 'invalid_request']);
  });

  test('other methods get 405 with Allow, other paths below /oauth2 404, both as OAuth errors', async () => {
    await using rollcall = await startRollcall();
    const got = await fetch(`${rollcall.url}/default/oauth2/token`);
    expect([got.status, got.headers.get('allow'), await got.json()]).toEqual([
      405,
      'POST',
      { error: 'invalid_request', error_description: expect.any(String) },
    ]);
    for (const path of [
      '/default/oauth2',
      '/default/oauth2/authorize',
      '/default/oauth2/token/x',
      '/nobody/oauth2/token',
    ]) {
      const lost = await fetch(rollcall.url + path, { method: 'POST' });
      expect([path, lost.status, await lost.json()]).toEqual([
        path,
        404,
        expect.objectContaining({ error: 'invalid_request' }),
      ]);
    }
    expect(rollcall.faults).toEqual([]);
  });
});

/** Characters that need not be encoded, encoded: the same text. */
const percent = (text: string): string => text.replaceAll(/[-_]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);

describe('§2.3: "The client MUST NOT use more than one authentication method in each request"', () => {
  test('two ways with different credentials are refused', async () => {
    await using rollcall = await startRollcall();
    const client = await createClient(rollcall);
    const other = await createClient(rollcall);
    const answer = await fetchToken(rollcall.url, post(other), { authorization: basic(client) });
    expect([answer.status, answer.json['error']]).toEqual([400, 'invalid_request']);
    const secretAlone = await fetchToken(
      rollcall.url,
      { client_secret: other.secret },
      { authorization: basic(client) },
    );
    expect([secretAlone.status, secretAlone.json['error']]).toEqual([400, 'invalid_request']);
  });

  test('client_id beside the header is no second way', async () => {
    await using rollcall = await startRollcall();
    const client = await createClient(rollcall);
    const answer = await fetchToken(rollcall.url, { client_id: client.clientId }, { authorization: basic(client) });
    expect(answer.status).toBe(200);
  });

  test('the same credentials twice, as an Entra job set to Both sends them: noted where lenient, refused where strict', async () => {
    await using lenient = await startRollcall();
    const client = await createClient(lenient);
    const taken = await fetchToken(lenient.url, post(client), { authorization: basic(client) });
    expect(taken.status).toBe(200);
    expect((await lenient.lastLogged()).notes).toEqual([expect.stringContaining('RFC 6749 §2.3')]);

    await using strict = await startRollcall({ compatibility: 'strict' });
    const own = await createClient(strict);
    const refused = await fetchToken(strict.url, post(own), { authorization: basic(own) });
    expect([refused.status, refused.json['error']]).toEqual([400, 'invalid_request']);
  });

  test('in the header both are form-encoded before they are joined (§2.3.1)', async () => {
    await using rollcall = await startRollcall();
    const { clientId, secret } = await createClient(rollcall);
    const encoded = basic({ clientId: percent(clientId), secret: percent(secret) });
    expect((await fetchToken(rollcall.url, {}, { authorization: encoded })).status).toBe(200);
    const broken = await fetchToken(rollcall.url, {}, { authorization: basic({ clientId: '%', secret }) });
    expect([broken.status, broken.json['error']]).toEqual([401, 'invalid_client']);
  });
});

describe('§5.2 invalid_client: "401 (Unauthorized) status code […] and include the WWW-Authenticate response header field"', () => {
  test.each([
    ['no client', {}, undefined, 'client', 'does not say who it is'],
    ['an id without a secret', { client_id: 'entra' }, undefined, 'client', 'does not say who it is'],
    ['another scheme', {}, 'Bearer abc', 'header', "is not 'Basic'"],
    ['Basic alone', {}, 'Basic', 'header', "is not 'Basic'"],
    ['Basic without base64', {}, 'Basic !!!', 'header', "is not 'Basic'"],
    ['Basic without a colon', {}, `Basic ${btoa('no colon')}`, 'header', "is not 'Basic'"],
    ['Basic without an id', {}, `Basic ${btoa(':secret')}`, 'header', "is not 'Basic'"],
  ])('"no client authentication included": %s', async (_name, form, authorization, check, words) => {
    await using rollcall = await startRollcall();
    const answer = await fetchToken(rollcall.url, form, authorization === undefined ? {} : { authorization });
    expect([answer.status, answer.json]).toEqual([
      401,
      { error: 'invalid_client', error_description: expect.stringContaining(words) },
    ]);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Basic realm="Rollcall"/);
    const { authentication } = await rollcall.lastLogged();
    expect(authentication).toEqual([
      expect.objectContaining({ check, passed: false, action: expect.stringContaining('Token Endpoint') }),
    ]);
  });

  test('whatever is wrong with the client, outside it is one and the same answer', async () => {
    await using rollcall = await startRollcall();
    const { core, tenant, url, ports } = rollcall;
    const good = await createClient(rollcall);
    const revoked = await createClient(rollcall, { label: 'revoked' });
    await call(core, 'oauthClients.revoke', { tenantId: tenant.id, id: revoked.clientId });
    const withoutSecret = await createClient(rollcall, { label: 'secret revoked' });
    const [held] = (await clientOf(rollcall, withoutSecret.clientId)).secrets;
    await call(core, 'oauthClients.revokeSecret', {
      tenantId: tenant.id,
      id: withoutSecret.clientId,
      secretId: held?.id ?? '',
    });
    const expired = { clientId: randomUUID(), secret: '' };
    const minted = mintToken(createSecrets());
    expired.secret = minted.secret;
    await ports.oauth.create({
      id: expired.clientId,
      tenantId: tenant.id,
      label: 'expired',
      scope: 'read-write',
      networks: [],
      accessTokenMinutes: 60,
      createdAt: '2020-01-01T00:00:00.000Z',
      secrets: [
        {
          id: randomUUID(),
          hash: minted.hash,
          hint: minted.hint,
          createdAt: '2020-01-01T00:00:00.000Z',
          expiresAt: '2021-01-01T00:00:00.000Z',
        },
      ],
    });
    const elsewhere = await createClient(rollcall, { label: 'elsewhere', networks: ['203.0.113.0/24'] });
    const other = await rollcall.addTenant('other');
    const foreign = await call(core, 'oauthClients.create', { tenantId: other.id, label: 'foreign' });

    const wrong: readonly (readonly [string, string, { clientId: string; secret: string }])[] = [
      ['unknown client', 'client', { clientId: randomUUID(), secret: good.secret }],
      ['client of another tenant', 'client', { clientId: foreign.clientId, secret: foreign.clientSecret ?? '' }],
      ['revoked client', 'revoked', revoked],
      ['another secret', 'clientSecret', { ...good, secret: mintToken(createSecrets()).secret }],
      ["another client's secret", 'clientSecret', { ...good, secret: withoutSecret.secret }],
      ['mistyped secret', 'form', { ...good, secret: `${good.secret.slice(0, -1)}~` }],
      ['empty-looking secret', 'form', { ...good, secret: 'x' }],
      ['revoked secret', 'revoked', withoutSecret],
      ['expired secret', 'expired', expired],
      ['from another network', 'network', elsewhere],
    ];
    const steps: Readonly<Record<string, string>> = {
      'another secret': 'addSecret',
      "another client's secret": 'addSecret',
      'mistyped secret': 'addSecret',
      'empty-looking secret': 'addSecret',
      'revoked secret': 'addSecret',
      'expired secret': 'addSecret',
      'from another network': 'editClient',
    };
    const bodies = new Set<string>();
    for (const [name, check, client] of wrong) {
      for (const answer of [
        await fetchToken(url, post(client)),
        await fetchToken(url, {}, { authorization: basic(client) }),
      ]) {
        expect([name, answer.status, answer.json['error']]).toEqual([name, 401, 'invalid_client']);
        expect(answer.headers.get('www-authenticate')).toMatch(/^Basic realm="Rollcall"/);
        bodies.add(JSON.stringify(answer.json));
        const entry = await rollcall.lastLogged();
        const checks = entry.authentication ?? [];
        expect([name, checks.at(-1)?.check, checks.at(-1)?.passed]).toEqual([name, check, false]);
        expect(checks.at(-1)?.action).toMatch(/\w/);
        const step = steps[name];
        expect([name, checks.at(-1)?.settledBy]).toEqual([
          name,
          step === undefined ? undefined : { step, id: client.clientId },
        ]);
        expect(checks.slice(0, -1).every(({ passed, action }) => passed && action === null)).toBe(true);
        expect(JSON.stringify(entry)).not.toContain(client.secret.length > 8 ? client.secret : 'no such text');
      }
    }
    expect(bodies.size).toBe(1);
    expect((await fetchToken(url, post(good))).status).toBe(200);
    expect(JSON.parse([...bodies][0] ?? '')).toMatchObject({ error: 'invalid_client' });
  });

  test('the access tokens of a client end with it at once, and with its scope', async () => {
    await using rollcall = await startRollcall();
    const { core, tenant, url } = rollcall;
    const client = await createClient(rollcall);
    const { token } = await fetchToken(url, post(client));
    expect(await statusOf(rollcall, token, 'POST')).toBe(201);
    await call(core, 'oauthClients.set', { tenantId: tenant.id, id: client.clientId, scope: 'read' });
    expect(await statusOf(rollcall, token, 'POST')).toBe(403);
    expect(await statusOf(rollcall, token)).toBe(200);
    await call(core, 'oauthClients.revoke', { tenantId: tenant.id, id: client.clientId });
    expect(await statusOf(rollcall, token)).toBe(401);
    await call(core, 'oauthClients.remove', { tenantId: tenant.id, id: client.clientId });
    expect(await statusOf(rollcall, token)).toBe(401);
  });

  test('two secrets hold at once, so that nothing stops while the provider is changed over', async () => {
    await using rollcall = await startRollcall();
    const { core, tenant, url } = rollcall;
    const client = await createClient(rollcall);
    const added = await call(core, 'oauthClients.addSecret', {
      tenantId: tenant.id,
      id: client.clientId,
      secretYears: 3,
    });
    const second = { ...client, secret: added.clientSecret };
    const [byFirst, bySecond] = [await fetchToken(url, post(client)), await fetchToken(url, post(second))];
    expect([byFirst.status, bySecond.status]).toEqual([200, 200]);
    expect([await statusOf(rollcall, byFirst.token), await statusOf(rollcall, bySecond.token)]).toEqual([200, 200]);
    const [newest, oldest] = (await clientOf(rollcall, client.clientId)).secrets;
    expect(newest?.hint).toBe(second.secret.slice(-4));
    expect([newest?.activeAccessTokens, oldest?.activeAccessTokens]).toEqual([1, 1]);
    const left = await call(core, 'oauthClients.revokeSecret', {
      tenantId: tenant.id,
      id: client.clientId,
      secretId: oldest?.id ?? '',
    });
    expect((await fetchToken(url, post(client))).status).toBe(401);
    expect((await fetchToken(url, post(second))).status).toBe(200);
    // What the revoked secret fetched ends with it at once, though it was remembered a moment ago.
    expect([await statusOf(rollcall, byFirst.token), await statusOf(rollcall, bySecond.token)]).toEqual([401, 200]);
    expect([left.activeAccessTokens, ...left.secrets.map((one) => one.activeAccessTokens)]).toEqual([1, 1, 0]);
    await statusOf(rollcall, byFirst.token);
    const { authentication } = await rollcall.lastLogged();
    expect(authentication?.at(-1)).toMatchObject({
      check: 'revoked',
      action: expect.stringContaining('the secret that this access token was fetched with'),
      settledBy: { step: 'addSecret', id: client.clientId },
    });
  });

  test('an access token never outlives the secret that fetched it', async () => {
    const clock = clockForTest();
    await using rollcall = await startRollcall({ clock });
    const client = await createClient(rollcall, { secretYears: 1 });
    const [secret] = (await clientOf(rollcall, client.clientId)).secrets;
    const left = Date.parse(secret?.expiresAt ?? '') - Date.parse(clock.now());
    clock.pass(left - minutes(5));
    const { json, token } = await fetchToken(rollcall.url, post(client));
    expect(json['expires_in']).toBe(300);
    clock.pass(minutes(5) - 500);
    expect(await statusOf(rollcall, token)).toBe(200);
    // Half a second is no whole one.
    const late = await fetchToken(rollcall.url, post(client));
    expect([late.status, late.json['error']]).toEqual([401, 'invalid_client']);
    expect((await rollcall.lastLogged()).authentication?.at(-1)).toMatchObject({ check: 'expired', passed: false });
    clock.pass(500);
    expect(await statusOf(rollcall, token)).toBe(401);
  });

  test('a secret that is revoked while its token is made gets none, and a removed client leaves none behind', async () => {
    await using rollcall = await startRollcall();
    const { core, tenant, url } = rollcall;
    const client = await createClient(rollcall);
    const [secret] = (await clientOf(rollcall, client.clientId)).secrets;
    const at = { tenantId: tenant.id, id: client.clientId };
    const answers = await Promise.all([
      ...Array.from({ length: 20 }, () => fetchToken(url, post(client))),
      call(core, 'oauthClients.revokeSecret', { ...at, secretId: secret?.id ?? '' }),
      ...Array.from({ length: 20 }, () => fetchToken(url, post(client))),
    ]);
    const tokens = answers.flatMap((answer) => ('token' in answer && answer.token !== '' ? [answer.token] : []));
    for (const token of tokens) expect(await statusOf(rollcall, token)).toBe(401);
    await call(core, 'oauthClients.revoke', at);
    const [, ...late] = await Promise.all([
      call(core, 'oauthClients.remove', at),
      ...Array.from({ length: 5 }, () => fetchToken(url, post(client))),
    ]);
    expect(late.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
    expect(await call(core, 'tokens.list', { tenantId: tenant.id })).toHaveLength(1);
  });
});

test('after 1,000 wrong secrets the answer is 429 with Retry-After, and a right one is still served', async () => {
  // The minute in which they are counted is not over before they have come.
  await using rollcall = await startRollcall({ clock: clockForTest() });
  const client = await createClient(rollcall);
  const wrong = { ...client, secret: mintToken(createSecrets()).secret };
  const statuses: number[] = [];
  for (let n = 0; n < 20; n++) {
    const burst = await Promise.all(Array.from({ length: 50 }, () => fetchToken(rollcall.url, post(wrong))));
    statuses.push(...burst.map(({ status }) => status));
  }
  expect(statuses.filter((status) => status === 401)).toHaveLength(60);
  expect(statuses.filter((status) => status === 429)).toHaveLength(940);
  const limited = await fetchToken(rollcall.url, post(wrong));
  expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, expect.stringMatching(/^[1-9]\d?$/)]);
  expect((await fetchToken(rollcall.url, post(client))).status).toBe(200);
  const logged = (await rollcall.logged()).filter(({ path }) => path === '/oauth2/token');
  expect(logged.filter(({ status }) => status === 401)).toHaveLength(60);
  expect(logged.filter(({ status }) => status === 429)).toHaveLength(1);
});

test('the log has every token request, without its bodies, its query and any secret', async () => {
  await using rollcall = await startRollcall();
  const client = await createClient(rollcall);
  const { token } = await fetchToken(rollcall.url, post(client), { 'user-agent': 'Entra' });
  const entry = await rollcall.lastLogged();
  expect(entry).toMatchObject({
    method: 'POST',
    path: '/oauth2/token',
    status: 200,
    credentialId: client.clientId,
    userAgent: 'Entra',
    clientAddress: '127.0.0.1',
  });
  expect(entry.requestBody).toBeUndefined();
  expect(entry.responseBody).toBeUndefined();
  await fetch(`${rollcall.url}/default/oauth2/token?client_secret=${client.secret}`, { method: 'POST' });
  const text = JSON.stringify(await rollcall.logged());
  expect(text).not.toContain(client.secret);
  expect(text).not.toContain(token);
});
