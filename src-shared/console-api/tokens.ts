import { z } from 'zod';
import { credentialScope, credentialState, credentialUse, networks } from './credentials.ts';
import { audited, method } from './method.ts';

const tokenState = credentialState;

/**
 * How far a rotation has come, on the token that is to go: `waiting` for the first use of the new one, `serving` once it was
 * used, `ready` when it has served a whole cycle or a day without the old one being used, `oldInUse` when the old one was
 * used after the new one's first use.
 */
const handover = z.object({
  newTokenId: z.string(),
  newLabel: z.string(),
  phase: z.enum(['waiting', 'serving', 'ready', 'oldInUse']),
  /** `automatically`: Rollcall revokes the old one as soon as the phase is `ready`. */
  retire: z.enum(['ask', 'automatically']),
});
export type Handover = z.infer<typeof handover>;

/** A bearer token without its secret. `hint` is the last four characters. */
export const token = z.object({
  id: z.string(),
  label: z.string(),
  hint: z.string(),
  state: tokenState,
  scope: credentialScope,
  networks,
  /** The User the token stands for: who /Me is. */
  userId: z.string().nullable(),
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
  /** Null: never used. */
  use: credentialUse.nullable(),
  expiresAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
  /** Whether tokens.reveal can show the secret again: the profile's policy when the token was made. */
  revealable: z.boolean(),
  /** The token this one was made to replace; null once that one is deleted. */
  replacesId: z.string().nullable(),
  /** Present while another token is to take over from this one. */
  handover: handover.nullable(),
});
export type Token = z.infer<typeof token>;

const tenantId = z.string().min(1);
const label = z.string().trim().min(1, 'Give the token a name, so you know it again later.').max(80);
const expiresAt = z.iso
  .datetime({ offset: true, error: 'expected a date and time such as 2027-01-31T00:00:00Z' })
  .nullable();

export const tokenMethods = {
  'tokens.list': method(z.object({ tenantId }), z.array(token), ['credentials.view', 'connect.view']),
  /** `conflict` where the profile asks for the identity provider's tenant id first and it is not saved. */
  'tokens.create': audited(
    z.object({
      tenantId,
      label,
      expiresAt: expiresAt.default(null),
      /** The id of a User of the tenant; null: /Me answers 501. */
      userId: z.string().min(1).nullable().default(null),
      scope: credentialScope.default('read-write'),
      networks: networks.default([]),
    }),
    z.object({ token, secret: z.string() }),
    'credentials.edit',
  ),
  /** What is left out stays as it is. `conflict` for a revoked token. */
  'tokens.set': audited(
    z.object({
      tenantId,
      id: z.string(),
      label: label.optional(),
      expiresAt: expiresAt.optional(),
      scope: credentialScope.optional(),
      networks: networks.optional(),
      userId: z.string().min(1).nullable().optional(),
    }),
    token,
    'credentials.edit',
  ),
  /** `conflict` for a token that was shown once; `reauthentication-required` where a fresh one is asked for. */
  'tokens.reveal': audited(
    z.object({ tenantId, id: z.string() }),
    z.object({ secret: z.string() }),
    'credentials.reveal',
  ),
  /** A second token with the same scope, networks and person; the first stays valid until it retires. */
  'tokens.rotate': audited(
    z.object({
      tenantId,
      id: z.string(),
      label: label.optional(),
      expiresAt: expiresAt.default(null),
      retire: z.enum(['ask', 'automatically']).default('ask'),
    }),
    z.object({ token, secret: z.string(), old: token }),
    'credentials.edit',
  ),
  /** With `successorId` only while that token replaces it; `conflict` else. */
  'tokens.revoke': audited(
    z.object({ tenantId, id: z.string(), successorId: z.string().optional() }),
    token,
    'credentials.edit',
  ),
  /** Takes it out of the list; the log keeps its label. `conflict` for a token that is still active. */
  'tokens.remove': audited(z.object({ tenantId, id: z.string() }), z.object({ id: z.string() }), 'credentials.edit'),
};
