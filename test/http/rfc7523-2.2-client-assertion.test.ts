// RFC 7523 §2.2 and RFC 7521 §4.2: a federated client shows an assertion that Microsoft Entra signed (workload identity
// federation) and gets a token of Rollcall's own.
import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { assertionType } from '#main/application/credentials/oauth/token-request.ts';
import { call, refusal } from '../console/call.ts';
import {
  directory,
  otherDirectory,
  seconds,
  startEntraIssuer,
  strangersKey,
  syncFabric,
  type EntraIssuer,
} from '../entra-issuer.ts';
import { startRollcall, type RollcallForTest } from '../rollcall.ts';
import { basic, clientOf, createClient, fetchToken, statusOf, type TokenAnswer } from './oauth-client.ts';

const trust = { entraTenantId: directory, subject: syncFabric, audiences: ['api://rollcall', 'b0a1c2d3-bare-guid'] };

interface Stage extends AsyncDisposable {
  readonly rollcall: RollcallForTest;
  readonly entra: EntraIssuer;
  readonly clientId: string;
  /** Sends the assertion as Entra does. */
  show(assertion: string, form?: Record<string, string>): Promise<TokenAnswer>;
}

async function start(facts: { accessTokenMinutes?: number } = {}): Promise<Stage> {
  const entra = await startEntraIssuer();
  const rollcall = await startRollcall({ standIns: entra.standIns });
  const { clientId } = await createClient(rollcall, { trust, ...facts });
  return {
    rollcall,
    entra,
    clientId,
    show: (assertion, form = {}) =>
      fetchToken(rollcall.url, {
        client_assertion_type: assertionType,
        client_assertion: assertion,
        client_id: clientId,
        scope: 'api://rollcall/.default',
        ...form,
      }),
    async [Symbol.asyncDispose]() {
      await rollcall[Symbol.asyncDispose]();
      await entra[Symbol.asyncDispose]();
    },
  };
}

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('an assertion that is trusted', () => {
  test('gets a token, which opens SCIM', async () => {
    await using stage = await start();
    const { status, json, headers, token } = await stage.show(await stage.entra.assertion());
    expect([status, json['token_type'], headers.get('cache-control')]).toEqual([200, 'Bearer', 'no-store']);
    expect(await statusOf(stage.rollcall, token)).toBe(200);
    expect(await statusOf(stage.rollcall, token, 'POST')).toBe(201);
    const client = await clientOf(stage.rollcall, stage.clientId);
    expect(client).toMatchObject({ kind: 'federated', secrets: [], trust, activeAccessTokens: 1 });
  });

  test.each([
    [120, 60, 120],
    [3600, 60, 3600],
    [86_400, 360, 21_600],
  ])('that holds %i s more, with tokens of %i min, gets one of at most %i s', async (holds, minutes, most) => {
    await using stage = await start({ accessTokenMinutes: minutes });
    const exp = seconds(holds);
    const { json } = await stage.show(await stage.entra.assertion({ claims: { exp } }));
    const expiresIn = Number(json['expires_in']);
    expect(expiresIn).toBeLessThanOrEqual(most);
    expect(expiresIn).toBeGreaterThan(most - 30);
    const [row] = await stage.rollcall.ports.oauth.activeAccessTokens(
      stage.rollcall.tenant.id,
      new Date().toISOString(),
    );
    expect(row).toEqual({ clientId: stage.clientId, secretId: null, count: 1 });
    // Not a second beyond the assertion.
    const at = new Date((exp + 1) * 1000).toISOString();
    const left = await stage.rollcall.ports.oauth.activeAccessTokens(stage.rollcall.tenant.id, at);
    expect(left).toEqual([]);
  });

  test('for any audience of the list', async () => {
    await using stage = await start();
    for (const aud of [...trust.audiences, ['api://else', 'api://rollcall']]) {
      expect((await stage.show(await stage.entra.assertion({ claims: { aud } }))).status).toBe(200);
    }
  });

  test('may be shown again while it holds', async () => {
    await using stage = await start();
    const assertion = await stage.entra.assertion();
    const first = await stage.show(assertion);
    const again = await stage.show(assertion);
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(again.json['access_token']).not.toBe(first.json['access_token']);
  });
});

type Forge = (entra: EntraIssuer) => Promise<string>;
const withAlgorithm =
  (alg: string): Forge =>
  async (entra) => {
    const [, payload] = (await entra.assertion()).split('.');
    const signed = `${base64url({ alg, typ: 'JWT', kid: entra.key.kid })}.${payload}`;
    return alg === 'none'
      ? `${signed}.`
      : `${signed}.${createHmac('sha256', entra.key.pem).update(signed).digest('base64url')}`;
  };
const claiming =
  (claims: Record<string, unknown>): Forge =>
  (entra) =>
    entra.assertion({ claims });

describe('an assertion that is not trusted is refused as invalid_client, its reason in the log', () => {
  const cases: readonly (readonly [string, string, Forge])[] = [
    ['another issuer', 'issuer', claiming({ iss: `https://login.microsoftonline.com/${otherDirectory}/v2.0` })],
    ['the issuer of version 1', 'issuer', claiming({ iss: `https://sts.windows.net/${directory}/` })],
    ['another tid', 'tenant', claiming({ tid: otherDirectory })],
    ['another subject', 'subject', claiming({ sub: 'somebody-else' })],
    ['no subject', 'subject', claiming({ sub: undefined })],
    ['another audience', 'audience', claiming({ aud: 'api://else' })],
    ['expired', 'lifetime', claiming({ exp: seconds(-120) })],
    ['expired within the tolerance: nothing is left to give', 'lifetime', claiming({ exp: seconds(-20) })],
    ['not valid yet', 'lifetime', claiming({ nbf: seconds(300) })],
    ['without an end', 'lifetime', claiming({ exp: undefined })],
    ['unsigned', 'signature', withAlgorithm('none')],
    ['signed with the public key', 'signature', withAlgorithm('HS256')],
    ["a stranger's key", 'signature', async (entra) => entra.assertion({ key: await strangersKey(entra.key.kid) })],
    ['a place for keys in its header', 'form', (entra) => entra.assertion({ header: { jku: 'https://evil.example' } })],
    ['garbage', 'form', async () => 'garbage'],
    ['longer than 8 KiB', 'form', claiming({ padding: 'x'.repeat(8 * 1024) })],
  ];

  test.each(cases)('%s', async (_name, check, forge) => {
    await using stage = await start();
    const assertion = await forge(stage.entra);
    const { status, json, headers } = await stage.show(assertion);
    expect([status, json['error'], headers.get('www-authenticate')]).toEqual([
      401,
      'invalid_client',
      expect.stringContaining('Basic'),
    ]);
    const entry = await stage.rollcall.lastLogged();
    expect(entry.authentication?.at(-1)).toMatchObject({ check, passed: false, action: expect.stringMatching(/\w/) });
    const isOfTrust = ['issuer', 'tenant', 'subject', 'audience'].includes(check);
    expect(entry.authentication?.at(-1)?.settledBy).toEqual(
      isOfTrust ? { step: 'editClient', id: stage.clientId } : undefined,
    );
    expect(JSON.stringify(entry)).not.toContain(assertion.length > 20 ? assertion : '"client_assertion"');
    expect((await clientOf(stage.rollcall, stage.clientId)).activeAccessTokens).toBe(0);
  });

  test("another client's identifier, and a client with a secret, are not what the assertion opens", async () => {
    await using stage = await start();
    const assertion = await stage.entra.assertion();
    const own = await createClient(stage.rollcall, { label: 'with a secret' });
    const elsewhere = await createClient(stage.rollcall, {
      label: 'another directory',
      trust: { ...trust, entraTenantId: otherDirectory },
    });
    for (const clientId of [own.clientId, elsewhere.clientId, 'nobody']) {
      const { status, json } = await stage.show(assertion, { client_id: clientId });
      expect([status, json['error']]).toEqual([401, 'invalid_client']);
    }
    const secret = await fetchToken(stage.rollcall.url, { client_id: stage.clientId, client_secret: own.secret });
    expect([secret.status, secret.json['error']]).toEqual([401, 'invalid_client']);
  });

  test('a revoked client', async () => {
    await using stage = await start();
    const { core, tenant } = stage.rollcall;
    await call(core, 'oauthClients.revoke', { tenantId: tenant.id, id: stage.clientId });
    expect((await stage.show(await stage.entra.assertion())).status).toBe(401);
  });
});

describe('requests that are no assertion', () => {
  test.each([
    ['another type', { client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:saml2-bearer' }],
    ['no type', { client_assertion_type: '' }],
    ['no client_id', { client_id: '' }],
    ['a secret beside it', { client_secret: 'secret' }],
  ])('%s is an invalid_request', async (_name, form) => {
    await using stage = await start();
    const { status, json } = await stage.show(await stage.entra.assertion(), form);
    expect([status, json['error']]).toEqual([400, 'invalid_request']);
  });

  test('HTTP Basic beside it is an invalid_request', async () => {
    await using stage = await start();
    const { status, json } = await fetchToken(
      stage.rollcall.url,
      {
        client_assertion_type: assertionType,
        client_assertion: await stage.entra.assertion(),
        client_id: stage.clientId,
      },
      { authorization: basic({ clientId: stage.clientId, secret: 'secret' }) },
    );
    expect([status, json['error']]).toEqual([400, 'invalid_request']);
  });
});

test('while the keys of Entra cannot be had, the answer is 503 with Retry-After and not that the client is invalid', async () => {
  await using stage = await start();
  stage.entra.fail();
  const { status, json, headers } = await stage.show(await stage.entra.assertion());
  expect([status, json['error'], headers.get('retry-after')]).toEqual([503, 'temporarily_unavailable', '30']);
  expect((await stage.rollcall.lastLogged()).authentication?.at(-1)).toMatchObject({ check: 'keys', passed: false });
});

test('a flood of assertions that cannot be checked is 60 lines of the log, not one each', async () => {
  await using stage = await start();
  stage.entra.fail();
  const assertion = await stage.entra.assertion();
  const answers = await Promise.all(Array.from({ length: 80 }, () => stage.show(assertion)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
  expect((await stage.rollcall.logged()).filter(({ status }) => status === 503)).toHaveLength(60);
  expect(stage.entra.fetches()).toBe(1);
});

test('trust can be corrected, and only of a client that has it', async () => {
  await using stage = await start();
  const { core, tenant } = stage.rollcall;
  const set = await call(core, 'oauthClients.set', {
    tenantId: tenant.id,
    id: stage.clientId,
    trust: { ...trust, subject: 'corrected' },
  });
  expect(set.trust?.subject).toBe('corrected');
  expect((await stage.show(await stage.entra.assertion({ claims: { sub: 'corrected' } }))).status).toBe(200);
  expect(await refusal(core, 'oauthClients.addSecret', { tenantId: tenant.id, id: stage.clientId })).toMatchObject({
    code: 'conflict',
  });
  const withSecret = await createClient(stage.rollcall);
  expect(
    await refusal(core, 'oauthClients.set', { tenantId: tenant.id, id: withSecret.clientId, trust }),
  ).toMatchObject({ code: 'conflict' });
});
