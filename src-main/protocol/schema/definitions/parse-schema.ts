// Reads a schema document as /Schemas has it (RFC 7643 §7) into a schema that the engine runs on.
import type { JsonValue } from '#shared/lang/json.ts';
import {
  enterpriseUserSchema,
  groupSchema,
  resourceTypeSchema,
  schemaSchema,
  serviceProviderConfigSchema,
  userSchema,
} from '#shared/scim/urn.ts';
import type { Schema } from '../attribute.ts';
import { conflicting, invalid } from './definition-fault.ts';
import { holder, optionalText, refuseUnknownMembers, requiredText } from './members.ts';
import { parseAttributes } from './parse-attribute.ts';

/** `urn:<namespace>:<name>` without what ends a URI in a filter or path: quotes, brackets, commas, spaces. */
const urn = /^urn:[a-z0-9][a-z0-9-]{1,31}:[\w+\-.:=@;$!*'%/&~]*[\w+\-=@;$!*'%/&~]$/i;
const urnAtMost = 255;
const messages = 'urn:ietf:params:scim:api:messages:';

const builtInIds: ReadonlySet<string> = new Set(
  [userSchema, groupSchema, enterpriseUserSchema, schemaSchema, resourceTypeSchema, serviceProviderConfigSchema].map(
    (id) => id.toLowerCase(),
  ),
);

/** Throws DefinitionFault for an id that is no URN, or that of a schema which is not the tenant's own. */
function parseSchemaId(id: string): string {
  if (id.length > urnAtMost || !urn.test(id)) {
    throw invalid(
      `The id of a schema must be a URN such as "urn:example:params:scim:schemas:Device", but "${id.slice(0, 80)}" was sent.`,
    );
  }
  if (builtInIds.has(id.toLowerCase())) {
    throw conflicting(`The schema ${id} is built in and stays as RFC 7643 has it. Give your own schema another id.`);
  }
  if (id.toLowerCase().startsWith(messages)) {
    throw conflicting(`${messages} is where the messages of SCIM are named. Give your schema another id.`);
  }
  return id;
}

/** Throws DefinitionFault, which names the attribute and what was expected. */
export function parseSchema(document: JsonValue): Schema {
  const from = holder(document, 'The schema');
  refuseUnknownMembers(from, ['schemas', 'id', 'name', 'description', 'attributes', 'meta']);
  const id = parseSchemaId(requiredText(from, 'id', urnAtMost));
  const attributes = parseAttributes(from, 'attributes');
  if (attributes.length === 0) throw invalid('The schema needs at least one attribute in "attributes".');
  return {
    id,
    name: requiredText(from, 'name', 100),
    description: optionalText(from, 'description', 2_000),
    attributes,
  };
}
