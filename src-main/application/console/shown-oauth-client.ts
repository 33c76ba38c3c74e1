import type { ClientSecret, OAuthClient } from '#shared/console-api/oauth-clients.ts';
import { tokenPath } from '../credentials/oauth/metadata.ts';
import type { StoredUse } from '../ports/credential-uses.ts';
import type { ActiveAccessTokens, StoredClientSecret, StoredOAuthClient } from '../ports/oauth-store.ts';
import type { Ports } from '../ports/ports.ts';
import type { ConsoleContext } from './context.ts';
import { toUse } from './shown-token.ts';

const stateOf = ({ revokedAt, expiresAt }: StoredClientSecret, now: string): ClientSecret['state'] => {
  if (revokedAt !== undefined) return 'revoked';
  return expiresAt <= now ? 'expired' : 'active';
};

const sum = (active: readonly ActiveAccessTokens[]): number => active.reduce((all, { count }) => all + count, 0);

const toSecret = (secret: StoredClientSecret, { active, now }: Pick<Facts, 'active' | 'now'>): ClientSecret => ({
  id: secret.id,
  hint: secret.hint,
  state: stateOf(secret, now),
  createdAt: secret.createdAt,
  expiresAt: secret.expiresAt,
  revokedAt: secret.revokedAt ?? null,
  lastUsedAt: secret.lastUsedAt ?? null,
  activeAccessTokens: sum(active.filter(({ secretId }) => secretId === secret.id)),
});

interface Facts {
  readonly use: StoredUse | undefined;
  /** Of this client. */
  readonly active: readonly ActiveAccessTokens[];
  readonly tokenEndpoint: string | null;
  readonly now: string;
}

/** Never a secret's hash. */
const toOAuthClient = (client: StoredOAuthClient, { use, active, tokenEndpoint, now }: Facts): OAuthClient => ({
  id: client.id,
  label: client.label,
  kind: client.trust === undefined ? 'secret' : 'federated',
  state: client.revokedAt === undefined ? 'active' : 'revoked',
  scope: client.scope,
  networks: [...client.networks],
  accessTokenMinutes: client.accessTokenMinutes,
  createdAt: client.createdAt,
  revokedAt: client.revokedAt ?? null,
  use: toUse(use),
  activeAccessTokens: sum(active),
  secrets: client.secrets.map((secret) => toSecret(secret, { active, now })),
  trust: client.trust ?? null,
  tokenEndpoint,
});

/** The OAuth clients of a tenant as the console sees them now, in the order they were made. */
export async function readOAuthClients(
  { oauth, credentialUses, clock }: Pick<Ports, 'oauth' | 'credentialUses' | 'clock'>,
  originNow: () => string | null,
  tenant: { readonly id: string; readonly slug: string },
): Promise<OAuthClient[]> {
  const now = clock.now();
  const [clients, uses, active] = await Promise.all([
    oauth.list(tenant.id),
    credentialUses.list(tenant.id),
    oauth.activeAccessTokens(tenant.id, now),
  ]);
  const origin = originNow();
  return clients.map((client) =>
    toOAuthClient(client, {
      use: uses.get(client.id),
      active: active.filter(({ clientId }) => clientId === client.id),
      tokenEndpoint: origin === null ? null : origin + tokenPath(tenant.slug),
      now,
    }),
  );
}

/** Pushes a client as it is now to every console; nothing when it is gone. */
export async function tellOfOAuthClient(
  { ports, origin, announce }: Pick<ConsoleContext, 'ports' | 'origin' | 'announce'>,
  tenant: { readonly id: string; readonly slug: string },
  id: string,
): Promise<OAuthClient | undefined> {
  const client = (await readOAuthClients(ports, origin, tenant)).find((one) => one.id === id);
  if (client !== undefined) announce({ name: 'oauthClients.changed', data: { tenantId: tenant.id, client } });
  return client;
}
