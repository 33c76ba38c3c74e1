import { z } from 'zod';
import { method } from './method.ts';

export const tokenState = z.enum(['active', 'expired', 'revoked']);

/** A bearer token without its secret. `hint` is the last four characters. */
export const token = z.object({
  id: z.string(),
  label: z.string(),
  hint: z.string(),
  state: tokenState,
  /** The User the token stands for: who /Me is. */
  userId: z.string().nullable(),
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
  expiresAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
  /** Whether tokens.reveal can show the secret again: the profile's policy when the token was made. */
  revealable: z.boolean(),
});
export type Token = z.infer<typeof token>;

const tenantId = z.string().min(1);

export const tokenMethods = {
  'tokens.list': method(z.object({ tenantId }), z.array(token)),
  /** `conflict` where the profile asks for the identity provider's tenant id first and it is not saved. */
  'tokens.create': method(
    z.object({
      tenantId,
      label: z.string().trim().min(1, 'Give the token a name, so you know it again later.').max(80),
      expiresAt: z.iso.datetime().nullable().default(null),
      /** The id of a User of the tenant; null: /Me answers 501. */
      userId: z.string().min(1).nullable().default(null),
    }),
    z.object({ token, secret: z.string() }),
  ),
  /** `conflict` for a token that was shown once: only its hash is kept. */
  'tokens.reveal': method(z.object({ tenantId, id: z.string() }), z.object({ secret: z.string() })),
  'tokens.revoke': method(z.object({ tenantId, id: z.string() }), token),
};
