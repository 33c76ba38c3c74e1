// Required attributes, RFC 7643 §2.2: a value must be there and must say something.
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/lang/json.ts';
import type { ResourceType, Schema } from './attribute.ts';

const isBlank = (value: JsonValue | undefined): boolean =>
  value === undefined || (typeof value === 'string' && value.trim() === '');

const missingIn = (schema: Schema, holder: JsonObject, except?: string): string | undefined =>
  schema.attributes.find(({ name, required }) => required && name !== except && isBlank(holder[name]))?.name;

/** The first required attribute the document lacks. An extension's count once the extension is there or is required. */
export function missingRequired(doc: JsonObject, type: ResourceType): string | undefined {
  const missing = missingIn(type.schema, doc, type.membersAttribute);
  if (missing !== undefined) return missing;
  for (const { schema, required } of type.extensions) {
    const container = doc[schema.id];
    if (!isJsonObject(container)) {
      if (required) return schema.id;
      continue;
    }
    const own = missingIn(schema, container);
    if (own !== undefined) return `${schema.id}:${own}`;
  }
  return undefined;
}
