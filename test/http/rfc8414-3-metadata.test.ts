// RFC 8414: authorization server metadata, one document for each tenant. §3: "a well-known URI string […] inserted between the
// host component and the path component" of the issuer.
import { expect, test } from 'vitest';
import { call } from '../console/call.ts';
import { startRollcall } from '../rollcall.ts';
import { createClient } from './oauth-client.ts';

const trust = {
  entraTenantId: '3f2b1c4d-1111-4222-8333-444455556666',
  subject: 'sync',
  audiences: ['api://rollcall'],
};

test('both addresses of the document give the same one, and it says what the tenant can do', async () => {
  await using rollcall = await startRollcall();
  const { url } = rollcall;
  const documents = await Promise.all(
    [
      '/.well-known/oauth-authorization-server/default/oauth2',
      '/default/oauth2/.well-known/oauth-authorization-server',
    ].map(async (path) => {
      const response = await fetch(url + path);
      expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json']);
      return response.json();
    }),
  );
  expect(documents[0]).toEqual({
    // §3.3: "The issuer value returned MUST be identical to the authorization server's issuer identifier"
    issuer: `${url}/default/oauth2`,
    token_endpoint: `${url}/default/oauth2/token`,
    grant_types_supported: ['client_credentials'],
    response_types_supported: [],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    scopes_supported: ['read', 'read-write'],
  });
  expect(documents[1]).toEqual(documents[0]);
});

test('private_key_jwt is there while a client of the tenant is federated, with its algorithm', async () => {
  await using rollcall = await startRollcall();
  const { core, tenant, url } = rollcall;
  const read = async () =>
    (await (await fetch(`${url}/.well-known/oauth-authorization-server/default/oauth2`)).json()) as Record<
      string,
      readonly string[]
    >;
  const { clientId } = await createClient(rollcall, { trust });
  const federated = await read();
  expect(federated['token_endpoint_auth_methods_supported']).toContain('private_key_jwt');
  expect(federated['token_endpoint_auth_signing_alg_values_supported']).toEqual(['RS256']);
  await call(core, 'oauthClients.revoke', { tenantId: tenant.id, id: clientId });
  expect((await read())['token_endpoint_auth_methods_supported']).not.toContain('private_key_jwt');
});

test('behind a tunnel it names the address that the client came by', async () => {
  await using rollcall = await startRollcall();
  const response = await fetch(`${rollcall.url}/.well-known/oauth-authorization-server/default/oauth2`, {
    headers: { 'x-forwarded-proto': 'https' },
  });
  const { token_endpoint: endpoint } = (await response.json()) as Record<string, string>;
  expect(endpoint).toBe(`https://${new URL(rollcall.url).host}/default/oauth2/token`);
});

test('unknown tenants, longer paths and other methods get nothing', async () => {
  await using rollcall = await startRollcall();
  const base = `${rollcall.url}/.well-known/oauth-authorization-server`;
  for (const path of ['/nobody/oauth2', '/default', '/default/oauth2/token', '']) {
    const response = await fetch(base + path);
    expect([path, response.status]).toEqual([path, 404]);
  }
  const posted = await fetch(`${base}/default/oauth2`, { method: 'POST' });
  expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  const head = await fetch(`${base}/default/oauth2`, { method: 'HEAD' });
  expect(head.status).toBe(200);
  expect(rollcall.faults).toEqual([]);
});
