// Microsoft Entra as an issuer of JWTs. Every directory tenant has issuers and keys of its own: never those of `common`,
// whose issuer is a template that any tenant fits.
import type { Issuer } from '../ports/assertions.ts';

const entraAuthority = 'https://login.microsoftonline.com';

/** Of tokens of version 2: the assertions of workload identity federation. */
export const entraIssuer = (entraTenantId: string): Issuer => ({
  issuer: `${entraAuthority}/${entraTenantId}/v2.0`,
  jwksUri: `${entraAuthority}/${entraTenantId}/discovery/v2.0/keys`,
});

/** Of both versions. Provisioning sends version 1, whose issuer ends with a slash. */
export const entraIssuers = (entraTenantId: string): readonly Issuer[] => [
  {
    issuer: `https://sts.windows.net/${entraTenantId}/`,
    jwksUri: `${entraAuthority}/${entraTenantId}/discovery/keys`,
  },
  entraIssuer(entraTenantId),
];
