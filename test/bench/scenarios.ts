// The scenarios with the targets that each is held against.
import type { Directory, LoadedGroup } from './directory.ts';
import type { Measurement, Operation } from './load.ts';
import * as operations from './operations.ts';
import type { Target } from './report.ts';

/** What an operation may draw from. */
export interface Material {
  readonly directory: Directory;
  /** Groups with many members, for one number of connections. */
  readonly large: readonly LoadedGroup[];
  readonly empty: readonly LoadedGroup[];
}

export interface Scenario {
  readonly key: string;
  readonly title: string;
  /** The bare server's operation it is compared with. */
  readonly beside?: 'get' | 'post';
  /** Least share of the bare server's requests per second. */
  readonly leastRatio?: number;
  /** Most CPU milliseconds per request. */
  readonly mostCpuMs?: number;
  /** Part of the extra users that one round may use up. */
  readonly shareOfMaterial?: boolean;
  readonly operation: (material: Material) => Operation;
}

export const scenarios: readonly Scenario[] = [
  {
    key: 'post',
    title: 'POST user',
    beside: 'post',
    leastRatio: 0.6,
    mostCpuMs: 0.2,
    operation: ({ directory }) => operations.post(directory),
  },
  {
    key: 'get',
    title: 'GET user by id',
    beside: 'get',
    leastRatio: 0.6,
    mostCpuMs: 0.08,
    operation: ({ directory }) => operations.get(directory),
  },
  {
    key: 'lookup',
    title: 'userName eq',
    beside: 'get',
    leastRatio: 0.5,
    mostCpuMs: 0.1,
    operation: ({ directory }) => operations.lookUpUserName(directory),
  },
  {
    key: 'lookup-externalId',
    title: 'externalId eq',
    beside: 'get',
    operation: ({ directory }) => operations.lookUpExternalId(directory),
  },
  {
    key: 'patch',
    title: 'PATCH one attribute',
    beside: 'post',
    leastRatio: 0.35,
    mostCpuMs: 0.3,
    operation: ({ directory }) => operations.patchOne(directory),
  },
  {
    key: 'list',
    title: 'list 100, first page',
    mostCpuMs: 3,
    operation: ({ directory }) => operations.listFirst(directory),
  },
  {
    key: 'list-deep',
    title: 'list 100, last page',
    mostCpuMs: 3,
    operation: ({ directory }) => operations.listDeep(directory),
  },
  {
    key: 'add-member',
    title: 'add a member to 10,000',
    mostCpuMs: 0.3,
    shareOfMaterial: true,
    operation: ({ large, directory }) => operations.addOneMember(large, directory),
  },
  {
    key: 'add-member-empty',
    title: 'add a member to an empty group',
    shareOfMaterial: true,
    operation: ({ empty, directory }) => operations.addOneMember(empty, directory),
  },
  {
    key: 'group-excluded',
    title: 'GET group of 10,000 without members',
    operation: ({ large }) => operations.getGroupWithoutMembers(large),
  },
  { key: 'group-full', title: 'GET group of 10,000', operation: ({ large }) => operations.getGroup(large) },
  {
    key: 'cycle',
    title: 'look up, then PATCH or POST',
    operation: ({ directory }) => operations.entraCycle(directory),
  },
];

export function targetsOf(
  { leastRatio, mostCpuMs }: Scenario,
  { serverCpuMs }: Measurement,
  ratio: number | null,
): readonly Target[] {
  const targets: Target[] = [];
  if (leastRatio !== undefined && ratio !== null) {
    targets.push({ text: `≥ ${leastRatio.toFixed(2)} ×`, met: ratio >= leastRatio });
  }
  if (mostCpuMs !== undefined) targets.push({ text: `≤ ${mostCpuMs} ms`, met: serverCpuMs <= mostCpuMs });
  return targets;
}
