// The resource types and schemas one tenant serves: the built-in ones and those it has declared itself. Names and
// endpoints compare without case (RFC 7643 §2.1).
import type { ResourceType, Schema } from './attribute.ts';
import { resourceTypes } from './resource-types.ts';

export interface ResourceTypeSet {
  /** In the order `/ResourceTypes` lists them. */
  readonly types: readonly ResourceType[];
  /** Every schema of a type, each once. */
  readonly schemas: readonly Schema[];
  /** `/Users`, `users` or `User`, in any case. */
  find(endpointOrName: string): ResourceType | undefined;
  /** The type whose members other resources can be. */
  readonly groupType: ResourceType | undefined;
}

export function createResourceTypeSet(types: readonly ResourceType[]): ResourceTypeSet {
  const byName = new Map(
    types.flatMap((type) => [
      [type.endpoint.slice(1).toLowerCase(), type] as const,
      [type.name.toLowerCase(), type] as const,
    ]),
  );
  return {
    types,
    schemas: [
      ...new Set(
        types.flatMap(({ schema, extensions }) => [schema, ...extensions.map((extension) => extension.schema)]),
      ),
    ],
    find: (endpointOrName) => byName.get(endpointOrName.replace(/^\/+/, '').toLowerCase()),
    groupType: types.find(({ membersAttribute }) => membersAttribute !== undefined),
  };
}

/** What a tenant serves that has declared nothing. */
export const builtInResourceTypes = createResourceTypeSet(resourceTypes);
