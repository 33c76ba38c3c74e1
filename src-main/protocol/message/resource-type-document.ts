// A resource type as `/ResourceTypes` publishes it, RFC 7643 §6.
import type { JsonObject } from '#shared/lang/json.ts';
import { resourceTypeSchema } from '#shared/scim/urn.ts';
import type { ResourceType } from '../schema/attribute.ts';

/** `baseUrl` is the tenant's SCIM root without a trailing slash. */
export const resourceTypeDocument = (type: ResourceType, baseUrl: string): JsonObject => ({
  schemas: [resourceTypeSchema],
  id: type.name,
  name: type.name,
  endpoint: type.endpoint,
  description: type.description,
  schema: type.schema.id,
  schemaExtensions: type.extensions.map(({ schema, required }) => ({ schema: schema.id, required })),
  meta: { resourceType: 'ResourceType', location: `${baseUrl}/ResourceTypes/${type.name}` },
});
