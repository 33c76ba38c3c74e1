// What a request costs must not grow with the directory: the same operation on a small and on a large one, in turn.
import { createGroups, loadDirectory, type Directory } from './directory.ts';
import { addMembersTo } from './group-operations.ts';
import { combined, openConnection, type Measurement, type Operation } from './load.ts';
import { lookUpExternalId, lookUpUserName } from './operations.ts';
import type { BenchOptions } from './options.ts';
import type { Row } from './report.ts';
import type { BenchServer } from './servers.ts';
import { load } from './throughput.ts';

const fewUsers = 1_000;
const extraUsers = 2_500;
const mostTimes = 1.3;
const connections = 10;
const mostOperations = 200_000;

export interface Sized {
  readonly server: BenchServer;
  readonly directory: Directory;
}

export const loadFew = async (server: BenchServer): Promise<Sized> => ({
  server,
  directory: (await loadDirectory(server, fewUsers, extraUsers)).directory,
});

/** To be called while nobody is in a group: a user's resource lists its groups. */
export async function measureLookups(few: Sized, many: Sized, options: BenchOptions): Promise<readonly Row[]> {
  const counts = `${many.directory.ids.length.toLocaleString('en-US')} vs ${fewUsers.toLocaleString('en-US')} users`;
  const rows: Row[] = [];
  for (const [attribute, operation] of [
    ['userName', lookUpUserName],
    ['externalId', lookUpExternalId],
  ] as const) {
    const sides = [
      { ...few, operation: operation(few.directory) },
      { ...many, operation: operation(many.directory) },
    ] as const;
    rows.push(await compare(`${attribute} eq, ${counts}`, sides, options, mostOperations));
  }
  return rows;
}

export async function measureMembers(few: Sized, many: Sized, options: BenchOptions): Promise<Row> {
  const size = Math.min(10_000, many.directory.ids.length);
  const sides = [
    { ...few, operation: await addingTo(few, 400, 10) },
    { ...many, operation: await addingTo(many, 4, size) },
  ] as const;
  const perRound = Math.floor((extraUsers * 4) / (options.rounds + 1)); // one to warm up
  return compare(`add a member to a group of ${size.toLocaleString('en-US')} vs of 10`, sides, options, perRound);
}

async function addingTo({ server, directory }: Sized, count: number, size: number): Promise<Operation> {
  const connection = openConnection(server.base, server.token);
  const groups = await createGroups(connection, directory, { count, size, label: 'flat' });
  await connection.close();
  return addMembersTo(groups, directory, 1);
}

type Side = Sized & { readonly operation: Operation };

async function compare(
  scenario: string,
  [few, many]: readonly [Side, Side],
  options: BenchOptions,
  most: number,
): Promise<Row> {
  const rounds = { few: [] as Measurement[], many: [] as Measurement[] };
  for (const { server, operation } of [few, many]) await load(server, connections, options.seconds, most, operation);
  for (let round = 0; round < options.rounds; round++) {
    rounds.few.push(await load(few.server, connections, options.seconds, most, few.operation));
    rounds.many.push(await load(many.server, connections, options.seconds, most, many.operation));
  }
  const ours = combined(rounds.many);
  const times = ours.serverCpuMs / combined(rounds.few).serverCpuMs;
  const text = `${times.toFixed(2)} × CPU, ≤ ${mostTimes.toFixed(2)} ×`;
  return {
    scenario,
    users: many.directory.ids.length,
    connections,
    ours,
    referenceCpuMs: null,
    limit: null,
    scimmy: null,
    targets: [{ text, met: times <= mostTimes }],
    note: '',
  };
}
