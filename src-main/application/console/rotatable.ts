import { replacementOf } from '../credentials/handover.ts';
import type { StoredToken } from '../ports/token-store.ts';
import { conflict } from './console-failure.ts';

const sameLimits = (left: StoredToken, right: StoredToken): boolean =>
  left.scope === right.scope && left.userId === right.userId && left.networks.join() === right.networks.join();

/**
 * Whether a token can hand over to a new one, asked before that is made and again in the transaction that stores it: of two
 * rotations at once the second finds what the first one made. ConsoleFailure 'conflict' says what is in the way.
 * @param old as the new one's scope, networks and person were taken from it
 */
export function requireRotatable(old: StoredToken, all: readonly StoredToken[], now: string): void {
  const { label } = old;
  const present = all.find(({ id }) => id === old.id);
  if (present === undefined) {
    throw conflict(
      `"${label}" was deleted in the meantime: there is nothing to hand over. Create a new token instead.`,
    );
  }
  if (present.revokedAt !== undefined) {
    throw conflict(
      `"${label}" was revoked at ${present.revokedAt}: there is nothing to hand over. Create a new token instead.`,
    );
  }
  const successor = replacementOf(present, all, now);
  if (successor !== undefined) {
    throw conflict(
      `"${label}" is being replaced by "${successor.label}" already, which was made at ${successor.createdAt}. Paste that one into the identity provider, or revoke it and rotate again.`,
    );
  }
  if (!sameLimits(old, present)) {
    throw conflict(
      `What "${label}" may do was changed at the same moment, so that the new token would not be limited like it. Nothing was made: rotate it again.`,
    );
  }
}
