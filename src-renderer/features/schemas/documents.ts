// Schemas and resource types as the documents of /Schemas and /ResourceTypes (RFC 7643 §7 and §6): what is downloaded,
// edited and sent.
import type { ServedResourceType } from '#shared/console-api/resource-types.ts';
import type { SchemaDefinition } from '#shared/console-api/schemas.ts';
import { resourceTypeSchema, schemaSchema } from '#shared/scim/urn.ts';

/** A schema as `schemas.save` takes it, and as it is downloaded (RFC 7643 §7). */
export const schemaDocument = ({ id, name, description, attributes }: SchemaDefinition) => ({
  schemas: [schemaSchema],
  id,
  name,
  description,
  attributes,
});

/** A resource type as `resourceTypes.save` takes it, and as it is downloaded (RFC 7643 §6). */
export const resourceTypeDocument = ({
  name,
  endpoint,
  description,
  schema,
  schemaExtensions,
}: Omit<ServedResourceType, 'origin' | 'resources'>) => ({
  schemas: [resourceTypeSchema],
  id: name,
  name,
  endpoint,
  description,
  schema,
  schemaExtensions: schemaExtensions.map((extension) => ({ schema: extension.schema, required: extension.required })),
});

/** `User.schema.json` for anything that can be a file's name. */
export const fileName = (name: string, kind: 'schema' | 'resource-type'): string =>
  `${name.replace(/[^\w.-]+/g, '-')}.${kind}.json`;
