import { z } from 'zod';
import { compatibilities } from '../scim/compatibility.ts';
import { guidFault } from '../scim/guid.ts';
import { isReservedSlug, slugPattern } from '../scim/slug.ts';
import { defaultProfile } from '../tenant-profiles/index.ts';
import { audited, method } from './method.ts';

const tenantSlug = z
  .string()
  .regex(slugPattern, 'A slug is 1 to 40 characters: a-z, 0-9 and inner dashes, for example "default".')
  .refine((slug) => !isReservedSlug(slug), {
    error: ({ input }) => `The slug "${String(input)}" is reserved for Rollcall itself. Choose another one.`,
  });

const tenant = z.object({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  /** The id of a built-in or custom profile. */
  profile: z.string(),
  compatibility: z.enum(compatibilities),
  /** The identity provider's own tenant id, where the profile asks for it. */
  idpTenantId: z.string().nullable(),
  /** False: writes are refused with 403. */
  provisioning: z.boolean(),
  createdAt: z.string(),
  /** An archived tenant keeps everything and answers no SCIM request. */
  archivedAt: z.string().nullable(),
});
export type Tenant = z.infer<typeof tenant>;

/** A tenant with the Tenant URL that is pasted into the identity provider; null while no SCIM listener runs. */
export const tenantWithUrl = tenant.extend({ tenantUrl: z.string().nullable() });
export type TenantWithUrl = z.infer<typeof tenantWithUrl>;

const tenantName = z.string().trim().min(1, 'A tenant needs a name.').max(80);

const tenantId = z.string().min(1);

/** Any text but one that is meant to be a GUID and is none. */
const idpTenantId = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .refine((text) => guidFault(text) === undefined, { error: ({ input }) => guidFault(String(input)) ?? '' });

/** People or groups without values that a profile requires; the first few by name, with the paths they lack. */
const violations = z.object({
  count: z.number().int(),
  examples: z.array(z.object({ id: z.string(), displayName: z.string(), missing: z.array(z.string()) })),
});
const profileCheck = z.object({ people: violations, groups: violations });
export type ProfileCheck = z.infer<typeof profileCheck>;

/** What switching back does not undo. */
const beyondUndo = z.object({
  /** Token secrets that can be revealed and would be erased; the tokens go on working. */
  secrets: z.number().int(),
  /** Whether the recovery key could not be shown again. */
  recoveryKey: z.boolean(),
  /** Whether provisioning, which is off, would come on: the other profile has no switch for it. */
  provisioning: z.boolean(),
});
export type BeyondUndo = z.infer<typeof beyondUndo>;

/** What another profile would mean for a tenant. */
const profileSwitch = profileCheck.extend({ beyondUndo });
export type ProfileSwitch = z.infer<typeof profileSwitch>;

export const tenantMethods = {
  'tenants.list': method(z.object({}), z.array(tenantWithUrl), 'signedIn'),
  'tenants.create': audited(
    z.object({
      name: tenantName,
      slug: tenantSlug,
      profile: z.string().min(1).default(defaultProfile.id),
    }),
    tenantWithUrl,
    'administrator',
  ),
  /** What is left out stays as it is. */
  'tenants.set': audited(
    z.object({
      tenantId,
      name: tenantName.optional(),
      compatibility: z.enum(compatibilities).optional(),
      idpTenantId: idpTenantId.nullable().optional(),
      provisioning: z.boolean().optional(),
    }),
    tenantWithUrl,
    'settings.edit',
  ),
  /** What another profile would mean: who lacks what it requires, and what goes for good. Nothing is changed. */
  'tenants.checkProfile': method(z.object({ tenantId, profile: z.string().min(1) }), profileSwitch, 'tenants.edit'),
  /** Nobody is lost by it and it can be set back, all but `beyondUndo`: what a profile does not know stays stored. */
  'tenants.setProfile': audited(z.object({ tenantId, profile: z.string().min(1) }), tenantWithUrl, 'tenants.edit'),
  /** A new tenant with the settings, roles, schemas and resource types of another; without its people, tokens and log. */
  'tenants.duplicate': audited(
    z.object({ tenantId, name: tenantName, slug: tenantSlug }),
    tenantWithUrl,
    'administrator',
  ),
  'tenants.archive': audited(z.object({ tenantId, archived: z.boolean() }), tenantWithUrl, 'tenants.edit'),
  /** Everything of the tenant but its secrets and its log, as one JSON document. */
  'tenants.export': audited(
    z.object({ tenantId }),
    z.object({ fileName: z.string(), document: z.record(z.string(), z.unknown()) }),
    'tenants.edit',
  ),
  /** For good. `slug` repeats the tenant's, typed by who means it; `conflict` for the last tenant. */
  'tenants.remove': audited(
    z.object({ tenantId, slug: z.string() }),
    z.object({ tenantId: z.string() }),
    'administrator',
  ),
};
