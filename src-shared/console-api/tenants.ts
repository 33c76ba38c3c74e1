import { z } from 'zod';
import { compatibilities } from '../scim/compatibility.ts';
import { profileIds } from '../tenant-profiles/index.ts';
import { method } from './method.ts';

export const tenantSlug = z
  .string()
  .regex(
    /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/,
    'A slug is 1 to 40 characters: a-z, 0-9 and inner dashes, for example "default".',
  );

export const tenant = z.object({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  profile: z.enum(profileIds),
  compatibility: z.enum(compatibilities),
  createdAt: z.string(),
});
export type Tenant = z.infer<typeof tenant>;

/** A tenant with the Tenant URL that is pasted into the identity provider; null while no SCIM listener runs. */
export const tenantWithUrl = tenant.extend({ tenantUrl: z.string().nullable() });
export type TenantWithUrl = z.infer<typeof tenantWithUrl>;

const tenantName = z.string().trim().min(1, 'A tenant needs a name.').max(80);

export const tenantMethods = {
  'tenants.list': method(z.object({}), z.array(tenantWithUrl)),
  'tenants.create': method(
    z.object({
      name: tenantName,
      slug: tenantSlug,
      profile: z.enum(profileIds).default('generic'),
    }),
    tenantWithUrl,
  ),
  /** What is left out stays as it is. */
  'tenants.set': method(
    z.object({
      tenantId: z.string().min(1),
      name: tenantName.optional(),
      compatibility: z.enum(compatibilities).optional(),
    }),
    tenantWithUrl,
  ),
};
