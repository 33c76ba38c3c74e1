import type { SsoProvider } from './sso.ts';

/**
 * The issuer that signs in for a provider. Entra's is always the one of a single tenant: what `common` and `organizations`
 * publish is a template that no token's `iss` equals.
 */
export const issuerOf = (provider: SsoProvider): string =>
  provider.kind === 'entra' ? `https://login.microsoftonline.com/${provider.entraTenantId}/v2.0` : provider.issuer;

/** What people call it: on the sign-in button, in messages and in the audit log. */
export const providerName = (provider: SsoProvider): string =>
  provider.kind === 'entra'
    ? 'Microsoft Entra ID'
    : (/^https?:\/\/([^/?#]+)/.exec(provider.issuer)?.[1] ?? provider.issuer);
