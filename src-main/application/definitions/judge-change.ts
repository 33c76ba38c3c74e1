// Whether the stored resources allow a change of what a tenant serves. Nothing is converted or dropped: as long as one value
// stands against the change it is refused, with how many there are and an example.
import { isJsonObject } from '#shared/lang/json.ts';
import { sameJson } from '#shared/lang/same-json.ts';
import type { JsonValue } from '#shared/lang/json.ts';
import type { TenantProfile } from '#shared/tenant-profiles/index.ts';
import type { ResourceType, Schema } from '../../protocol/schema/attribute.ts';
import { conflicting } from '../../protocol/schema/definitions/definition-fault.ts';
import { misfitsOf, type SchemaUse } from '../../protocol/schema/definitions/misfits.ts';
import type { ResourceTypeSet } from '../../protocol/schema/resource-type-set.ts';
import type { HeldResources, UniqueClaims } from '../ports/schema-store.ts';
import { uniquePaths, uniqueValues } from '../scim/unique-values.ts';

const usesOf = ({ schema, extensions }: ResourceType): readonly SchemaUse[] => [
  { schema, as: 'core', required: true },
  ...extensions.map((extension): SchemaUse => ({ ...extension, as: 'extension' })),
];

const plain = (value: unknown): JsonValue => value as JsonValue;

const sameAttributes = (left: Schema, right: Schema): boolean =>
  left === right || (left.id === right.id && sameJson(plain(left.attributes), plain(right.attributes)));

/** The uses under which a stored value might not fit that fitted before. */
function newUses(before: ResourceType, after: ResourceType): readonly SchemaUse[] {
  const known = usesOf(before);
  return usesOf(after).filter(
    (use) =>
      !known.some(
        (old) => old.as === use.as && old.required === use.required && sameAttributes(old.schema, use.schema),
      ),
  );
}

const resources = (count: number, type: string): string => `${count} ${type} ${count === 1 ? 'resource' : 'resources'}`;

function refuseMisfits(type: ResourceType, use: SchemaUse, held: HeldResources): void {
  const found = new Map<string, { count: number; readonly example: string }>();
  const all = use.as === 'core' || use.required;
  for (const { id, doc } of held.each(type.name, all ? undefined : use.schema.id)) {
    for (const misfit of misfitsOf(doc, use)) {
      const known = found.get(misfit.rule);
      if (known !== undefined) known.count += 1;
      else found.set(misfit.rule, { count: 1, example: `${id}: ${misfit.found}` });
    }
  }
  const [first] = found;
  if (first === undefined) return;
  const [rule, { count, example }] = first;
  const more = found.size === 1 ? '' : ` ${found.size - 1} other rules are broken too.`;
  throw conflicting(
    `Nothing was saved, because ${resources(count, type.name)} would not fit: ${rule}. For example ${example}.${more} Change these resources or the schema.`,
  );
}

function refuseLostExtensions(before: ResourceType, after: ResourceType, held: HeldResources): void {
  for (const { schema } of before.extensions) {
    if (after.extensions.some((kept) => kept.schema.id === schema.id)) continue;
    const holders = [...held.each(before.name, schema.id)].filter(({ doc }) => isJsonObject(doc[schema.id]));
    const [example] = holders;
    if (example === undefined) continue;
    throw conflicting(
      `${resources(holders.length, before.name)} ${holders.length === 1 ? 'has' : 'have'} values of the extension ${schema.id}, for example ${example.id}. Remove the values first; nothing was changed.`,
    );
  }
}

/** The unique values of all resources of a type, once they were found to be unique. Throws DefinitionFault `conflict`. */
export function claimsOf(type: ResourceType, held: HeldResources, profile: TenantProfile): UniqueClaims {
  const holders = new Map<string, string>();
  let repeated = 0;
  let example: string | undefined;
  const values = [...held.each(type.name)].map(({ id, doc }) => {
    const unique = uniqueValues(doc, type, profile);
    for (const { attribute, value, key } of unique) {
      const name = `${attribute} ${key}`;
      const holder = holders.get(name);
      holders.set(name, id);
      if (holder === undefined || holder === id) continue;
      repeated += 1;
      example ??= `${attribute} ${JSON.stringify(value)} is held by ${holder} and by ${id}`;
    }
    return { id, unique };
  });
  if (example !== undefined) {
    throw conflicting(
      `Nothing was saved, because ${resources(repeated, type.name)} ${repeated === 1 ? 'repeats' : 'repeat'} a value that would have to be unique. For example ${example}.`,
    );
  }
  return { resourceType: type.name, values };
}

function judgeType(
  before: ResourceType,
  after: ResourceType,
  held: HeldResources,
  profile: TenantProfile,
): UniqueClaims[] {
  const count = held.count(after.name);
  if (count === 0 || before === after) return [];
  if (before.schema.id !== after.schema.id) {
    throw conflicting(
      `${resources(count, after.name)} ${count === 1 ? 'is' : 'are'} stored with the schema ${before.schema.id}. Delete them before the type gets another schema, or make another type.`,
    );
  }
  refuseLostExtensions(before, after, held);
  for (const use of newUses(before, after)) refuseMisfits(after, use, held);
  return sameJson(uniquePaths(before), uniquePaths(after)) ? [] : [claimsOf(after, held, profile)];
}

/** What must be unique from now on. Throws DefinitionFault `conflict`. */
export function judgeChange(
  before: ResourceTypeSet,
  after: ResourceTypeSet,
  held: HeldResources,
  profile: TenantProfile,
): readonly UniqueClaims[] {
  return before.types.flatMap((old) => {
    const type = after.types.find(({ name }) => name === old.name);
    if (type !== undefined) return judgeType(old, type, held, profile);
    const count = held.count(old.name);
    if (count === 0) return [];
    throw conflicting(
      `The tenant has ${resources(count, old.name)}. Delete them before their resource type; nothing was changed.`,
    );
  });
}
