// Reads a resource type document as /ResourceTypes has it (RFC 7643 §6). User and Group stay what they are: only the
// extensions that a tenant adds to them are read.
import type { JsonValue } from '#shared/lang/json.ts';
import type { ResourceType } from '../attribute.ts';
import { resourceTypes } from '../resource-types.ts';
import { conflicting, invalid } from './definition-fault.ts';
import {
  holder,
  optionalBoolean,
  optionalObjects,
  optionalText,
  refuseUnknownMembers,
  requiredText,
  type Holder,
} from './members.ts';

/** A resource type with its schemas still named: `combineDefinitions` finds them. */
export interface ResourceTypeDefinition {
  readonly name: string;
  readonly endpoint: string;
  readonly description: string;
  readonly schema: string;
  readonly schemaExtensions: readonly { readonly schema: string; readonly required: boolean }[];
}

const members = ['schemas', 'id', 'name', 'endpoint', 'description', 'schema', 'schemaExtensions', 'meta'];

const typeName = /^[A-Za-z][\w-]{0,63}$/;
const path = /^\/[A-Za-z][\w.~-]{0,63}$/;

/** What other endpoints of the protocol are called (RFC 7644 §3.2), and the types of their documents. */
const reserved: ReadonlySet<string> = new Set(
  ['Bulk', 'Me', 'Schemas', 'Schema', 'ResourceTypes', 'ResourceType', 'ServiceProviderConfig', '.search'].map((word) =>
    word.toLowerCase(),
  ),
);

const sameText = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase();

/** The definition a type of the code would have. */
const definitionOf = ({ name, endpoint, description, schema, extensions }: ResourceType) => ({
  name,
  endpoint,
  description,
  schema: schema.id,
  schemaExtensions: extensions.map((extension) => ({ schema: extension.schema.id, required: extension.required })),
});

/** User or Group, by name in any case. */
export const builtInType = (name: string): ResourceType | undefined =>
  resourceTypes.find((type) => sameText(type.name, name));

function parseExtensions(from: Holder): ResourceTypeDefinition['schemaExtensions'] {
  const seen = new Set<string>();
  return optionalObjects(from, 'schemaExtensions', (index) => `${from.at}: schemaExtensions[${index}]`).map((own) => {
    refuseUnknownMembers(own, ['schema', 'required']);
    const schema = requiredText(own, 'schema', 255);
    if (seen.has(schema.toLowerCase())) throw invalid(`${from.at}: the extension ${schema} is there twice.`);
    seen.add(schema.toLowerCase());
    return { schema, required: optionalBoolean(own, 'required', false) };
  });
}

/** What may be repeated of a built-in type but not changed. */
function parseBuiltIn(from: Holder, type: ResourceType): ResourceTypeDefinition {
  const own = definitionOf(type);
  for (const name of ['endpoint', 'description', 'schema'] as const) {
    const sent = from.members[name];
    if (sent !== undefined && sent !== own[name]) {
      throw conflicting(
        `The ${name} of ${type.name} is "${own[name]}" and cannot be changed. Leave it out; only schemaExtensions can be set.`,
      );
    }
  }
  const sent = parseExtensions(from);
  for (const { schema, required } of own.schemaExtensions) {
    const repeated = sent.find((extension) => sameText(extension.schema, schema));
    if (repeated !== undefined && repeated.required !== required) {
      throw conflicting(
        `The extension ${schema} of ${type.name} is built in; its required is ${required} and stays so.`,
      );
    }
  }
  const added = sent.filter(({ schema }) => !own.schemaExtensions.some((known) => sameText(known.schema, schema)));
  return { ...own, schemaExtensions: [...own.schemaExtensions, ...added] };
}

/** Throws DefinitionFault; whether its schemas exist is known only to `combineDefinitions`. */
export function parseResourceType(document: JsonValue): ResourceTypeDefinition {
  const from = holder(document, 'The resource type');
  refuseUnknownMembers(from, members);
  const name = requiredText(from, 'name', 64);
  const builtIn = builtInType(name);
  if (builtIn !== undefined) return parseBuiltIn(from, builtIn);
  if (!typeName.test(name)) {
    throw invalid(
      `"${name}" cannot name a resource type. A name such as "Device" begins with a letter and goes on with letters, digits, - and _.`,
    );
  }
  const sent = requiredText(from, 'endpoint', 65);
  const endpoint = sent.startsWith('/') ? sent : `/${sent}`;
  for (const word of [name, endpoint.slice(1)]) {
    if (reserved.has(word.toLowerCase())) {
      throw conflicting(
        `"${word}" belongs to the SCIM protocol itself. Choose another name or endpoint, such as /Devices.`,
      );
    }
  }
  if (!path.test(endpoint)) {
    throw invalid(
      `"${sent}" cannot be an endpoint. It is one path segment such as "/Devices": letters, digits, - _ . and ~.`,
    );
  }
  return {
    name,
    endpoint,
    description: optionalText(from, 'description', 2_000),
    schema: requiredText(from, 'schema', 255),
    schemaExtensions: parseExtensions(from),
  };
}
