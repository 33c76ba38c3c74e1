import type { CredentialUse } from '#shared/console-api/credentials.ts';
import {
  nonGalleryAudience,
  type ClientSecret,
  type OAuthClient,
  type ProviderTokens,
} from '#shared/console-api/oauth-clients.ts';
import type { Handover, Token } from '#shared/console-api/tokens.ts';
import { token } from './fixtures.ts';

const dayMs = 86_400_000;

/** An instant so many days from now; negative: ago. */
export const inDays = (days: number): string => new Date(Date.now() + days * dayMs).toISOString();

export const lastUse = (facts: Partial<CredentialUse> = {}): CredentialUse => ({
  at: new Date().toISOString(),
  firstAt: '2026-10-01T08:00:00.000Z',
  address: '20.91.4.17',
  userAgent: 'Entra provisioning/2.1',
  cycleStartedAt: new Date().toISOString(),
  cycles: 12,
  ...facts,
});

/** Two tokens, the second of which takes over from the first. */
export const rotated = (phase: Handover['phase'], retire: Handover['retire'] = 'ask'): readonly Token[] => [
  token('Entra 2', { replacesId: 'token-Entra' }),
  token('Entra', {
    use: lastUse(),
    handover: { newTokenId: 'token-Entra 2', newLabel: 'Entra 2', phase, retire },
  }),
];

export const clientSecret = (id: string, facts: Partial<ClientSecret> = {}): ClientSecret => ({
  id,
  hint: 'pQ9z',
  state: 'active',
  createdAt: '2026-11-21T08:00:00.000Z',
  expiresAt: inDays(365),
  revokedAt: null,
  lastUsedAt: null,
  activeAccessTokens: 0,
  ...facts,
});

export const clientId = '7c1d0b4e-8a55-4c41-9a1e-0b1e6d3f9a10';

export const client = (label: string, facts: Partial<OAuthClient> = {}): OAuthClient => ({
  id: clientId,
  label,
  kind: 'secret',
  state: 'active',
  scope: 'read-write',
  networks: [],
  accessTokenMinutes: 60,
  createdAt: '2026-11-21T08:00:00.000Z',
  revokedAt: null,
  use: null,
  activeAccessTokens: 0,
  secrets: [clientSecret('secret-1')],
  trust: null,
  tokenEndpoint: 'https://rollcall.example/default/oauth2/token',
  ...facts,
});

export const entraTenantId = '2f1c9a44-7f76-453a-919d-413861904646';

export const providerTokens = (facts: Partial<ProviderTokens> = {}): ProviderTokens => ({
  enabled: false,
  entraTenantId: null,
  audiences: [nonGalleryAudience],
  use: null,
  ...facts,
});
