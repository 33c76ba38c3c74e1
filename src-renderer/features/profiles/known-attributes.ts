// The attributes that a profile can choose from, written as Entra writes a target attribute: `name.givenName`,
// `emails[type eq "work"].value`, `urn:…:User:department`. Made from the schemas; what only profiles name comes after.
import { foldCase } from '#shared/lang/fold-case.ts';
import type { SchemaAttribute, ServedSchema } from '#shared/console-api/schemas.ts';
import { builtInProfiles, type AttributeValueType, type ProfileAttribute } from '#shared/tenant-profiles/index.ts';

type Known = Pick<ProfileAttribute, 'path' | 'type'>;

const typeOf = ({ type }: Pick<SchemaAttribute, 'type'>): AttributeValueType =>
  type === 'boolean' ? 'Boolean' : type === 'reference' ? 'Reference' : 'String';

/** Says which value of a list is meant, or something about it; never a value of its own. */
const about: ReadonlySet<string> = new Set(['type', 'primary', 'display', '$ref']);

function pathsOf(attribute: SchemaAttribute, prefix: string): readonly Known[] {
  const path = prefix + attribute.name;
  const subs = attribute.subAttributes;
  if (subs === undefined) return [{ path, type: typeOf(attribute) }];
  if (subs.some(({ name }) => name === '$ref')) return [{ path, type: 'Reference' }];
  const values = subs.filter(({ name }) => !about.has(name));
  const inside = (of: string): readonly Known[] =>
    values.map((sub) => ({ path: `${of}.${sub.name}`, type: typeOf(sub) }));
  if (!attribute.multiValued) return inside(path);
  const kinds = subs.find(({ name }) => name === 'type')?.canonicalValues ?? [];
  return kinds.length === 0
    ? [{ path, type: 'String' }]
    : kinds.flatMap((kind) => inside(`${path}[type eq "${kind}"]`));
}

/** All that the schemas of a resource type let a client write, and all that a profile of Rollcall's own has. */
export function knownAttributes(schemas: readonly ServedSchema[], resourceType: 'User' | 'Group'): readonly Known[] {
  const fromSchemas = schemas.flatMap(({ usedBy, schema }) => {
    const use = usedBy.find((one) => one.resourceType === resourceType);
    if (use === undefined) return [];
    const prefix = use.as === 'core' ? '' : `${schema.id}:`;
    return schema.attributes
      .filter(({ mutability }) => mutability !== 'readOnly')
      .flatMap((attribute) => pathsOf(attribute, prefix));
  });
  const fromProfiles = builtInProfiles.flatMap(({ users, groups }) => {
    const attributes = resourceType === 'User' ? users : groups;
    return typeof attributes === 'string' ? [] : attributes;
  });
  return withoutRepeats([...fromSchemas, ...fromProfiles.map(({ path, type }) => ({ path, type }))]);
}

/** The first of those whose paths differ only in case. */
export function withoutRepeats<Attribute extends Known>(attributes: readonly Attribute[]): readonly Attribute[] {
  const byPath = new Map<string, Attribute>();
  for (const attribute of attributes) {
    const path = foldCase(attribute.path);
    if (!byPath.has(path)) byPath.set(path, attribute);
  }
  return [...byPath.values()];
}
