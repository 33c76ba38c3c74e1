// Values no two resources of a tenant and type may share (RFC 7643 §2.2 uniqueness, RFC 7644 §3.3.1): of every attribute
// and sub-attribute, in the core schema and in extensions. `global` is kept within the tenant, which is all Rollcall sees.
import { foldCase } from '#shared/lang/fold-case.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '#shared/lang/json.ts';
import type { TenantProfile } from '#shared/tenant-profiles/index.ts';
import type { Attribute, ResourceType, Schema } from '../../protocol/schema/attribute.ts';
import { normalizeDateTime } from '../../protocol/schema/date-time.ts';
import type { UniqueValue } from '../ports/resource-store.ts';

interface UniquePath {
  /** As a client would name it. */
  readonly path: string;
  /** Member names from the top of the document; an array on the way stands for each of its values. */
  readonly steps: readonly string[];
  readonly attribute: Attribute;
}

const known = new WeakMap<ResourceType, readonly UniquePath[]>();

function pathsIn({ attributes }: Schema, prefix: string, steps: readonly string[]): UniquePath[] {
  return attributes.flatMap((attribute) => {
    const path = prefix + attribute.name;
    const own = [...steps, attribute.name];
    const subs = (attribute.subAttributes ?? []).map((sub): UniquePath => ({
      path: `${path}.${sub.name}`,
      steps: [...own, sub.name],
      attribute: sub,
    }));
    return [{ path, steps: own, attribute }, ...subs].filter(({ attribute: { uniqueness } }) => uniqueness !== 'none');
  });
}

function pathsOf(type: ResourceType): readonly UniquePath[] {
  const paths =
    known.get(type) ??
    [type.schema, ...type.extensions.map(({ schema }) => schema)].flatMap((schema) =>
      schema === type.schema ? pathsIn(schema, '', []) : pathsIn(schema, `${schema.id}:`, [schema.id]),
    );
  known.set(type, paths);
  return paths;
}

/** RFC 7643 lets two groups share a name; Entra matches groups by it and stops at two hits, so a profile may forbid it. */
function profilePaths({ membersAttribute, schema }: ResourceType, profile: TenantProfile): readonly UniquePath[] {
  if (membersAttribute === undefined || !profile.groupNamesUnique) return [];
  const attribute = schema.attributes.find(({ name }) => name === 'displayName');
  return attribute === undefined ? [] : [{ path: attribute.name, steps: [attribute.name], attribute }];
}

function valuesAt(value: JsonValue | undefined, steps: readonly string[]): readonly JsonValue[] {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).flatMap((element) => valuesAt(element, steps));
  const [step, ...rest] = steps;
  if (step === undefined) return value === undefined ? [] : [value];
  return isJsonObject(value) ? valuesAt(value[step], rest) : [];
}

function keyOf({ type, caseExact }: Attribute, text: string): string {
  if (type === 'dateTime') return normalizeDateTime(text) ?? text;
  return type === 'string' || type === 'reference' ? (caseExact ? text : foldCase(text)) : text;
}

/** What makes two types ask for the same: the unique paths with how their values compare. */
export const uniquePaths = (type: ResourceType): readonly string[] =>
  pathsOf(type).map(({ path, attribute: { type: valueType, caseExact } }) => `${path} ${valueType} ${caseExact}`);

/** The values of `doc` that the storage must find nowhere else. */
export const uniqueValues = (doc: JsonObject, type: ResourceType, profile: TenantProfile): readonly UniqueValue[] =>
  [...pathsOf(type), ...profilePaths(type, profile)].flatMap(({ path, steps, attribute }) =>
    valuesAt(doc, steps)
      .filter((value) => typeof value === 'string' || typeof value === 'number')
      .map((value) => ({ attribute: path, value: String(value), key: keyOf(attribute, String(value)) })),
  );
