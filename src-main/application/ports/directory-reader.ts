// The console's view of the directory: rows shaped for the board and the group list, searched, sorted and paged in the
// storage. Never changes anything.
import type { GroupMemberRow, GroupQuery, GroupRow, MemberQuery } from '#shared/console-api/groups.ts';
import type { Role } from '#shared/console-api/roles.ts';
import type { PeopleCounts, UserDetail, UserFacets, UserQuery, UserRow } from '#shared/console-api/users.ts';

/** One stretch of a list, and how long the list is. */
export interface Page<Row> {
  /** Rows that match the query; `of` is how many there are without search and filter. */
  readonly total: number;
  readonly of: number;
  readonly rows: readonly Row[];
}

/** What the admin says about a person beside the resource; no client ever reads it. */
export type UserRemarks = Pick<UserDetail, 'notes' | 'roleSetByHand'>;

/** A person as whoever signs in is compared with them. */
export interface PersonOfDirectory {
  readonly id: string;
  readonly active: boolean;
  readonly origin: UserRow['origin'];
  readonly role: Pick<Role, 'name' | 'permissions' | 'isLocked'> | null;
}

/** Pages and counts of what is stored now. */
export interface DirectoryReader {
  users(query: UserQuery): Promise<Page<UserRow>>;
  /** The rows of these ids that exist, in no particular order. */
  usersById(tenantId: string, ids: readonly string[]): Promise<readonly UserRow[]>;
  /** Undefined when there is no such person. */
  userRemarks(tenantId: string, id: string): Promise<UserRemarks | undefined>;
  /** The people whose externalId is one of these, exactly. */
  peopleByExternalId(tenantId: string, externalIds: readonly string[]): Promise<readonly PersonOfDirectory[]>;
  userFacets(tenantId: string): Promise<UserFacets>;
  counts(tenantId: string): Promise<PeopleCounts>;
  groups(query: GroupQuery): Promise<Page<GroupRow>>;
  groupsById(tenantId: string, ids: readonly string[]): Promise<readonly GroupRow[]>;
  members(query: MemberQuery): Promise<Page<GroupMemberRow>>;
  /** Those of the ids that no resource of the tenant has, of whatever type. */
  unknown(tenantId: string, ids: readonly string[]): Promise<readonly string[]>;
}
