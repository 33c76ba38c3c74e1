// Who somebody is, from a checked ID token. Never by an e-mail address or user name: those can be given to somebody else.
import type { IDToken } from 'openid-client';
import type { Identity } from '#shared/console-api/session.ts';
import type { SsoProvider } from '#shared/console-api/sso.ts';
import { SignInFailure } from '../../application/ports/identity-provider.ts';

const textIn = (claims: IDToken, name: string): string | null => {
  const value = claims[name];
  return typeof value === 'string' && value !== '' ? value : null;
};

const listIn = (claims: IDToken, name: string): string[] => {
  const value = claims[name];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
};

/** Entra's `sub` is another one for every app; `oid` is the person of the tenant `tid`, and what provisioning sends. */
function subjectIn(claims: IDToken, provider: SsoProvider): string {
  if (provider.kind === 'oidc') return claims.sub;
  const oid = textIn(claims, 'oid');
  if (oid !== null && textIn(claims, 'tid')?.toLowerCase() === provider.entraTenantId) return oid;
  throw new SignInFailure(
    'refused',
    `The sign-in is for the Entra tenant ${textIn(claims, 'tid') ?? '(none)'} and the object id ${oid ?? '(none)'}; it must be of the tenant ${provider.entraTenantId} and have an object id. Sign in with an account of that tenant.`,
  );
}

/** SignInFailure 'refused' for somebody of another Entra tenant. */
export function identityIn(claims: IDToken, provider: SsoProvider): Identity {
  const userName = textIn(claims, 'preferred_username');
  const subject = subjectIn(claims, provider);
  return {
    issuer: claims.iss,
    subject,
    entraTenantId: provider.kind === 'entra' ? provider.entraTenantId : null,
    name: textIn(claims, 'name') ?? userName ?? subject,
    userName,
    appRoles: listIn(claims, 'roles'),
  };
}

/** When the provider asked for the credentials, not later than now: a clock ahead of ours does not make it fresher. */
export function authenticatedAtIn({ auth_time: seconds }: IDToken, nowMs: number): string | null {
  return typeof seconds === 'number' ? new Date(Math.min(seconds * 1_000, nowMs)).toISOString() : null;
}
