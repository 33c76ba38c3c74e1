// Tenant profiles: those that come with Rollcall and those an admin has made or imported.
import { z } from 'zod';
import { audited, method } from './method.ts';
import { origin } from './schemas.ts';

export { profileVersion } from '../tenant-profiles/profile.ts';

export const profileAttribute = z.object({
  path: z.string().trim().min(1).max(300),
  type: z.enum(['String', 'Boolean', 'Reference']),
  filterable: z.boolean().default(false),
  required: z.boolean().default(false),
});

const profileAttributes = z.union([z.literal('all'), z.array(profileAttribute).max(300)]);
const word = z.string().trim().min(1).max(40);

/** A profile as it is stored, exported and imported. */
export const tenantProfile = z.object({
  id: z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/, 'An id is 1 to 40 characters: a-z, 0-9 and inner dashes.'),
  name: z.string().trim().min(1, 'A profile needs a name.').max(60),
  users: profileAttributes,
  groups: z.union([z.literal('none'), profileAttributes]),
  words: z.object({ person: word, people: word, group: word, groups: word, active: word, disabled: word }),
  tokenPolicy: z.enum(['show-once', 'reveal-again']),
  warnsBeforeToken: z.boolean(),
  needsIdpTenantId: z.boolean(),
  hasProvisioningSwitch: z.boolean(),
  hidesDisabled: z.boolean(),
  groupNamesUnique: z.boolean(),
  tokenLabel: z.string().trim().min(1).max(80),
  whereToFind: z.string().trim().max(200),
});

const servedProfile = z.object({
  origin,
  /** How many tenants have it. */
  tenants: z.number().int(),
  profile: tenantProfile,
});
export type ServedProfile = z.infer<typeof servedProfile>;

export const profileMethods = {
  'profiles.list': method(z.object({}), z.array(servedProfile), 'signedIn'),
  /**
   * Creates the profile or replaces the custom one with the same id. `profile` is the document as it was exported:
   * `{version: 1, …}`. What is wrong with it is said with the place: unknown types, an attribute twice, an attribute that
   * no schema has, a newer version. `conflict` for the id of a built-in profile, and when people of a tenant that has it
   * would violate it.
   */
  'profiles.save': audited(z.object({ profile: z.record(z.string(), z.unknown()) }), servedProfile, 'administrator'),
  /** A custom profile that no tenant has; otherwise `conflict`. */
  'profiles.remove': audited(z.object({ id: z.string() }), z.object({ id: z.string() }), 'administrator'),
};
