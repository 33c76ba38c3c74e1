// The servers that are measured in turn, each with a directory of the same size and the same groups.
import { createGroups, loadDirectory, parsed, type Directory, type LoadedGroup } from './directory.ts';
import { deepCursor } from './list-operations.ts';
import { closeConnections, openConnection, type Connection, type Measurement } from './load.ts';
import { largeGroup, type Feature, type Material } from './scenarios.ts';
import { filledId } from './scimmy-store.ts';
import { startScimmy, type BenchServer } from './servers.ts';

const extraUsers = 2_500;
const counts = { large: 4, empty: 8, fresh: 400 };

export interface Contestant {
  readonly server: BenchServer;
  readonly features: ReadonlySet<Feature>;
  material: Material;
}

async function withConnection<Result>(
  { base, token }: BenchServer,
  action: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const connection = openConnection(base, token);
  try {
    return await action(connection);
  } finally {
    await closeConnections([connection]);
  }
}

const featuresOf = (server: BenchServer): Promise<ReadonlySet<Feature>> =>
  withConnection(server, async (connection) => {
    const config = parsed((await connection.send('GET', '/ServiceProviderConfig')).text);
    const says = (part: string, key: string): boolean =>
      (config?.[part] as Record<string, unknown> | undefined)?.[key] === true;
    const features = new Set<Feature>();
    if (says('bulk', 'supported')) features.add('bulk');
    if (says('pagination', 'cursor')) features.add('cursor');
    return features;
  });

const noGroups = { large: [], empty: [], fresh: [], cursor: '' };

/** People over HTTP, no groups yet: a user's resource lists its groups, which would make it larger than 1 kB. */
export async function loadOurs(server: BenchServer, users: number): Promise<Contestant & { loading: Measurement }> {
  const { directory, loading } = await loadDirectory(server, users, extraUsers);
  const features = await featuresOf(server);
  return { server, features, loading, material: { directory, ...noGroups } };
}

/** To be called before the scenario that reads at a cursor. */
export async function findCursor(ours: Contestant): Promise<void> {
  const cursor = await withConnection(ours.server, (connection) => deepCursor(connection, ours.material.directory));
  ours.material = { ...ours.material, cursor };
}

export async function createOurGroups(ours: Contestant): Promise<void> {
  const { directory } = ours.material;
  const size = Math.min(largeGroup, directory.ids.length);
  await withConnection(ours.server, async (connection) => {
    const large = await createGroups(connection, directory, { count: counts.large, size, label: 'large' });
    const empty = await createGroups(connection, directory, { count: counts.empty, size: 0, label: 'empty' });
    const fresh = await createGroups(connection, directory, { count: counts.fresh, size: 0, label: 'fresh' });
    ours.material = { ...ours.material, large, empty, fresh };
  });
}

/** SCIMMY's store is filled directly with the same people and groups: over HTTP it would take longer than measuring. */
export async function openScimmy(folder: string, users: number): Promise<Contestant & AsyncDisposable> {
  const tag = `s${Date.now().toString(36)}`;
  const size = Math.min(largeGroup, users);
  const sizes = [
    ...Array.from({ length: counts.large }, () => size),
    ...Array.from({ length: counts.empty + counts.fresh }, () => 0),
  ];
  const server = await startScimmy(folder, users + extraUsers, sizes, tag);
  const ids = Array.from({ length: users + extraUsers }, (_, index) => filledId('User', index));
  const directory: Directory = { tag, ids: ids.slice(0, users), extra: ids.slice(users), posted: 0 };
  const groups = sizes.map((members, index): LoadedGroup => {
    return { id: filledId('Group', index), size: members, added: 0, next: 0 };
  });
  const freshFrom = counts.large + counts.empty;
  const material: Material = {
    directory,
    large: groups.slice(0, counts.large),
    empty: groups.slice(counts.large, freshFrom),
    fresh: groups.slice(freshFrom),
    cursor: '',
  };
  const features = await featuresOf(server);
  return { server, features, material, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}
