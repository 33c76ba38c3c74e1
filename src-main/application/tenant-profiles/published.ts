// What /Schemas and /ResourceTypes say of a tenant: the attributes of its profile and no others, required as the profile
// says, with the types it lists as canonical values. What is stored and answered stays as the full schemas say.
import type { TenantProfile } from '#shared/tenant-profiles/index.ts';
import type { Attribute, ResourceType, Schema } from '../../protocol/schema/attribute.ts';
import { commonAttributes } from '../../protocol/schema/common-attributes.ts';
import { createResourceTypeSet, type ResourceTypeSet } from '../../protocol/schema/resource-type-set.ts';
import { eqTemplate } from '../../protocol/patch/eq-template.ts';
import { isOffered, type BoundRow } from './attribute-rows.ts';
import { rulesOf, type AttributeRules } from './attribute-rules.ts';
import { oncePerPair } from './once-per-pair.ts';

const labels: readonly string[] = ['type', 'primary'];

/** The types that the rows choose by; undefined when one of them takes values of any type. */
function typesIn(rows: readonly BoundRow[]): readonly string[] | undefined {
  const types = rows.map(({ filter }) => filter && eqTemplate(filter)?.['type']);
  return types.every((type) => typeof type === 'string') ? [...new Set(types)] : undefined;
}

function narrowSub(sub: Attribute, rows: readonly BoundRow[]): Attribute | undefined {
  const about = rows.filter(({ path }) => path.subAttribute === sub);
  if (about.length === 0 && !labels.includes(sub.name)) return undefined;
  const required = sub.required || about.some(({ row }) => row.required);
  const types = sub.name === 'type' ? typesIn(rows) : undefined;
  return { ...sub, required, ...(types === undefined ? {} : { canonicalValues: types }) };
}

function narrow(attribute: Attribute, { rowsFor }: AttributeRules): readonly Attribute[] {
  const rows = rowsFor(attribute);
  if (rows.length === 0) return [];
  const required = attribute.required || rows.some(({ row }) => row.required);
  const { subAttributes } = attribute;
  if (subAttributes === undefined || rows.some(({ path }) => path.subAttribute === undefined)) {
    return [{ ...attribute, required }];
  }
  const kept = subAttributes.flatMap((sub) => narrowSub(sub, rows) ?? []);
  return [{ ...attribute, required, subAttributes: kept }];
}

/** RFC 7643 §3.1 lets a schema list common attributes: `externalId`, where the profile has it. */
const narrowSchema = (schema: Schema, rules: AttributeRules, beside: readonly Attribute[] = []): Schema => ({
  ...schema,
  attributes: [...schema.attributes, ...beside].flatMap((attribute) => narrow(attribute, rules)),
});

function publishedType(type: ResourceType, profile: TenantProfile): ResourceType {
  const rules = rulesOf(profile, type);
  if (rules !== undefined) {
    return {
      ...type,
      schema: narrowSchema(type.schema, rules, commonAttributes),
      extensions: type.extensions
        .map((extension) =>
          rules.covers(extension.schema) ? { ...extension, schema: narrowSchema(extension.schema, rules) } : extension,
        )
        .filter(({ schema }) => schema.attributes.length > 0),
    };
  }
  const { schema, membershipsAttribute } = type;
  if (membershipsAttribute === undefined || profile.groups !== 'none') return type;
  const attributes = schema.attributes.filter(({ name }) => name !== membershipsAttribute);
  return { ...type, schema: { ...schema, attributes } };
}

/** Each id once: as it is where a type has the whole schema, else narrowed. */
function schemasOnce(schemas: readonly Schema[], whole: ReadonlySet<Schema>): readonly Schema[] {
  const byId = new Map<string, Schema>();
  for (const schema of schemas) if (!byId.has(schema.id) || whole.has(schema)) byId.set(schema.id, schema);
  return [...byId.values()];
}

/** What a tenant publishes of what it serves; the same object for a profile of everything. */
export const publishedTypes = oncePerPair((profile: TenantProfile, served: ResourceTypeSet): ResourceTypeSet => {
  const types = served.types.filter((type) => isOffered(profile, type)).map((type) => publishedType(type, profile));
  if (types.length === served.types.length && types.every((type) => served.types.includes(type))) return served;
  const published = createResourceTypeSet(types);
  return { ...published, schemas: schemasOnce(published.schemas, new Set(served.schemas)) };
});
