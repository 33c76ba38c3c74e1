// What a person may do in the product a tenant stands for. Provisioning gives a new person the default role and never
// touches one that was set by hand.
import { z } from 'zod';
import { audited, method } from './method.ts';
import { permissions, type Permission } from './permissions.ts';

export { permissions, type Permission } from './permissions.ts';

export const permission = z.enum(permissions as [Permission, ...Permission[]]);

const role = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  permissions: z.array(permission),
  /** Exactly one role of a tenant is: new people get it. */
  isDefault: z.boolean(),
  /** Admin: has every permission, cannot be changed or deleted. */
  isLocked: z.boolean(),
  /** How many people have it. */
  people: z.number().int(),
});
export type Role = z.infer<typeof role>;

const tenantId = z.string().min(1);
const name = z.string().trim().min(1, 'A role needs a name.').max(60);
const description = z.string().trim().max(300);

export const roleMethods = {
  /** In the order of the matrix' columns: the default role first, then by creation. */
  'roles.list': method(z.object({ tenantId }), z.array(role), ['roles.view', 'people.view']),
  /** `conflict` when another role of the tenant has the name, in any case. */
  'roles.create': audited(
    z.object({ tenantId, name, description: description.default(''), permissions: z.array(permission).default([]) }),
    role,
    'roles.edit',
  ),
  /** What is left out stays as it is. Takes effect at once; `conflict` for the locked role. */
  'roles.set': audited(
    z.object({
      tenantId,
      id: z.string(),
      name: name.optional(),
      description: description.optional(),
      permissions: z.array(permission).optional(),
    }),
    role,
    'roles.edit',
  ),
  /** People who have their role by default keep the one they have. */
  'roles.setDefault': audited(z.object({ tenantId, id: z.string() }), role, 'roles.edit'),
  /** Its people move to `moveTo`. `conflict` for the default role and the locked one. */
  'roles.remove': audited(
    z.object({ tenantId, id: z.string(), moveTo: z.string() }),
    z.object({ moved: z.number().int() }),
    'roles.edit',
  ),
};
