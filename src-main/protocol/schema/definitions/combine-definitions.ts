// What a tenant serves: the built-in resource types with the extensions it added, then its own types. Also the place where
// it shows whether the parts go together.
import type { ResourceType, Schema } from '../attribute.ts';
import { coreGroup } from '../core-group.ts';
import { coreUser } from '../core-user.ts';
import { enterpriseUser } from '../enterprise-user.ts';
import { builtInResourceTypes, createResourceTypeSet, type ResourceTypeSet } from '../resource-type-set.ts';
import { resourceTypes } from '../resource-types.ts';
import { conflicting } from './definition-fault.ts';
import { nearest } from './nearest.ts';
import { builtInType, type ResourceTypeDefinition } from './parse-resource-type.ts';

/** What a tenant has declared beside the built-in schemas and types. */
export interface Definitions {
  readonly schemas: readonly Schema[];
  readonly resourceTypes: readonly ResourceTypeDefinition[];
}

/** In the order /Schemas lists them. */
export const builtInSchemas: readonly Schema[] = [coreUser, enterpriseUser, coreGroup];

type FindSchema = (id: string, user: string) => Schema;

function schemaFinder(schemas: readonly Schema[]): FindSchema {
  const byId = new Map([...builtInSchemas, ...schemas].map((schema) => [schema.id.toLowerCase(), schema]));
  return (id, user) => {
    const found = byId.get(id.toLowerCase());
    if (found !== undefined) return found;
    const meant = nearest(
      id,
      schemas.map((schema) => schema.id),
    );
    throw conflicting(
      `${user} names the schema ${id}, which this tenant does not have. ${meant === undefined ? 'Save the schema first.' : `Did you mean ${meant}?`}`,
    );
  };
}

function extensionsOf(definition: ResourceTypeDefinition, core: Schema, find: FindSchema): ResourceType['extensions'] {
  return definition.schemaExtensions.map(({ schema: id, required }) => {
    const schema = find(id, `The resource type ${definition.name}`);
    if (schema === core || schema === coreUser || schema === coreGroup) {
      throw conflicting(
        `The resource type ${definition.name} names ${schema.id} as an extension, but it is the schema of a resource type itself.`,
      );
    }
    return { schema, required };
  });
}

function customType(definition: ResourceTypeDefinition, find: FindSchema): ResourceType {
  const { name, endpoint, description } = definition;
  const schema = find(definition.schema, `The resource type ${name}`);
  if (builtInSchemas.includes(schema)) {
    throw conflicting(
      `The schema ${schema.id} is built in and has its resource type. Save a schema of your own for ${name}.`,
    );
  }
  return { name, endpoint, description, schema, extensions: extensionsOf(definition, schema, find) };
}

/** Every name and endpoint leads to one type: they are looked up alike. */
function refuseTaken(types: readonly ResourceType[]): void {
  const taken = new Map<string, ResourceType>();
  for (const type of types) {
    for (const word of new Set([type.name.toLowerCase(), type.endpoint.slice(1).toLowerCase()])) {
      const holder = taken.get(word);
      if (holder !== undefined) {
        const what = type.name.toLowerCase() === word ? `name ${type.name}` : `endpoint ${type.endpoint}`;
        throw conflicting(
          `The ${what} is taken by the resource type ${holder.name} at ${holder.endpoint}. Names and endpoints compare without case; choose another.`,
        );
      }
      taken.set(word, type);
    }
  }
}

/** Throws DefinitionFault `conflict` for a missing schema, or a name or endpoint that is taken. */
export function combineDefinitions({ schemas, resourceTypes: definitions }: Definitions): ResourceTypeSet {
  if (definitions.length === 0) return builtInResourceTypes;
  const find = schemaFinder(schemas);
  const builtIn = resourceTypes.map((type): ResourceType => {
    const definition = definitions.find(({ name }) => name === type.name);
    return definition === undefined ? type : { ...type, extensions: extensionsOf(definition, type.schema, find) };
  });
  const custom = definitions
    .filter(({ name }) => builtInType(name) === undefined)
    .map((definition) => customType(definition, find));
  const types = [...builtIn, ...custom];
  refuseTaken(types);
  return createResourceTypeSet(types);
}
