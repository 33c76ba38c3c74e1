// Resource types as /ResourceTypes publishes them (RFC 7643 §6): User and Group, and those a tenant has declared itself.
import { z } from 'zod';
import { audited, method } from './method.ts';
import { origin } from './schemas.ts';

const schemaExtension = z.object({ schema: z.string(), required: z.boolean() });
export type SchemaExtension = z.infer<typeof schemaExtension>;

const servedResourceType = z.object({
  origin,
  name: z.string(),
  /** `/Devices`: relative to the Tenant URL. */
  endpoint: z.string(),
  description: z.string(),
  /** The URI of its core schema. */
  schema: z.string(),
  /** `built-in` ones (Enterprise User) cannot be taken away. */
  schemaExtensions: z.array(schemaExtension.extend({ origin })),
  /** How many resources of this type the tenant holds. */
  resources: z.number().int(),
});
export type ServedResourceType = z.infer<typeof servedResourceType>;

const tenantId = z.string().min(1);

export const resourceTypeMethods = {
  'resourceTypes.list': method(z.object({ tenantId }), z.array(servedResourceType), 'settings.view'),
  /**
   * Creates the resource type or replaces the one with the same name. `resourceType` is a document as /ResourceTypes has
   * it: name, endpoint, description, schema and `schemaExtensions: [{schema, required}]`. Of User and Group only the
   * extensions beside the built-in ones can be set: `{name: 'User', schemaExtensions: […]}`; the rest may be left out or
   * repeated as it is. A `conflict` says which stored resources stand against it.
   */
  'resourceTypes.save': audited(
    z.object({ tenantId, resourceType: z.record(z.string(), z.unknown()) }),
    servedResourceType,
    'settings.edit',
  ),
  /** A custom type without resources; otherwise `conflict`. */
  'resourceTypes.remove': audited(
    z.object({ tenantId, name: z.string() }),
    z.object({ name: z.string() }),
    'settings.edit',
  ),
};
