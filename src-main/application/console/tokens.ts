// Secret Tokens of a tenant. The secret exists in one answer only: what is stored is its SHA-256 and a hint of its last
// four characters, so that nobody, not even Rollcall, can show it again.
import type { Token, tokenMethods } from '#shared/console-api/tokens.ts';
import { userResourceType } from '../../protocol/schema/resource-types.ts';
import { mintToken } from '../credentials/bearer-token.ts';
import type { StoredToken } from '../ports/token-store.ts';
import { invalidInput, notFound } from './console-failure.ts';
import type { ConsoleContext, MethodsOf } from './context.ts';
import { requireTenant } from './tenants.ts';

const stateOf = (token: StoredToken, now: string): Token['state'] => {
  if (token.revokedAt !== undefined) return 'revoked';
  return token.expiresAt !== undefined && token.expiresAt <= now ? 'expired' : 'active';
};

/** A stored token as the console sees it at `now` (ISO 8601 UTC); never its hash. */
export const toToken = (token: StoredToken, now: string): Token => ({
  id: token.id,
  label: token.label,
  hint: token.hint,
  state: stateOf(token, now),
  userId: token.userId ?? null,
  createdAt: token.createdAt,
  lastUsedAt: token.lastUsedAt ?? null,
  expiresAt: token.expiresAt ?? null,
  revokedAt: token.revokedAt ?? null,
});

export function createTokenMethods({ ports, announce }: ConsoleContext): MethodsOf<typeof tokenMethods> {
  const { clock, secrets, tenants, tokens, resources } = ports;
  return {
    'tokens.list': async ({ tenantId }) => {
      await requireTenant(tenants, tenantId);
      const now = clock.now();
      return (await tokens.list(tenantId)).map((token) => toToken(token, now));
    },

    'tokens.create': async ({ tenantId, label, expiresAt, userId }) => {
      await requireTenant(tenants, tenantId);
      const createdAt = clock.now();
      const expires = expiresAt === null ? undefined : new Date(expiresAt).toISOString();
      if (expires !== undefined && expires <= createdAt) {
        throw invalidInput(
          `expiresAt is ${expires}, which has passed (it is ${createdAt}). Choose a later time, or null for a token that does not expire.`,
        );
      }
      if (userId !== null && (await resources.find({ tenantId, type: userResourceType, id: userId })) === undefined) {
        throw notFound(
          `This tenant has no person with the id "${userId}". users.list gives the people there are; null makes a token that stands for nobody.`,
        );
      }
      const { secret, hash, hint } = mintToken(secrets);
      const stored: StoredToken = {
        id: secrets.uuid(),
        tenantId,
        label,
        hash,
        hint,
        createdAt,
        ...(userId === null ? {} : { userId }),
        ...(expires === undefined ? {} : { expiresAt: expires }),
      };
      await tokens.create(stored);
      const token = toToken(stored, createdAt);
      announce({ name: 'tokens.changed', data: { tenantId, token } });
      return { token, secret };
    },

    'tokens.revoke': async ({ tenantId, id }) => {
      await requireTenant(tenants, tenantId);
      const now = clock.now();
      const known = await tokens.revoke(tenantId, id, now);
      const revoked = known ? (await tokens.list(tenantId)).find((token) => token.id === id) : undefined;
      if (revoked === undefined) {
        throw notFound(`This tenant has no token with the id "${id}". tokens.list gives the tokens there are.`);
      }
      const token = toToken(revoked, now);
      announce({ name: 'tokens.changed', data: { tenantId, token } });
      return token;
    },
  };
}
