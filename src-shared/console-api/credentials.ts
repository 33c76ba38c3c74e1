// What every credential of an identity provider has: how long it holds, what it may do, from where, and when it was used.
import { z } from 'zod';

/** `read`: lookups and discovery only; a write answers 403. */
export const credentialScope = z.enum(['read', 'read-write']);
export type CredentialScope = z.infer<typeof credentialScope>;

export const credentialState = z.enum(['active', 'expired', 'revoked']);
export type CredentialState = z.infer<typeof credentialState>;

/** Where requests may come from, as CIDR (`203.0.113.0/24`, `2001:db8::/32`) or single addresses; empty: from anywhere. */
export const networks = z.array(z.string().trim().min(1).max(64)).max(50);

/**
 * The newest use. A cycle is a burst of requests without a pause of ten minutes; `cycles` counts the whole ones, so the one
 * that is running is not in it.
 */
export const credentialUse = z.object({
  at: z.string(),
  firstAt: z.string(),
  address: z.string(),
  userAgent: z.string().nullable(),
  cycleStartedAt: z.string(),
  cycles: z.number().int(),
});
export type CredentialUse = z.infer<typeof credentialUse>;

/** Something of a tenant's credentials that the admin should act on, most urgent first on Overview. */
export const reminder = z.object({
  kind: z.enum([
    'tokenExpires',
    'tokenExpired',
    'secretExpires',
    'secretExpired',
    'handoverReady',
    'handoverOldInUse',
    'recoveryKeyDrill',
    'recoveryKeyMissing',
  ]),
  /** The token, client or secret it is about; null for the recovery key. */
  id: z.string().nullable(),
  label: z.string(),
  /** When it expires or expired, or since when it is due. */
  at: z.string(),
  /** Whole days until `at`, rounded up; negative when it has passed. */
  days: z.number().int(),
});
export type Reminder = z.infer<typeof reminder>;
