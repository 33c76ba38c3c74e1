import type { Token } from '#shared/console-api/tokens.ts';
import type { StoredToken } from '../ports/token-store.ts';

const stateOf = (token: StoredToken, now: string): Token['state'] => {
  if (token.revokedAt !== undefined) return 'revoked';
  return token.expiresAt !== undefined && token.expiresAt <= now ? 'expired' : 'active';
};

/** A stored token as the console sees it at `now` (ISO 8601 UTC); never its hash, nor its secret in any form. */
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
  revealable: token.sealed !== undefined,
});
