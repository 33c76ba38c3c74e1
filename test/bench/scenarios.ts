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
  readonly beside: 'get' | 'post';
  /** Least share of the bare server's requests per second. */
  readonly leastRatio?: number;
  /** Most CPU milliseconds per request. */
  readonly mostCpuMs?: number;
  /** Draws from the groups. */
  readonly groups?: boolean;
  /** Uses members up: each round gets its part of them. */
  readonly usesUp?: boolean;
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
    beside: 'get',
    mostCpuMs: 3,
    operation: ({ directory }) => operations.listFirst(directory),
  },
  {
    key: 'list-deep',
    title: 'list 100, last page',
    beside: 'get',
    mostCpuMs: 3,
    operation: ({ directory }) => operations.listDeep(directory),
  },
  {
    key: 'add-member',
    title: 'add a member to 10,000',
    beside: 'post',
    mostCpuMs: 0.3,
    groups: true,
    usesUp: true,
    operation: ({ large, directory }) => operations.addOneMember(large, directory),
  },
  {
    key: 'add-member-empty',
    title: 'add a member to an empty group',
    beside: 'post',
    groups: true,
    usesUp: true,
    operation: ({ empty, directory }) => operations.addOneMember(empty, directory),
  },
  {
    key: 'group-excluded',
    title: 'GET group of 10,000 without members',
    groups: true,
    beside: 'get',
    operation: ({ large }) => operations.getGroupWithoutMembers(large),
  },
  {
    key: 'group-full',
    title: 'GET group of 10,000',
    groups: true,
    beside: 'get',
    operation: ({ large }) => operations.getGroup(large),
  },
  {
    key: 'cycle',
    title: 'look up, then PATCH or POST',
    beside: 'post',
    operation: ({ directory }) => operations.entraCycle(directory),
  },
];

/** CPU milliseconds of the bare server's requests on the machine where the CPU targets were set. */
const referenceCpuMs = { get: 0.031, post: 0.07 } as const;

/** Our CPU per request as it would be there: the bare server ran in turn with ours, so it met the same slowness. */
export const atReference = ({ beside }: Scenario, ours: Measurement, bare: Measurement): number =>
  (ours.serverCpuMs * referenceCpuMs[beside]) / bare.serverCpuMs;

export function targetsOf(scenario: Scenario, ours: Measurement, bare: Measurement): readonly Target[] {
  const { leastRatio, mostCpuMs } = scenario;
  const targets: Target[] = [];
  if (leastRatio !== undefined) {
    targets.push({ text: `≥ ${leastRatio.toFixed(2)} ×`, met: ours.perSecond / bare.perSecond >= leastRatio });
  }
  if (mostCpuMs !== undefined) {
    targets.push({
      text: `≤ ${mostCpuMs} ms`,
      met: ours.serverCpuMs <= mostCpuMs,
      metAtReference: atReference(scenario, ours, bare) <= mostCpuMs,
    });
  }
  return targets;
}
