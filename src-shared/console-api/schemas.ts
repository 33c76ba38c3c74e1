// Schemas as /Schemas publishes them (RFC 7643 §7): the built-in ones and those a tenant has declared itself.
import { z } from 'zod';
import { attributeTypes, mutabilities, returnedWords, uniquenessWords } from '../scim/characteristics.ts';
import { audited, method } from './method.ts';

/** A sub-attribute, or an attribute without its sub-attributes: every characteristic of RFC 7643 §7. */
const simpleAttribute = z.object({
  name: z.string(),
  type: z.enum(attributeTypes),
  multiValued: z.boolean(),
  description: z.string(),
  required: z.boolean(),
  caseExact: z.boolean(),
  mutability: z.enum(mutabilities),
  returned: z.enum(returnedWords),
  uniqueness: z.enum(uniquenessWords),
  canonicalValues: z.array(z.string()).optional(),
  referenceTypes: z.array(z.string()).optional(),
});

/** `subAttributes` is there when the type is `complex`; none of them is complex itself. */
const schemaAttribute = simpleAttribute.extend({ subAttributes: z.array(simpleAttribute).optional() });
export type SchemaAttribute = z.infer<typeof schemaAttribute>;

const schemaDefinition = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  attributes: z.array(schemaAttribute),
});
export type SchemaDefinition = z.infer<typeof schemaDefinition>;

export const origin = z.enum(['built-in', 'custom']);

/** `core`: the schema of the resource type itself; `extension`: one of its schemaExtensions. */
const schemaUse = z.object({
  resourceType: z.string(),
  as: z.enum(['core', 'extension']),
  required: z.boolean(),
});

const servedSchema = z.object({
  origin,
  /** Empty: declared, but published in /Schemas only once a resource type uses it. */
  usedBy: z.array(schemaUse),
  schema: schemaDefinition,
});
export type ServedSchema = z.infer<typeof servedSchema>;

const tenantId = z.string().min(1);

export const schemaMethods = {
  'schemas.list': method(z.object({ tenantId }), z.array(servedSchema), 'settings.view'),
  /**
   * Creates the schema or replaces the one with the same id. `schema` is a document as /Schemas has it: id, name,
   * description and attributes; a characteristic left out gets the default of RFC 7643 §2.2; `schemas` and `meta` are
   * not looked at. A `conflict` says which stored values would not fit and how many.
   */
  'schemas.save': audited(
    z.object({ tenantId, schema: z.record(z.string(), z.unknown()) }),
    servedSchema,
    'settings.edit',
  ),
  /** Refused as `conflict` while a resource type uses it. */
  'schemas.remove': audited(z.object({ tenantId, id: z.string() }), z.object({ id: z.string() }), 'settings.edit'),
};
