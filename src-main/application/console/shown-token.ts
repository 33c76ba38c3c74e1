import type { CredentialUse } from '#shared/console-api/credentials.ts';
import type { Token } from '#shared/console-api/tokens.ts';
import { handoverOf, tokenState } from '../credentials/handover.ts';
import type { StoredUse } from '../ports/credential-uses.ts';
import type { Ports } from '../ports/ports.ts';
import type { StoredToken } from '../ports/token-store.ts';

/** The newest use as the console sees it; null for never. */
export const toUse = (use: StoredUse | undefined): CredentialUse | null =>
  use === undefined
    ? null
    : {
        at: use.at,
        firstAt: use.firstAt,
        address: use.address,
        userAgent: use.userAgent ?? null,
        cycleStartedAt: use.cycleStartedAt,
        cycles: use.cycles,
      };

/** Never its hash, nor its secret in any form. */
const toToken = (
  token: StoredToken,
  all: readonly StoredToken[],
  uses: ReadonlyMap<string, StoredUse>,
  now: string,
): Token => {
  const use = toUse(uses.get(token.id));
  return {
    id: token.id,
    label: token.label,
    hint: token.hint,
    state: tokenState(token, now),
    scope: token.scope,
    networks: [...token.networks],
    userId: token.userId ?? null,
    createdAt: token.createdAt,
    lastUsedAt: use?.at ?? null,
    use,
    expiresAt: token.expiresAt ?? null,
    revokedAt: token.revokedAt ?? null,
    revealable: token.sealed !== undefined,
    replacesId: token.replacesId ?? null,
    handover: handoverOf(token, all, uses, now),
  };
};

/** The tokens of a tenant as the console sees them now, oldest first. */
export async function readTokens(
  { tokens, credentialUses, clock }: Pick<Ports, 'tokens' | 'credentialUses' | 'clock'>,
  tenantId: string,
): Promise<Token[]> {
  const [all, uses] = await Promise.all([tokens.list(tenantId), credentialUses.list(tenantId)]);
  const now = clock.now();
  return all.map((token) => toToken(token, all, uses, now));
}
