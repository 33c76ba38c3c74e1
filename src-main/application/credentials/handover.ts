// How a token hands over to the one that was made to replace it: told from when both were used, and not from what the
// identity provider says. A cycle is a burst of requests without a pause of ten minutes.
import type { CredentialState } from '#shared/console-api/credentials.ts';
import type { Handover } from '#shared/console-api/tokens.ts';
import type { StoredUse } from '../ports/credential-uses.ts';
import type { StoredToken } from '../ports/token-store.ts';

const pauseMs = 10 * 60_000;
const dayMs = 24 * 60 * 60_000;

const msBetween = (from: string, to: string): number => Date.parse(to) - Date.parse(from);

/** At `now`, ISO 8601 UTC. */
export const tokenState = (token: StoredToken, now: string): CredentialState => {
  if (token.revokedAt !== undefined) return 'revoked';
  return token.expiresAt !== undefined && token.expiresAt <= now ? 'expired' : 'active';
};

/** The newest cycle is over when the pause after it was long enough, whether or not another one has begun. */
const isOver = ({ at }: StoredUse, now: string): boolean => msBetween(at, now) >= pauseMs;

/** Whether the new token has done alone what the old one did: a whole cycle, or a day. */
function hasServed(old: StoredUse | undefined, replacement: StoredUse, now: string): boolean {
  const { firstAt, cycleStartedAt, cycles } = replacement;
  if (old === undefined || old.at <= firstAt) {
    return cycles > 0 || isOver(replacement, now) || msBetween(firstAt, now) >= dayMs;
  }
  const wholeCycleSince = cycleStartedAt > old.at && isOver(replacement, now);
  return wholeCycleSince || (replacement.at > old.at && msBetween(old.at, now) >= dayMs);
}

/** How far the hand-over is, by the uses of both. */
export function handoverPhase(
  old: StoredUse | undefined,
  replacement: StoredUse | undefined,
  now: string,
): Handover['phase'] {
  if (replacement === undefined) return 'waiting';
  if (hasServed(old, replacement, now)) return 'ready';
  return old !== undefined && old.at > replacement.firstAt ? 'oldInUse' : 'serving';
}

/** The active token that is to replace this one. */
export const replacementOf = (token: StoredToken, all: readonly StoredToken[], now: string): StoredToken | undefined =>
  all.find((other) => other.replacesId === token.id && tokenState(other, now) === 'active');

/** Null for a token that nothing replaces, and for one that is over already. */
export function handoverOf(
  token: StoredToken,
  all: readonly StoredToken[],
  uses: ReadonlyMap<string, StoredUse>,
  now: string,
): Handover | null {
  const replacement = tokenState(token, now) === 'active' ? replacementOf(token, all, now) : undefined;
  if (replacement === undefined) return null;
  return {
    newTokenId: replacement.id,
    newLabel: replacement.label,
    phase: handoverPhase(uses.get(token.id), uses.get(replacement.id), now),
    retire: replacement.retire ?? 'ask',
  };
}
