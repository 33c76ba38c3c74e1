// OAuth clients of a tenant. A secret is shown when it is made and never again, whatever the profile says of Secret Tokens:
// another one can be added while the first still holds.
import type { OAuthClient, oauthClientMethods } from '#shared/console-api/oauth-clients.ts';
import type { Tenant } from '#shared/console-api/tenants.ts';
import { mintToken } from '../credentials/bearer-token.ts';
import type { StoredClientSecret, StoredOAuthClient } from '../ports/oauth-store.ts';
import { conflict, notFound, type ConsoleFailure } from './console-failure.ts';
import type { ConsoleContext, MethodsOf } from './context.ts';
import { requireNetworks } from './credential-input.ts';
import { readOAuthClients, tellOfOAuthClient } from './shown-oauth-client.ts';
import { requireTenant } from './tenants.ts';

/** Several at once are for changing over; more are forgotten ones. */
const activeSecretsAtMost = 5;

const unknownClient = (id: string): ConsoleFailure =>
  notFound(`This tenant has no OAuth client with the id "${id}". oauthClients.list gives the clients there are.`);

/** The same moment some years later. */
function yearsLater(at: string, years: number): string {
  const date = new Date(at);
  date.setUTCFullYear(date.getUTCFullYear() + years);
  return date.toISOString();
}

/** What the audit log says of a client. */
const toldOf = ({ label, scope, networks, accessTokenMinutes, trust }: StoredOAuthClient) => ({
  label,
  scope,
  networks,
  accessTokenMinutes,
  ...(trust === undefined ? {} : { trust }),
});

/** A revoked one stays as it is. */
const requireActive = ({ label, revokedAt }: StoredOAuthClient): void => {
  if (revokedAt === undefined) return;
  throw conflict(
    `"${label}" was revoked at ${revokedAt}, and that is for good. Create another client and enter it at the provider.`,
  );
};

/** Asked before a secret is made, and again in the transaction that stores it. */
const requireRoomForSecret = (client: StoredOAuthClient, now: string): void => {
  requireActive(client);
  const { label, trust, secrets } = client;
  if (trust !== undefined) {
    throw conflict(`"${label}" is known by an assertion of its provider and has no secrets.`);
  }
  const active = secrets.filter(({ revokedAt, expiresAt }) => revokedAt === undefined && expiresAt > now);
  if (active.length < activeSecretsAtMost) return;
  throw conflict(
    `"${label}" has ${active.length} active secrets, which is the most there may be. Revoke the ones that the provider does not use any more.`,
  );
};

type Methods = Omit<typeof oauthClientMethods, 'providerTokens.get' | 'providerTokens.set'>;

export function createOAuthClientMethods(context: ConsoleContext): MethodsOf<Methods> {
  const { ports, origin, announce } = context;
  const { clock, secrets, tenants, oauth } = ports;

  const requireClient = async (tenantId: string, id: string): Promise<StoredOAuthClient> => {
    const found = await oauth.find(tenantId, id);
    if (found === undefined) throw unknownClient(id);
    return found;
  };

  const shown = async (tenant: Tenant, id: string): Promise<OAuthClient> => {
    const client = await tellOfOAuthClient(context, tenant, id);
    if (client === undefined) throw unknownClient(id);
    return client;
  };

  const mintSecret = (createdAt: string, years: number): { stored: StoredClientSecret; secret: string } => {
    const { secret, hash, hint } = mintToken(secrets);
    const stored = { id: secrets.uuid(), hash, hint, createdAt, expiresAt: yearsLater(createdAt, years) };
    return { stored, secret };
  };

  return {
    'oauthClients.list': async ({ tenantId }) =>
      readOAuthClients(ports, origin, await requireTenant(tenants, tenantId)),

    'oauthClients.create': async ({ tenantId, secretYears, trust, ...facts }, { tell }) => {
      const tenant = await requireTenant(tenants, tenantId);
      requireNetworks(ports.networks, facts.networks);
      const createdAt = clock.now();
      const minted = trust === null ? mintSecret(createdAt, secretYears) : undefined;
      const client: StoredOAuthClient = {
        ...facts,
        id: secrets.uuid(),
        tenantId,
        createdAt,
        ...(trust === null ? {} : { trust }),
        secrets: minted === undefined ? [] : [minted.stored],
      };
      await oauth.create(client);
      tell({ target: `${client.label} (${client.id})`, tenantId, after: toldOf(client) });
      return {
        client: await shown(tenant, client.id),
        clientId: client.id,
        clientSecret: minted?.secret ?? null,
      };
    },

    'oauthClients.set': async ({ tenantId, id, label, scope, networks, accessTokenMinutes, trust }, { tell }) => {
      const tenant = await requireTenant(tenants, tenantId);
      const before = await requireClient(tenantId, id);
      requireActive(before);
      if (trust !== undefined && before.trust === undefined) {
        throw conflict(
          `"${before.label}" is known by a client secret and trusts no assertion. Create a client with workload identity federation instead.`,
        );
      }
      if (networks !== undefined) requireNetworks(ports.networks, networks);
      const changes = {
        ...(label === undefined ? {} : { label }),
        ...(scope === undefined ? {} : { scope }),
        ...(networks === undefined ? {} : { networks }),
        ...(accessTokenMinutes === undefined ? {} : { accessTokenMinutes }),
        ...(trust === undefined ? {} : { trust }),
      };
      if (!(await oauth.update(tenantId, id, changes, requireActive))) throw unknownClient(id);
      const after = await requireClient(tenantId, id);
      tell({ target: `${after.label} (${id})`, tenantId, before: toldOf(before), after: toldOf(after) });
      return shown(tenant, id);
    },

    'oauthClients.addSecret': async ({ tenantId, id, secretYears }, { tell }) => {
      const tenant = await requireTenant(tenants, tenantId);
      const client = await requireClient(tenantId, id);
      const createdAt = clock.now();
      const judge = (present: StoredOAuthClient): void => requireRoomForSecret(present, createdAt);
      judge(client);
      const { stored, secret } = mintSecret(createdAt, secretYears);
      if (!(await oauth.addSecret(tenantId, id, stored, judge))) throw unknownClient(id);
      tell({
        target: `${client.label} (${id})`,
        tenantId,
        after: { secret: `…${stored.hint}`, expiresAt: stored.expiresAt },
      });
      return { client: await shown(tenant, id), clientSecret: secret };
    },

    'oauthClients.revokeSecret': async ({ tenantId, id, secretId }, { tell }) => {
      const tenant = await requireTenant(tenants, tenantId);
      const client = await requireClient(tenantId, id);
      const secret = client.secrets.find((one) => one.id === secretId);
      if (secret === undefined || !(await oauth.revokeSecret(tenantId, id, secretId, clock.now()))) {
        throw notFound(
          `"${client.label}" has no secret with the id "${secretId}". oauthClients.list gives its secrets.`,
        );
      }
      tell({ target: `${client.label} (${id})`, tenantId, before: { secret: `…${secret.hint}` } });
      return shown(tenant, id);
    },

    'oauthClients.revoke': async ({ tenantId, id }, { tell }) => {
      const tenant = await requireTenant(tenants, tenantId);
      const client = await requireClient(tenantId, id);
      await oauth.revoke(tenantId, id, clock.now());
      tell({ target: `${client.label} (${id})`, tenantId, before: { state: 'active' }, after: { state: 'revoked' } });
      return shown(tenant, id);
    },

    'oauthClients.remove': async ({ tenantId, id }, { tell }) => {
      await requireTenant(tenants, tenantId);
      const client = await requireClient(tenantId, id);
      if (client.revokedAt === undefined) {
        throw conflict(`"${client.label}" is still active. Revoke it first; what uses it stops then.`);
      }
      await oauth.remove(tenantId, id);
      tell({ target: `${client.label} (${id})`, tenantId, before: toldOf(client) });
      announce({ name: 'oauthClients.removed', data: { tenantId, id } });
      return { id };
    },
  };
}
