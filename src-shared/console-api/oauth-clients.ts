// OAuth clients of a tenant (RFC 6749 §4.4): an identity provider that fetches short-lived access tokens, with a client secret
// or, with workload identity federation, with an assertion that its own platform signs (RFC 7523 §2.2).
import { z } from 'zod';
import { guidFault } from '../scim/guid.ts';
import { credentialScope, credentialState, credentialUse, networks } from './credentials.ts';
import { audited, method } from './method.ts';

/** Minutes an access token holds: what Microsoft asks of an application in its gallery. */
const accessTokenMinutes = z.number().int().min(60).max(360);

const clientSecret = z.object({
  id: z.string(),
  /** Its last four characters. */
  hint: z.string(),
  state: credentialState,
  createdAt: z.string(),
  expiresAt: z.string(),
  revokedAt: z.string().nullable(),
  lastUsedAt: z.string().nullable(),
  /** How many access tokens that were fetched with it hold at this moment: they end with it. */
  activeAccessTokens: z.number().int(),
});
export type ClientSecret = z.infer<typeof clientSecret>;

const guid = (what: string) =>
  z
    .string()
    .trim()
    .toLowerCase()
    .refine((text) => guidFault(text) === undefined && /^[0-9a-f-]{36}$/.test(text), {
      error: ({ input }) =>
        `${what} is "${String(input)}". It must be a GUID such as 3f2b1c4d-0000-4000-8000-000000000000.`,
    });

/** Whose assertions are taken: everything here must match. */
const assertionTrust = z.object({
  entraTenantId: guid('The tenant ID'),
  /** `sub` of the assertion: the object id of the provider's own application in that tenant. */
  subject: z.string().trim().min(1).max(200),
  /** Values of `aud` that are taken, for example `api://<application id>` and the bare id. */
  audiences: z.array(z.string().trim().min(1).max(300)).min(1).max(10),
});
export type AssertionTrust = z.infer<typeof assertionTrust>;

export const oauthClient = z.object({
  /** What the identity provider calls Client Identifier. */
  id: z.string(),
  label: z.string(),
  kind: z.enum(['secret', 'federated']),
  state: z.enum(['active', 'revoked']),
  scope: credentialScope,
  networks,
  accessTokenMinutes,
  createdAt: z.string(),
  revokedAt: z.string().nullable(),
  use: credentialUse.nullable(),
  /** How many access tokens hold at this moment. */
  activeAccessTokens: z.number().int(),
  /** Newest first; empty for a federated client. */
  secrets: z.array(clientSecret),
  trust: assertionTrust.nullable(),
  /** What is pasted as Token Endpoint; null while no SCIM listener runs. */
  tokenEndpoint: z.string().nullable(),
});
export type OAuthClient = z.infer<typeof oauthClient>;

const tenantId = z.string().min(1);
const label = z.string().trim().min(1, 'Give the client a name, so you know it again later.').max(80);
/** Years: what Microsoft asks for. */
const secretYears = z.union([z.literal(1), z.literal(2), z.literal(3)]).default(1);
const ofClient = z.object({ tenantId, id: z.string() });

/** Entra sends a JWT of its own where the Secret Token is left blank. Off unless switched on. */
export const providerTokens = z.object({
  enabled: z.boolean(),
  entraTenantId: guid('The tenant ID').nullable(),
  audiences: z.array(z.string()),
  use: credentialUse.nullable(),
});
export type ProviderTokens = z.infer<typeof providerTokens>;

/** `aud` of the tokens that Entra sends to every application that is not in its gallery. */
export const nonGalleryAudience = '8adf8e6e-67b2-4cf2-a259-e3dc5476c621';

export const oauthClientMethods = {
  'oauthClients.list': method(z.object({ tenantId }), z.array(oauthClient), 'credentials.view'),
  /** `clientSecret` is shown this once; null for a federated client. */
  'oauthClients.create': audited(
    z.object({
      tenantId,
      label,
      scope: credentialScope.default('read-write'),
      networks: networks.default([]),
      accessTokenMinutes: accessTokenMinutes.default(60),
      secretYears,
      /** Present: a federated client, without a secret. */
      trust: assertionTrust.nullable().default(null),
    }),
    z.object({ client: oauthClient, clientId: z.string(), clientSecret: z.string().nullable() }),
    'credentials.edit',
  ),
  'oauthClients.set': audited(
    z.object({
      ...ofClient.shape,
      label: label.optional(),
      scope: credentialScope.optional(),
      networks: networks.optional(),
      accessTokenMinutes: accessTokenMinutes.optional(),
      trust: assertionTrust.optional(),
    }),
    oauthClient,
    'credentials.edit',
  ),
  /** One more secret: old and new both hold, so that nothing stops while the provider is changed over. */
  'oauthClients.addSecret': audited(
    z.object({ ...ofClient.shape, secretYears }),
    z.object({ client: oauthClient, clientSecret: z.string() }),
    'credentials.edit',
  ),
  /** The access tokens that were fetched with it stop to work at once. */
  'oauthClients.revokeSecret': audited(
    z.object({ ...ofClient.shape, secretId: z.string() }),
    oauthClient,
    'credentials.edit',
  ),
  /** Its secrets and access tokens stop to work at once. */
  'oauthClients.revoke': audited(ofClient, oauthClient, 'credentials.edit'),
  /** `conflict` for a client that is still active. */
  'oauthClients.remove': audited(ofClient, z.object({ id: z.string() }), 'credentials.edit'),
  'providerTokens.get': method(z.object({ tenantId }), providerTokens, 'credentials.view'),
  /** `invalid-input` when it is switched on without a tenant id. */
  'providerTokens.set': audited(
    z.object({
      tenantId,
      enabled: z.boolean(),
      entraTenantId: guid('The tenant ID').nullable(),
      audiences: z.array(z.string().trim().min(1).max(300)).min(1).max(10).default([nonGalleryAudience]),
    }),
    providerTokens,
    'credentials.edit',
  ),
};
