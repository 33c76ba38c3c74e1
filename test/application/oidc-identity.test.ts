// OpenID Connect Core 1.0 §2, and Entra's claims: who an ID token says somebody is.
import { expect, test } from 'vitest';
import { authenticatedAtIn, identityIn } from '#main/adapters/oidc/identity.ts';
import type { SsoProvider } from '#shared/console-api/sso.ts';
import { issuerOf, providerName } from '#shared/console-api/issuer.ts';

const tenant = '11111111-2222-4333-8444-555555555555';
const oid = '0d3c1f5e-9a3b-4c1d-8e2f-aabbccddeeff';
const entra: SsoProvider = { kind: 'entra', entraTenantId: tenant, clientId: tenant };
const oidc: SsoProvider = { kind: 'oidc', issuer: 'https://login.example.com', clientId: 'x' };
const claims = { iss: issuerOf(entra), aud: tenant, sub: 'pairwise', iat: 0, exp: 1 };

test("Entra's issuer is the one of the tenant, never the one for everybody", () => {
  expect(issuerOf(entra)).toBe(`https://login.microsoftonline.com/${tenant}/v2.0`);
  expect([providerName(entra), providerName(oidc)]).toEqual(['Microsoft Entra ID', 'login.example.com']);
});

test('of Entra the object id is the subject, of any other provider sub', () => {
  const token = { ...claims, oid, tid: tenant.toUpperCase(), name: 'Ada', roles: ['Rollcall.Admin'] };
  expect(identityIn(token, entra)).toEqual({
    issuer: claims.iss,
    subject: oid,
    entraTenantId: tenant,
    name: 'Ada',
    userName: null,
    appRoles: ['Rollcall.Admin'],
  });
  expect(identityIn(token, oidc)).toMatchObject({ subject: 'pairwise', entraTenantId: null });
});

test.each([
  ['of another tenant', { oid, tid: oid }],
  ['without a tenant', { oid }],
  ['without an object id', { tid: tenant }],
  ['with an object id that is no text', { oid: 7, tid: tenant }],
])('an Entra token %s is nobody', (_what, more) => {
  expect(() => identityIn({ ...claims, ...more }, entra)).toThrow(`it must be of the tenant ${tenant}`);
});

test('a name is the name, else the user name, else the subject; neither is who somebody is', () => {
  expect(identityIn({ ...claims, preferred_username: 'ada@x' }, oidc)).toMatchObject({
    name: 'ada@x',
    subject: 'pairwise',
  });
  expect(identityIn({ ...claims, name: '', email: 'e@x' }, oidc)).toMatchObject({ name: 'pairwise', userName: null });
});

test('app roles are texts in a list; anything else is none', () => {
  expect(identityIn({ ...claims, roles: 'Rollcall.Admin' }, oidc).appRoles).toEqual([]);
  expect(identityIn({ ...claims, roles: ['a', 7, null, 'b'] }, oidc).appRoles).toEqual(['a', 'b']);
});

test('when the credentials were asked for is not later than now', () => {
  expect(authenticatedAtIn({ ...claims, auth_time: 10 }, 60_000)).toBe('1970-01-01T00:00:10.000Z');
  expect(authenticatedAtIn({ ...claims, auth_time: 100 }, 60_000)).toBe('1970-01-01T00:01:00.000Z');
  expect(authenticatedAtIn(claims, 60_000)).toBeNull();
});
