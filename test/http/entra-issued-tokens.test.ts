// The tokens that Microsoft Entra issues itself, sent as the bearer token where the Secret Token is left blank (RFC 6750, RFC
// 7519 §7.2, RFC 8725): which are taken, which are refused and as what, and what happens while Entra cannot be reached.
import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createAssertions } from '#main/adapters/oidc/assertions.ts';
import { cooldownMs } from '#main/adapters/oidc/remote-keys.ts';
import { entraIssuers } from '#main/application/credentials/entra-issuers.ts';
import type { Clock } from '#main/application/ports/clock.ts';
import { providerCredentialId } from '#main/application/credentials/provider-token.ts';
import { call, refusal } from '../console/call.ts';
import {
  directory,
  galleryAudience,
  otherDirectory,
  seconds,
  startEntraIssuer,
  strangersKey,
  type EntraIssuer,
} from '../entra-issuer.ts';
import { startRollcall, type RollcallForTest } from '../rollcall.ts';

const enable = ({ core, tenant }: RollcallForTest, facts: { audiences?: string[]; entraTenantId?: string } = {}) =>
  call(core, 'providerTokens.set', { tenantId: tenant.id, enabled: true, entraTenantId: directory, ...facts });

async function start(): Promise<{ rollcall: RollcallForTest; entra: EntraIssuer } & AsyncDisposable> {
  const entra = await startEntraIssuer();
  const rollcall = await startRollcall({ standIns: entra.standIns });
  await enable(rollcall);
  return {
    rollcall,
    entra,
    async [Symbol.asyncDispose]() {
      await rollcall[Symbol.asyncDispose]();
      await entra[Symbol.asyncDispose]();
    },
  };
}

const ask = async ({ tenantUrl }: RollcallForTest, token: string) => {
  const response = await fetch(`${tenantUrl}/Users?count=0`, { headers: { authorization: `Bearer ${token}` } });
  return { status: response.status, headers: response.headers, body: await response.text() };
};

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('taken', () => {
  test('a token of version 1 and one of version 2 of the directory, and their use is remembered', async () => {
    await using all = await start();
    const { rollcall, entra } = all;
    expect((await ask(rollcall, await entra.accessToken())).status).toBe(200);
    const second = await entra.accessToken({
      claims: { iss: `https://login.microsoftonline.com/${directory}/v2.0`, ver: '2.0' },
    });
    expect((await ask(rollcall, second)).status).toBe(200);
    expect((await rollcall.lastLogged()).credentialId).toBe(providerCredentialId(rollcall.tenant.id));
    const shown = await call(rollcall.core, 'providerTokens.get', { tenantId: rollcall.tenant.id });
    expect(shown).toMatchObject({ enabled: true, entraTenantId: directory, use: { address: '127.0.0.1' } });
  });

  test('a clock that differs by less than a minute, either way', async () => {
    await using all = await start();
    const { rollcall, entra } = all;
    for (const claims of [{ exp: seconds(-30) }, { nbf: seconds(40), iat: seconds(40) }]) {
      expect((await ask(rollcall, await entra.accessToken({ claims }))).status).toBe(200);
    }
  });

  test('an audience that was added, and a token whose aud is a list', async () => {
    await using all = await start();
    const { rollcall, entra } = all;
    await enable(rollcall, { audiences: ['api://own', galleryAudience] });
    for (const aud of ['api://own', ['api://else', galleryAudience]]) {
      expect((await ask(rollcall, await entra.accessToken({ claims: { aud } }))).status).toBe(200);
    }
  });

  test('keys are fetched once, however many tokens come', async () => {
    await using all = await start();
    const { rollcall, entra } = all;
    const tokens = await Promise.all(Array.from({ length: 20 }, (_, n) => entra.accessToken({ claims: { n } })));
    const answers = await Promise.all(tokens.map((token) => ask(rollcall, token)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(entra.fetches()).toBe(1);
  });
});

type Forge = (entra: EntraIssuer) => Promise<string>;
const tampered: Forge = async (entra) => {
  const [header, , signature] = (await entra.accessToken()).split('.');
  const claims = { iss: `https://sts.windows.net/${directory}/`, aud: galleryAudience, tid: directory };
  return `${header}.${base64url({ ...claims, iat: seconds(0), exp: seconds(9e6) })}.${signature}`;
};
const unsigned: Forge = async (entra) => {
  const [, payload] = (await entra.accessToken()).split('.');
  return `${base64url({ alg: 'none', typ: 'JWT', kid: entra.key.kid })}.${payload}.`;
};
const withPublicKey: Forge = async (entra) => {
  const [, payload] = (await entra.accessToken()).split('.');
  const signed = `${base64url({ alg: 'HS256', typ: 'JWT', kid: entra.key.kid })}.${payload}`;
  return `${signed}.${createHmac('sha256', entra.key.pem).update(signed).digest('base64url')}`;
};
const byStranger: Forge = async (entra) => entra.accessToken({ key: await strangersKey(entra.key.kid) });

describe('refused with 401, alike outside, with its reason in the log', () => {
  const otherIssuer = `https://sts.windows.net/${otherDirectory}/`;

  const cases: readonly (readonly [string, string, Forge])[] = [
    ['another audience', 'audience', (entra) => entra.accessToken({ claims: { aud: 'api://else' } })],
    ['no audience', 'audience', (entra) => entra.accessToken({ claims: { aud: undefined } })],
    [
      'another directory',
      'issuer',
      (entra) => entra.accessToken({ claims: { iss: otherIssuer, tid: otherDirectory } }),
    ],
    [
      'the issuer without its slash',
      'issuer',
      (entra) => entra.accessToken({ claims: { iss: otherIssuer.slice(0, -1) } }),
    ],
    [
      'the issuer of every directory',
      'issuer',
      (entra) => entra.accessToken({ claims: { iss: 'https://login.microsoftonline.com/common/v2.0' } }),
    ],
    ['no issuer', 'issuer', (entra) => entra.accessToken({ claims: { iss: undefined } })],
    ['another tid', 'tenant', (entra) => entra.accessToken({ claims: { tid: otherDirectory } })],
    ['no tid', 'tenant', (entra) => entra.accessToken({ claims: { tid: undefined } })],
    ['expired', 'lifetime', (entra) => entra.accessToken({ claims: { exp: seconds(-61) } })],
    ['not valid yet', 'lifetime', (entra) => entra.accessToken({ claims: { nbf: seconds(120) } })],
    ['no exp', 'lifetime', (entra) => entra.accessToken({ claims: { exp: undefined } })],
    ['no iat', 'lifetime', (entra) => entra.accessToken({ claims: { iat: undefined } })],
    ['exp as text', 'lifetime', (entra) => entra.accessToken({ claims: { exp: String(seconds(3600)) } })],
    ['alg none', 'form', unsigned],
    ['HS256 with the public key as its secret', 'signature', withPublicKey],
    ['a jku header', 'form', (entra) => entra.accessToken({ header: { jku: 'https://evil.example/keys' } })],
    ['an x5u header', 'form', (entra) => entra.accessToken({ header: { x5u: 'https://evil.example/keys' } })],
    ['its own key in the header', 'form', (entra) => entra.accessToken({ header: { jwk: entra.key.jwk } })],
    ['a payload that was changed', 'signature', tampered],
    ["a stranger's key under a known name", 'signature', byStranger],
    ['an unknown key', 'signature', (entra) => entra.accessToken({ header: { kid: 'nobody' } })],
    ['garbage in the form of a JWT', 'form', async () => 'aaaa.bbbb.cccc'],
    ['longer than 8 KiB', 'form', (entra) => entra.accessToken({ claims: { padding: 'x'.repeat(8 * 1024) } })],
  ];

  test.each(cases)('%s', async (_name, check, forge) => {
    await using all = await start();
    const { rollcall, entra } = all;
    const token = await forge(entra);
    const { status, headers, body } = await ask(rollcall, token);
    expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer error="invalid_token"']);
    expect(body).toBe((await ask(rollcall, 'scim_unknown')).body);
    const [entry] = await Promise.all(
      (await rollcall.logged()).slice(-2, -1).map(({ seq }) => rollcall.ports.log.get(rollcall.tenant.id, seq)),
    );
    const checks = entry?.entry.authentication ?? [];
    expect([checks.at(-1)?.check, checks.at(-1)?.passed]).toEqual([check, false]);
    expect(checks.at(-1)?.action).toMatch(/\w/);
    expect(JSON.stringify(entry)).not.toContain(token);
    // A fetch at most, and never from where a header points.
    expect(entra.fetches()).toBeLessThanOrEqual(1);
  });

  test('a token of the right directory while they are off, as they are at first', async () => {
    await using entra = await startEntraIssuer();
    await using rollcall = await startRollcall({ standIns: entra.standIns });
    expect(await call(rollcall.core, 'providerTokens.get', { tenantId: rollcall.tenant.id })).toEqual({
      enabled: false,
      entraTenantId: null,
      audiences: [galleryAudience],
      use: null,
    });
    const token = await entra.accessToken();
    expect((await ask(rollcall, token)).status).toBe(401);
    const { authentication } = await rollcall.lastLogged();
    expect(authentication?.at(-1)).toMatchObject({ check: 'enabled', received: 'off' });
    expect(entra.fetches()).toBe(0);
    await enable(rollcall);
    expect((await ask(rollcall, token)).status).toBe(200);
    await call(rollcall.core, 'providerTokens.set', {
      tenantId: rollcall.tenant.id,
      enabled: false,
      entraTenantId: directory,
    });
    expect((await ask(rollcall, token)).status).toBe(401);
  });

  test.each([
    ['two minutes behind', -120_000, 'not valid yet'],
    ['two hours ahead', 7_200_000, 'expired'],
  ])('a good token while the clock of this machine is %s: for it the token is %s', async (_name, offset) => {
    await using entra = await startEntraIssuer();
    const clock: Clock = {
      now: () => new Date(Date.now() + offset).toISOString(),
      monotonic: () => performance.now(),
    };
    await using rollcall = await startRollcall({ standIns: entra.standIns, clock });
    await enable(rollcall);
    expect((await ask(rollcall, await entra.accessToken())).status).toBe(401);
    expect((await rollcall.lastLogged()).authentication?.at(-1)).toMatchObject({
      check: 'lifetime',
      action: expect.stringContaining('clock of this machine'),
    });
  });

  test("another tenant's switch is not this one's, and a change of the directory ends what was remembered", async () => {
    await using all = await start();
    const { rollcall, entra } = all;
    await rollcall.addTenant('other');
    const token = await entra.accessToken();
    expect((await ask(rollcall, token)).status).toBe(200);
    const other = await fetch(`${rollcall.url}/other/scim/v2/Users`, { headers: { authorization: `Bearer ${token}` } });
    expect(other.status).toBe(401);
    await enable(rollcall, { entraTenantId: otherDirectory });
    expect((await ask(rollcall, token)).status).toBe(401);
  });

  test('switching them on needs the tenant ID', async () => {
    await using rollcall = await startRollcall();
    const refused = await refusal(rollcall.core, 'providerTokens.set', {
      tenantId: rollcall.tenant.id,
      enabled: true,
      entraTenantId: null,
    });
    expect(refused).toMatchObject({ code: 'invalid-input', detail: expect.stringContaining('entraTenantId') });
  });
});

const now = (): string => new Date().toISOString();

describe('keys', () => {
  const expected = { issuers: entraIssuers(directory), audiences: [galleryAudience], tenantId: directory };

  test('50 tokens with unknown keys make no fetch beyond the first', async () => {
    await using all = await start();
    const { rollcall, entra } = all;
    expect((await ask(rollcall, await entra.accessToken())).status).toBe(200);
    expect(entra.fetches()).toBe(1);
    const flood = await Promise.all(
      Array.from({ length: 50 }, (_, n) => entra.accessToken({ header: { kid: `unknown-${n}` } })),
    );
    const answers = await Promise.all(flood.map((token) => ask(rollcall, token)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
    expect(entra.fetches()).toBe(1);
    expect(cooldownMs).toBe(30_000);
  });

  test('a new key is fetched when it is first seen, and the old one is taken while it is published', async () => {
    await using entra = await startEntraIssuer();
    await using rollcall = await startRollcall({ standIns: entra.standIns });
    const { jwks } = rollcall.storage;
    const url = `https://login.microsoftonline.com/${directory}/discovery/keys`;
    const before = await entra.accessToken();
    expect((await createAssertions(jwks, entra.standIns).verify(before, expected, now())).outcome).toBe('verified');
    await rollcall.storage.flush();
    // The cooldown after the fetch is over.
    const stored = jwks.load(url);
    jwks.save(url, { jwks: stored?.jwks ?? '', fetchedAt: Date.now() - 31_000 });
    await rollcall.storage.flush();
    await entra.rotate();
    const after = await entra.accessToken();
    const assertions = createAssertions(jwks, entra.standIns);
    expect((await assertions.verify(after, expected, now())).outcome).toBe('verified');
    expect((await assertions.verify(before, expected, now())).outcome).toBe('verified');
    expect(entra.fetches()).toBe(2);
  });

  test('a key that was taken back is refused once the keys are fetched again, ten minutes later', async () => {
    await using entra = await startEntraIssuer();
    await using rollcall = await startRollcall({ standIns: entra.standIns });
    const { jwks } = rollcall.storage;
    const url = `https://login.microsoftonline.com/${directory}/discovery/keys`;
    const before = await entra.accessToken();
    await createAssertions(jwks, entra.standIns).verify(before, expected, now());
    await rollcall.storage.flush();
    jwks.save(url, { jwks: jwks.load(url)?.jwks ?? '', fetchedAt: Date.now() - 11 * 60_000 });
    await rollcall.storage.flush();
    await entra.rotate(true);
    const verdict = await createAssertions(jwks, entra.standIns).verify(before, expected, now());
    expect(verdict).toMatchObject({ outcome: 'refused' });
    expect(verdict.checks.at(-1)).toMatchObject({ check: 'signature', passed: false });
  });

  test('while Entra is down, a start with the remembered keys still takes a token, and asks once in 30 seconds', async () => {
    await using entra = await startEntraIssuer();
    await using rollcall = await startRollcall({ standIns: entra.standIns });
    const { jwks } = rollcall.storage;
    const url = `https://login.microsoftonline.com/${directory}/discovery/keys`;
    const token = await entra.accessToken();
    await createAssertions(jwks, entra.standIns).verify(token, expected, now());
    await rollcall.storage.flush();
    // Older than what is fresh: the keys would be fetched again if they could.
    jwks.save(url, { jwks: jwks.load(url)?.jwks ?? '', fetchedAt: Date.now() - 3_600_000 });
    await rollcall.storage.flush();
    entra.fail();
    const assertions = createAssertions(jwks, entra.standIns);
    for (let n = 0; n < 5; n++) expect((await assertions.verify(token, expected, now())).outcome).toBe('verified');
    expect(entra.fetches()).toBe(2);
    const unknown = await entra.accessToken({ header: { kid: 'perhaps-new' } });
    expect((await assertions.verify(unknown, expected, now())).outcome).toBe('keysUnavailable');
    // Not for ever: a day later nobody knows what the key is worth.
    jwks.save(url, { jwks: jwks.load(url)?.jwks ?? '', fetchedAt: Date.now() - 25 * 3_600_000 });
    await rollcall.storage.flush();
    const late = await createAssertions(jwks, entra.standIns).verify(token, expected, now());
    expect(late.outcome).toBe('keysUnavailable');
  });

  test.each([
    ['an error', { status: 503 }],
    ['a redirect, which is not followed', { status: 302, headers: { location: 'http://127.0.0.1:1/keys' } }],
    ['no JSON', { status: 200, body: '<html>' }],
    ['no key set', { status: 200, body: '{"keys":"none"}' }],
    ['more than 256 KiB', { status: 200, body: JSON.stringify({ keys: [], padding: 'x'.repeat(300_000) }) }],
  ])(
    'where Entra answers with %s and nothing is remembered, the answer is 503 with Retry-After, never 401',
    async (_name, answer) => {
      await using all = await start();
      const { rollcall, entra } = all;
      entra.fail(answer);
      const token = await entra.accessToken();
      const { status, headers, body } = await ask(rollcall, token);
      expect([status, headers.get('retry-after'), headers.get('www-authenticate')]).toEqual([503, '30', null]);
      expect(JSON.parse(body)).toMatchObject({ status: '503', detail: expect.stringContaining('keys') });
      const { authentication } = await rollcall.lastLogged();
      expect(authentication?.at(-1)).toMatchObject({ check: 'keys', passed: false });
      expect((await ask(rollcall, rollcall.token)).status).toBe(200);
      expect(rollcall.faults).toEqual([]);
    },
  );

  test('keys come from hosts of Entra over https alone', async () => {
    await using rollcall = await startRollcall();
    await using entra = await startEntraIssuer();
    const token = await entra.accessToken();
    for (const jwksUri of [
      'https://evil.example/keys',
      'http://login.microsoftonline.com/keys',
      'https://login.microsoftonline.com:8443/keys',
      'https://login.microsoftonline.com.evil.example/keys',
    ]) {
      const issuers = [{ issuer: `https://sts.windows.net/${directory}/`, jwksUri }];
      const verdict = await createAssertions(rollcall.storage.jwks).verify(token, { ...expected, issuers }, now());
      expect([jwksUri, verdict.outcome]).toEqual([jwksUri, 'keysUnavailable']);
    }
  });
});
