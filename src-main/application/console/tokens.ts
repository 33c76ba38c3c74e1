// Secret Tokens of a tenant. What is stored of a secret is its SHA-256 and a hint of its last four characters, so that
// nobody, not even Rollcall, can show it again; only where the tenant's profile says so it is also kept sealed.
import type { tokenMethods } from '#shared/console-api/tokens.ts';
import { userResourceType } from '../../protocol/schema/resource-types.ts';
import { mintToken } from '../credentials/bearer-token.ts';
import { revealedSecret, sealedSecret, tokenObstacle } from '../credentials/token-policy.ts';
import type { StoredToken } from '../ports/token-store.ts';
import { conflict, ConsoleFailure, invalidInput, notFound } from './console-failure.ts';
import type { ConsoleContext, MethodsOf } from './context.ts';
import { requireTenant } from './tenants.ts';
import { toToken } from './token.ts';

const unknownToken = (id: string): ConsoleFailure =>
  notFound(`This tenant has no token with the id "${id}". tokens.list gives the tokens there are.`);

const cannotBeOpened = (label: string): ConsoleFailure =>
  new ConsoleFailure(
    'unavailable',
    `The secret of "${label}" does not open with the present key: it was sealed with another key, or the database was changed from outside. Put the right key file back, or revoke the token and create a new one; until then the token itself still works.`,
  );

export function createTokenMethods({ ports, served, announce }: ConsoleContext): MethodsOf<typeof tokenMethods> {
  const { clock, secrets, tenants, tokens, resources } = ports;

  const requireToken = async (tenantId: string, id: string): Promise<StoredToken> => {
    const found = (await tokens.list(tenantId)).find((token) => token.id === id);
    if (found === undefined) throw unknownToken(id);
    return found;
  };

  return {
    'tokens.list': async ({ tenantId }) => {
      await requireTenant(tenants, tenantId);
      const now = clock.now();
      return (await tokens.list(tenantId)).map((token) => toToken(token, now));
    },

    'tokens.create': async ({ tenantId, label, expiresAt, userId }) => {
      const tenant = await requireTenant(tenants, tenantId);
      const profile = await served.profileOf(tenant.profile);
      const obstacle = tokenObstacle(tenant, profile);
      if (obstacle !== undefined) throw conflict(obstacle);
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
      const isFirst = (await tokens.list(tenantId)).length === 0;
      const { secret, hash, hint } = mintToken(secrets);
      const id = secrets.uuid();
      const stored: StoredToken = {
        id,
        tenantId,
        label,
        hash,
        hint,
        createdAt,
        ...(userId === null ? {} : { userId }),
        ...(expires === undefined ? {} : { expiresAt: expires }),
        ...sealedSecret(ports, profile, { tenantId, id }, secret),
      };
      await tokens.create(stored);
      const token = toToken(stored, createdAt);
      announce({ name: 'tokens.changed', data: { tenantId, token } });
      if (isFirst) announce({ name: 'connect.changed', data: { tenantId } });
      return { token, secret };
    },

    'tokens.reveal': async ({ tenantId, id }) => {
      const tenant = await requireTenant(tenants, tenantId);
      const token = await requireToken(tenantId, id);
      const { label, sealed, revokedAt } = token;
      if (revokedAt !== undefined) {
        throw conflict(
          `"${label}" was revoked at ${revokedAt}, and its secret was erased with that: it opens nothing any more. Create a new token.`,
        );
      }
      const profile = await served.profileOf(tenant.profile);
      if (sealed === undefined || profile.tokenPolicy === 'show-once') {
        throw conflict(
          `The secret of "${label}" was shown once, when it was created; Rollcall keeps only its hash and cannot show it again. Create a new token, paste it as the Secret Token, then revoke this one.`,
        );
      }
      const secret = revealedSecret(ports, { ...token, sealed });
      if (secret === undefined) throw cannotBeOpened(label);
      return { secret };
    },

    'tokens.revoke': async ({ tenantId, id }) => {
      await requireTenant(tenants, tenantId);
      const now = clock.now();
      if (!(await tokens.revoke(tenantId, id, now))) throw unknownToken(id);
      const token = toToken(await requireToken(tenantId, id), now);
      announce({ name: 'tokens.changed', data: { tenantId, token } });
      return token;
    },
  };
}
