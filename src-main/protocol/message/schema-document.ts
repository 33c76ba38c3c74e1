// A schema as `/Schemas` publishes it, RFC 7643 §7. Entra reads it when provisioning is configured and refuses nulls.
import type { JsonObject } from '#shared/lang/json.ts';
import { schemaSchema } from '#shared/scim/urn.ts';
import type { Attribute, Schema } from '../schema/attribute.ts';

/** `baseUrl` is the tenant's SCIM root without a trailing slash. */
export const schemaDocument = ({ id, name, description, attributes }: Schema, baseUrl: string): JsonObject => ({
  schemas: [schemaSchema],
  id,
  name,
  description,
  attributes: attributes.map(attributeDocument),
  meta: { resourceType: 'Schema', location: `${baseUrl}/Schemas/${id}` },
});

const attributeDocument = (attribute: Attribute): JsonObject => {
  const { canonicalValues, referenceTypes, subAttributes, ...characteristics } = attribute;
  return {
    ...characteristics,
    ...(canonicalValues === undefined ? {} : { canonicalValues }),
    ...(referenceTypes === undefined ? {} : { referenceTypes }),
    ...(subAttributes === undefined ? {} : { subAttributes: subAttributes.map(attributeDocument) }),
  };
};
