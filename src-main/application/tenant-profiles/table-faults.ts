// What is wrong with the attribute tables of a profile: a path that is none, that no schema has, or that is there twice.
// A profile is for every tenant, so a path may be of a schema that only one of them has declared.
import type { ProfileAttribute, TenantProfile } from '#shared/tenant-profiles/index.ts';
import { ScimError } from '../../protocol/message/scim-error.ts';
import { shown } from '../../protocol/message/shown.ts';
import { isKept, type ResourceType } from '../../protocol/schema/attribute.ts';
import { builtInResourceTypes, type ResourceTypeSet } from '../../protocol/schema/resource-type-set.ts';
import { userResourceType } from '../../protocol/schema/resource-types.ts';
import { bindRow, type BoundRow } from './attribute-rows.ts';

type Place = 'users' | 'groups';

/** The row as the first type that has its attribute understands it, or what is wrong with its path. */
function bind(row: ProfileAttribute, types: readonly ResourceType[]): BoundRow | string | undefined {
  let fault: string | undefined;
  for (const type of types) {
    try {
      const bound = bindRow(row, type);
      if (bound !== undefined) return bound;
    } catch (error) {
      if (!(error instanceof ScimError)) throw error;
      fault ??= error.message;
    }
  }
  return fault;
}

/** Two rows with the same text are about the same values, however they are spelled. */
const identityOf = ({ row, path: { container, attribute, subAttribute } }: BoundRow): string => {
  const selector = /\[(.*)\]/.exec(row.path)?.[1] ?? '';
  return [container, attribute.name, subAttribute?.name, selector].join(' ').toLowerCase().replaceAll(/\s+/g, ' ');
};

function typeFault({ row, path: { attribute, subAttribute } }: BoundRow): string | undefined {
  const isBoolean = (subAttribute ?? attribute).type === 'boolean';
  if (isBoolean === (row.type === 'Boolean')) return undefined;
  return isBoolean ? `is "${row.type}", but a Boolean in its schema` : 'is "Boolean", but no Boolean in its schema';
}

function rowFault(bound: BoundRow): string | undefined {
  const { row, path } = bound;
  const leaf = path.subAttribute ?? path.attribute;
  const isReadOnly = path.attribute.mutability === 'readOnly' || leaf.mutability === 'readOnly';
  if (isReadOnly) return `"${row.path}" is read-only: no identity provider can send it. Take it out`;
  if (row.required && !(isKept(path.attribute) && isKept(leaf))) {
    return `"${row.path}" is never kept, so it cannot be required. Untick it`;
  }
  const fault = typeFault(bound);
  return fault === undefined ? undefined : `the type of "${row.path}" ${fault}`;
}

const unknownPath = (path: string, place: Place, others: readonly ResourceType[]): string => {
  const elsewhere = place === 'users' ? 'groups' : 'users';
  const row: ProfileAttribute = { path, type: 'String', filterable: false, required: false };
  const isElsewhere = typeof bind(row, others) === 'object';
  return isElsewhere
    ? `"${path}" is an attribute of ${elsewhere}. Move it there`
    : `no schema of ${place} has "${shown(path, 120)}". Declare a schema that has it first, or correct the path`;
};

function faultsIn(
  rows: readonly ProfileAttribute[],
  place: Place,
  types: readonly ResourceType[],
  others: readonly ResourceType[],
): readonly string[] {
  const seen = new Map<string, number>();
  return rows.flatMap((row, index) => {
    const say = (fault: string): string[] => [`${place}[${index}]: ${fault}`];
    const bound = bind(row, types);
    if (bound === undefined) return say(unknownPath(row.path, place, others));
    if (typeof bound === 'string') return say(bound);
    const identity = identityOf(bound);
    const first = seen.get(identity);
    if (first !== undefined) {
      return say(
        `"${row.path}" is there already, as ${place}[${first}] "${rows[first]?.path ?? ''}". Keep one of them`,
      );
    }
    seen.set(identity, index);
    const fault = rowFault(bound);
    return fault === undefined ? [] : say(fault);
  });
}

/** One sentence for each, with its place. */
export function tableFaults({ users, groups }: TenantProfile, known: readonly ResourceTypeSet[]): readonly string[] {
  const sets = [builtInResourceTypes, ...known];
  const userTypes = sets.flatMap((set) => set.find(userResourceType.name) ?? []);
  const groupTypes = sets.flatMap((set) => set.groupType ?? []);
  return [
    ...(users === 'all' ? [] : faultsIn(users, 'users', userTypes, groupTypes)),
    ...(groups === 'all' || groups === 'none' ? [] : faultsIn(groups, 'groups', groupTypes, userTypes)),
  ];
}
