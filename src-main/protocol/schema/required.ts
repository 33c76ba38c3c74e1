// Required attributes, RFC 7643 §2.2: a value must be there and must say something. A required sub-attribute is one that
// every value of its attribute must have.
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/lang/json.ts';
import type { ScimError } from '../message/scim-error.ts';
import type { Attribute, ResourceType, Schema } from './attribute.ts';

/** What must be in a resource beside what its schemas require. */
export interface Demands {
  /** The paths that the document has no value for. */
  readonly missing: (doc: JsonObject) => readonly string[];
  /** Of a resource that is sent without them, and without what its schemas require: 400 invalidValue. */
  readonly refusal: (missing: readonly string[]) => ScimError;
}

const isBlank = (value: JsonValue | undefined): boolean =>
  value === undefined || (typeof value === 'string' && value.trim() === '');

function missingSubs({ name, subAttributes = [] }: Attribute, value: JsonValue | undefined): readonly string[] {
  const elements: readonly (JsonValue | undefined)[] = Array.isArray(value) ? value : [value];
  return subAttributes
    .filter((sub) => sub.required && elements.some((element) => isJsonObject(element) && isBlank(element[sub.name])))
    .map((sub) => `${name}.${sub.name}`);
}

const missingIn = ({ attributes }: Schema, holder: JsonObject, except?: string): readonly string[] =>
  attributes
    .filter(({ name }) => name !== except)
    .flatMap((attribute) =>
      attribute.required && isBlank(holder[attribute.name])
        ? [attribute.name]
        : missingSubs(attribute, holder[attribute.name]),
    );

/** The required attributes the document lacks. An extension's count once the extension is there or is required. */
export const missingRequired = (doc: JsonObject, type: ResourceType): readonly string[] => [
  ...missingIn(type.schema, doc, type.membersAttribute),
  ...type.extensions.flatMap(({ schema, required }) => {
    const container = doc[schema.id];
    if (!isJsonObject(container)) return required ? [schema.id] : [];
    return missingIn(schema, container).map((name) => `${schema.id}:${name}`);
  }),
];

/** Both together, each path once. */
export const missingOf = (doc: JsonObject, type: ResourceType, demands: Demands | undefined): readonly string[] => {
  const missing = missingRequired(doc, type);
  return demands === undefined ? missing : [...new Set([...missing, ...demands.missing(doc)])];
};
