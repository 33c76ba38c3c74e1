import type { SchemaAttribute, SchemaDefinition, schemaMethods, ServedSchema } from '#shared/console-api/schemas.ts';
import type { JsonObject } from '#shared/lang/json.ts';
import type { Attribute, Schema } from '../../protocol/schema/attribute.ts';
import { builtInSchemas } from '../../protocol/schema/definitions/combine-definitions.ts';
import { conflicting } from '../../protocol/schema/definitions/definition-fault.ts';
import { parseSchema } from '../../protocol/schema/definitions/parse-schema.ts';
import type { ResourceTypeSet } from '../../protocol/schema/resource-type-set.ts';
import { changeDefinitions, parseDefinitions } from '../definitions/definitions.ts';
import { notFound } from './console-failure.ts';
import type { ConsoleContext, MethodsOf } from './context.ts';
import { createDeclarations } from './declarations.ts';
import { requireTenant } from './tenants.ts';

const sameId = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase();

const attributeOf = ({ canonicalValues, referenceTypes, subAttributes, ...simple }: Attribute): SchemaAttribute => ({
  ...simple,
  ...(canonicalValues === undefined ? {} : { canonicalValues: [...canonicalValues] }),
  ...(referenceTypes === undefined ? {} : { referenceTypes: [...referenceTypes] }),
  ...(subAttributes === undefined ? {} : { subAttributes: subAttributes.map(attributeOf) }),
});

const definitionOf = ({ id, name, description, attributes }: Schema): SchemaDefinition => ({
  id,
  name,
  description,
  attributes: attributes.map(attributeOf),
});

/** Which resource types have the schema, as their own or as an extension. */
const usesOf = (id: string, { types }: ResourceTypeSet): ServedSchema['usedBy'] =>
  types.flatMap(({ name, schema, extensions }) => [
    ...(sameId(schema.id, id) ? [{ resourceType: name, as: 'core' as const, required: true }] : []),
    ...extensions
      .filter((extension) => sameId(extension.schema.id, id))
      .map(({ required }) => ({ resourceType: name, as: 'extension' as const, required })),
  ]);

const servedAs = (schema: Schema, origin: ServedSchema['origin'], types: ResourceTypeSet): ServedSchema => ({
  origin,
  usedBy: usesOf(schema.id, types),
  schema: definitionOf(schema),
});

/** The schemas with the saved one in its place, or behind all others. */
function withSchema(schemas: readonly Schema[], saved: Schema): readonly Schema[] {
  const known = schemas.find(({ id }) => sameId(id, saved.id));
  if (known !== undefined && known.id !== saved.id) {
    throw conflicting(
      `The tenant has the schema ${known.id}, and ids compare without case. Spell it the same to replace it, or choose another id.`,
    );
  }
  return known === undefined ? [...schemas, saved] : schemas.map((schema) => (schema === known ? saved : schema));
}

export function createSchemaMethods(context: ConsoleContext): MethodsOf<typeof schemaMethods> {
  const { ports, served } = context;
  const { declaringOf, changed } = createDeclarations(context);

  return {
    'schemas.list': async ({ tenantId }) => {
      await requireTenant(ports.tenants, tenantId);
      const types = await served.typesOf(tenantId);
      const { schemas } = parseDefinitions(await ports.schemas.load(tenantId));
      return [
        ...builtInSchemas.map((schema) => servedAs(schema, 'built-in', types)),
        ...schemas.map((schema) => servedAs(schema, 'custom', types)),
      ];
    },

    'schemas.save': async ({ tenantId, schema: document }, call) => {
      const declaring = await declaringOf(tenantId);
      const saved = parseSchema(document as JsonObject);
      call.tell({ target: `schema ${saved.id}`, after: { attributes: saved.attributes.map(({ name }) => name) } });
      await changeDefinitions(ports.schemas, declaring, (current) => ({
        ...current,
        schemas: withSchema(current.schemas, saved),
      }));
      changed(tenantId);
      return servedAs(saved, 'custom', await served.typesOf(tenantId));
    },

    'schemas.remove': async ({ tenantId, id }, call) => {
      call.tell({ target: `schema ${id}` });
      const declaring = await declaringOf(tenantId);
      if (builtInSchemas.some((schema) => sameId(schema.id, id))) {
        throw conflicting(`The schema ${id} is built in and cannot be removed.`);
      }
      const uses = usesOf(id, await served.typesOf(tenantId));
      const users = [...new Set(uses.map(({ resourceType }) => resourceType))];
      if (users.length > 0) {
        throw conflicting(
          `The schema ${id} is used by ${users.join(' and ')}. Take it from the resource ${users.length === 1 ? 'type' : 'types'} first.`,
        );
      }
      await changeDefinitions(ports.schemas, declaring, (current) => {
        const schemas = current.schemas.filter((schema) => !sameId(schema.id, id));
        if (schemas.length === current.schemas.length) {
          throw notFound(`This tenant has no schema "${id}". schemas.list gives the schemas there are.`);
        }
        return { ...current, schemas };
      });
      changed(tenantId);
      return { id };
    },
  };
}
