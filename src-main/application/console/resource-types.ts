import type { resourceTypeMethods, ServedResourceType } from '#shared/console-api/resource-types.ts';
import type { JsonObject } from '#shared/lang/json.ts';
import type { ResourceType } from '../../protocol/schema/attribute.ts';
import { conflicting } from '../../protocol/schema/definitions/definition-fault.ts';
import {
  builtInType,
  parseResourceType,
  type ResourceTypeDefinition,
} from '../../protocol/schema/definitions/parse-resource-type.ts';
import { changeDefinitions } from '../definitions/definitions.ts';
import { notFound } from './console-failure.ts';
import type { ConsoleContext, MethodsOf } from './context.ts';
import { createDeclarations } from './declarations.ts';
import { requireTenant } from './tenants.ts';

const sameName = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase();

const unknownType = (name: string): Error =>
  notFound(`This tenant has no resource type "${name}". resourceTypes.list gives the types there are.`);

/** The definitions with the saved one in its place, or behind all others. */
function withType(
  definitions: readonly ResourceTypeDefinition[],
  saved: ResourceTypeDefinition,
): readonly ResourceTypeDefinition[] {
  const known = definitions.find(({ name }) => sameName(name, saved.name));
  if (known !== undefined && known.name !== saved.name) {
    throw conflicting(
      `The tenant has the resource type ${known.name}, and names compare without case. Spell it the same to replace it, or choose another name.`,
    );
  }
  return known === undefined ? [...definitions, saved] : definitions.map((type) => (type === known ? saved : type));
}

export function createResourceTypeMethods(context: ConsoleContext): MethodsOf<typeof resourceTypeMethods> {
  const { ports, served } = context;
  const { declaringOf, changed } = createDeclarations(context);

  const servedAs = async (type: ResourceType, tenantId: string): Promise<ServedResourceType> => ({
    origin: builtInType(type.name) === undefined ? 'custom' : 'built-in',
    name: type.name,
    endpoint: type.endpoint,
    description: type.description,
    schema: type.schema.id,
    schemaExtensions: type.extensions.map(({ schema, required }) => ({
      schema: schema.id,
      required,
      origin:
        builtInType(type.name)?.extensions.some((own) => own.schema.id === schema.id) === true ? 'built-in' : 'custom',
    })),
    resources: await ports.schemas.count(tenantId, type.name),
  });

  return {
    'resourceTypes.list': async ({ tenantId }) => {
      await requireTenant(ports.tenants, tenantId);
      const { types } = await served.typesOf(tenantId);
      return Promise.all(types.map((type) => servedAs(type, tenantId)));
    },

    'resourceTypes.save': async ({ tenantId, resourceType: document }, call) => {
      const declaring = await declaringOf(tenantId);
      const saved = parseResourceType(document as JsonObject);
      call.tell({ target: `resource type ${saved.name}`, after: { ...saved } });
      await changeDefinitions(ports.schemas, declaring, (current) => ({
        ...current,
        resourceTypes: withType(current.resourceTypes, saved),
      }));
      changed(tenantId);
      const type = (await served.typesOf(tenantId)).find(saved.name);
      if (type === undefined) throw unknownType(saved.name);
      return servedAs(type, tenantId);
    },

    'resourceTypes.remove': async ({ tenantId, name }, call) => {
      call.tell({ target: `resource type ${name}` });
      const declaring = await declaringOf(tenantId);
      const builtIn = builtInType(name);
      if (builtIn !== undefined) {
        throw conflicting(
          `${builtIn.name} is built in and cannot be removed. Save it with "schemaExtensions": [] to take its extensions away.`,
        );
      }
      await changeDefinitions(ports.schemas, declaring, (current) => {
        const resourceTypes = current.resourceTypes.filter((type) => !sameName(type.name, name));
        if (resourceTypes.length === current.resourceTypes.length) throw unknownType(name);
        return { ...current, resourceTypes };
      });
      changed(tenantId);
      return { name };
    },
  };
}
