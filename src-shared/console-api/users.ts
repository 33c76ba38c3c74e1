import { z } from 'zod';
import { method } from './method.ts';
import { change, provisioningAction } from './provisioning-log.ts';

/** The newest change of a person, as one line: `title  Counsel → Team Lead`. `more` counts the other attributes. */
export const lastChange = z.object({
  action: provisioningAction,
  attribute: z.string().nullable(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  more: z.number().int(),
});
export type LastChange = z.infer<typeof lastChange>;

export const userStatus = z.enum(['active', 'disabled']);
export type UserStatus = z.infer<typeof userStatus>;

/** A row of the board; also what is pushed when a person changes. `displayName` falls back to name, then userName. */
export const userRow = z.object({
  id: z.string(),
  displayName: z.string(),
  userName: z.string(),
  status: userStatus,
  title: z.string().nullable(),
  department: z.string().nullable(),
  lastChange: lastChange.nullable(),
  lastChangedAt: z.string(),
});
export type UserRow = z.infer<typeof userRow>;

export const userSortKeys = ['displayName', 'userName', 'status', 'title', 'department', 'lastChangedAt'] as const;

export const userQuery = z.object({
  tenantId: z.string().min(1),
  /** Part of a display name or sign-in name, any case. */
  search: z.string().max(200).default(''),
  status: userStatus.nullable().default(null),
  department: z.string().max(200).nullable().default(null),
  sort: z.enum(userSortKeys).default('lastChangedAt'),
  descending: z.boolean().default(true),
  /** 0-based index of the first row. */
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(200).default(100),
});
export type UserQuery = z.infer<typeof userQuery>;

export const userFacets = z.object({ departments: z.array(z.object({ name: z.string(), count: z.number().int() })) });
export type UserFacets = z.infer<typeof userFacets>;

export const peopleCounts = z.object({
  users: z.number().int(),
  active: z.number().int(),
  disabled: z.number().int(),
  groups: z.number().int(),
});
export type PeopleCounts = z.infer<typeof peopleCounts>;

export const userDetail = z.object({
  row: userRow,
  groups: z.array(z.object({ id: z.string(), displayName: z.string() })),
  manager: z.object({ id: z.string(), displayName: z.string().nullable() }).nullable(),
  /** The resource exactly as a SCIM client reads it. */
  resource: z.record(z.string(), z.unknown()),
});
export type UserDetail = z.infer<typeof userDetail>;

const tenantId = z.string().min(1);

export const userMethods = {
  'users.list': method(userQuery, z.object({ total: z.number().int(), of: z.number().int(), rows: z.array(userRow) })),
  'users.facets': method(z.object({ tenantId }), userFacets),
  'users.get': method(z.object({ tenantId, id: z.string() }), userDetail),
  /** Newest first; memberships that came and went are in it. */
  'users.history': method(
    z.object({ tenantId, id: z.string(), limit: z.number().int().min(1).max(500).default(100) }),
    z.array(change),
  ),
};
