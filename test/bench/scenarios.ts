// The scenarios with the targets that each is held against.
import type { Directory, LoadedGroup } from './directory.ts';
import * as groups from './group-operations.ts';
import * as lists from './list-operations.ts';
import type { Measurement, Operation } from './load.ts';
import * as people from './operations.ts';
import type { Target } from './report.ts';

export const largeGroup = 10_000;
export const manyMembers = 1_000;

/** What the operations on one server may draw from. */
export interface Material {
  readonly directory: Directory;
  /** Groups with many members. */
  readonly large: readonly LoadedGroup[];
  readonly empty: readonly LoadedGroup[];
  /** Groups without members, one for each request that adds many. */
  readonly fresh: readonly LoadedGroup[];
  /** The cursor of a page deep in the directory; empty where there are no cursors. */
  readonly cursor: string;
}

/** Parts of the protocol that a server may announce in its ServiceProviderConfig. */
export type Feature = 'bulk' | 'cursor';

export interface Scenario {
  readonly key: string;
  readonly title: string;
  readonly operation: (material: Material) => Operation;
  /** The bare server's operation it is compared with. */
  readonly beside?: 'get' | 'post';
  /** Least share of the bare server's requests per second. */
  readonly leastRatio?: number;
  /** Most CPU milliseconds per request. */
  readonly mostCpuMs?: number;
  /** Most milliseconds that half of the answers may take. */
  readonly mostMs?: number;
  /** How many times as much CPU as ours SCIMMY needs at least; `leastTimes` where it is not said. */
  readonly leastTimes?: number;
  /** Our own request that this one may cost only so many times of. */
  readonly similar?: { readonly what: string; readonly mostTimes: number; readonly operation: Scenario['operation'] };
  readonly needs?: Feature;
  /** Instead of what the options say. */
  readonly connections?: number;
  /** Draws from the groups. */
  readonly groups?: boolean;
  /** Operations that the material is enough for, where it is used up; each round gets its part of them. */
  readonly most?: (material: Material) => number;
}

/** Ours against SCIMMY, where a scenario does not ask for more. */
const leastTimes = 7;

const membersLeft =
  (of: 'large' | 'empty') =>
  (material: Material): number =>
    material.directory.extra.length * material[of].length;

export const scenarios: readonly Scenario[] = [
  {
    key: 'post',
    title: 'POST user',
    beside: 'post',
    leastRatio: 0.6,
    mostCpuMs: 0.2,
    operation: ({ directory }) => people.post(directory),
  },
  {
    key: 'get',
    title: 'GET user by id',
    beside: 'get',
    leastRatio: 0.6,
    mostCpuMs: 0.08,
    operation: ({ directory }) => people.get(directory),
  },
  {
    key: 'lookup',
    title: 'userName eq',
    beside: 'get',
    leastRatio: 0.5,
    mostCpuMs: 0.1,
    operation: ({ directory }) => people.lookUpUserName(directory),
  },
  {
    key: 'lookup-externalId',
    title: 'externalId eq',
    operation: ({ directory }) => people.lookUpExternalId(directory),
  },
  {
    key: 'patch',
    title: 'PATCH one attribute',
    beside: 'post',
    leastRatio: 0.35,
    mostCpuMs: 0.3,
    operation: ({ directory }) => people.patchOne(directory),
  },
  {
    key: 'patch-six',
    title: 'PATCH six attributes, flag dialect',
    operation: ({ directory }) => people.patchSixAttributes(directory),
  },
  {
    key: 'cycle',
    title: 'look up, then PATCH or POST',
    operation: ({ directory }) => people.entraCycle(directory),
  },
  {
    key: 'bulk',
    title: 'Bulk of 100 POSTs',
    needs: 'bulk',
    connections: 10,
    operation: ({ directory }) => people.bulk(directory),
  },
  {
    key: 'list',
    title: 'list of 100, first page',
    beside: 'get',
    mostCpuMs: 3,
    leastTimes: 13,
    operation: ({ directory }) => lists.listFirst(directory),
  },
  {
    key: 'list-deep',
    title: 'list of 100, at nine tenths',
    beside: 'get',
    mostCpuMs: 3,
    leastTimes: 13,
    operation: ({ directory }) => lists.listDeep(directory),
  },
  {
    key: 'list-cursor',
    title: 'list of 100, cursor at nine tenths',
    needs: 'cursor',
    similar: {
      what: 'the first page',
      mostTimes: 1.2,
      operation: ({ directory }) => lists.listAtCursor('', directory),
    },
    operation: ({ directory, cursor }) => lists.listAtCursor(cursor, directory),
  },
  {
    key: 'search',
    title: 'displayName co, a few hits',
    connections: 1,
    mostMs: 15,
    operation: ({ directory }) => lists.searchDisplayName(directory),
  },
  {
    key: 'search-email',
    title: 'emails.value co, a few hits',
    connections: 1,
    mostMs: 15,
    operation: ({ directory }) => lists.searchEmail(directory),
  },
  {
    key: 'group-excluded',
    title: 'GET large group without members',
    groups: true,
    operation: ({ large }) => groups.getGroupWithoutMembers(large),
  },
  {
    key: 'group-full',
    title: 'GET large group',
    connections: 10,
    groups: true,
    operation: ({ large }) => groups.getGroup(large),
  },
  {
    key: 'add-member',
    title: 'add a member to a large group',
    beside: 'post',
    mostCpuMs: 0.3,
    leastTimes: 1_000,
    groups: true,
    most: membersLeft('large'),
    operation: ({ large, directory }) => groups.addMembersTo(large, directory, 1),
  },
  {
    key: 'add-member-empty',
    title: 'add a member to an empty group',
    groups: true,
    most: membersLeft('empty'),
    operation: ({ empty, directory }) => groups.addMembersTo(empty, directory, 1),
  },
  {
    key: 'add-member-many',
    title: 'add 1,000 members to an empty group',
    connections: 10,
    groups: true,
    most: ({ fresh }) => fresh.length,
    operation: ({ fresh, directory }) => groups.addMembersTo(fresh, directory, manyMembers),
  },
];

/** CPU milliseconds of the bare server's requests on the machine where the CPU targets were set. */
const referenceCpuMs = { get: 0.031, post: 0.07 } as const;

/** What was measured in the same rounds. */
export interface Compared {
  readonly ours: Measurement;
  readonly limit: Measurement | null;
  readonly scimmy: Measurement | null;
  /** Our own request of `Scenario.similar`. */
  readonly similar: Measurement | null;
}

/** Our CPU per request as it would be there: the bare server ran in turn with ours, so it met the same slowness. */
export const atReference = ({ beside }: Scenario, { ours, limit }: Compared): number | null =>
  beside === undefined || limit === null ? null : (ours.serverCpuMs * referenceCpuMs[beside]) / limit.serverCpuMs;

export function targetsOf(scenario: Scenario, compared: Compared): readonly Target[] {
  const { leastRatio, mostCpuMs, mostMs, similar } = scenario;
  const { ours, limit, scimmy } = compared;
  const targets: Target[] = [];
  if (leastRatio !== undefined && limit !== null) {
    const met = ours.perSecond / limit.perSecond >= leastRatio;
    targets.push({ text: `≥ ${leastRatio.toFixed(2)} × limit`, met });
  }
  if (mostCpuMs !== undefined) {
    const scaled = atReference(scenario, compared);
    const metAtReference = scaled !== null && scaled <= mostCpuMs;
    targets.push({ text: `≤ ${mostCpuMs} ms CPU`, met: ours.serverCpuMs <= mostCpuMs, metAtReference });
  }
  if (mostMs !== undefined) targets.push({ text: `p50 < ${mostMs} ms`, met: ours.p50Ms < mostMs });
  if (similar !== undefined && compared.similar !== null) {
    const times = ours.serverCpuMs / compared.similar.serverCpuMs;
    const text = `${times.toFixed(2)} × ${similar.what}, ≤ ${similar.mostTimes.toFixed(2)} ×`;
    targets.push({ text, met: times <= similar.mostTimes });
  }
  if (scimmy !== null) {
    const least = scenario.leastTimes ?? leastTimes;
    targets.push({ text: `SCIMMY ≥ ${least} ×`, met: scimmy.serverCpuMs / ours.serverCpuMs >= least });
  }
  return targets;
}
