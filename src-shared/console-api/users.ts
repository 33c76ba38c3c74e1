import { z } from 'zod';
import { audited, method } from './method.ts';
import { change, provisioningAction } from './provisioning-log.ts';
import { userSortKeys } from './user-sort-keys.ts';

export { userSortKeys } from './user-sort-keys.ts';

/** The newest change of a person, as one line: `title  Counsel → Team Lead`. `more` counts the other attributes. */
const lastChange = z.object({
  action: provisioningAction,
  attribute: z.string().nullable(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  more: z.number().int(),
});
export type LastChange = z.infer<typeof lastChange>;

export const userStatus = z.enum(['active', 'disabled']);
export type UserStatus = z.infer<typeof userStatus>;

const userOrigin = z.enum(['local', 'provisioned']);
export type UserOrigin = z.infer<typeof userOrigin>;

/** A row of the board; also what is pushed when a person changes. `displayName` falls back to name, then userName. */
export const userRow = z.object({
  id: z.string(),
  displayName: z.string(),
  userName: z.string(),
  status: userStatus,
  title: z.string().nullable(),
  department: z.string().nullable(),
  /** Null while the tenant has no roles. */
  roleId: z.string().nullable(),
  /** `local`: made here and not yet matched by an identity provider. */
  origin: userOrigin,
  lastChange: lastChange.nullable(),
  lastChangedAt: z.string(),
});
export type UserRow = z.infer<typeof userRow>;

const userQuery = z.object({
  tenantId: z.string().min(1),
  /** Part of a display name or sign-in name, any case. */
  search: z.string().max(200).default(''),
  status: userStatus.nullable().default(null),
  department: z.string().max(200).nullable().default(null),
  roleId: z.string().nullable().default(null),
  sort: z.enum(userSortKeys).default('lastChangedAt'),
  descending: z.boolean().default(true),
  /** 0-based index of the first row. */
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(200).default(100),
});
export type UserQuery = z.infer<typeof userQuery>;

const userFacets = z.object({ departments: z.array(z.object({ name: z.string(), count: z.number().int() })) });
export type UserFacets = z.infer<typeof userFacets>;

export const peopleCounts = z.object({
  users: z.number().int(),
  active: z.number().int(),
  disabled: z.number().int(),
  groups: z.number().int(),
});
export type PeopleCounts = z.infer<typeof peopleCounts>;

const userDetail = z.object({
  row: userRow,
  groups: z.array(z.object({ id: z.string(), displayName: z.string() })),
  /** What the admin wrote about the person; provisioning never sees it. */
  notes: z.string(),
  /** Whether the role was set by hand; provisioning then leaves it. */
  roleSetByHand: z.boolean(),
  /** Attributes outside the tenant's profile that the resource has: stored, but the product would not know them. */
  outsideProfile: z.array(z.string()),
  manager: z.object({ id: z.string(), displayName: z.string().nullable() }).nullable(),
  /** The resource exactly as a SCIM client reads it. */
  resource: z.record(z.string(), z.unknown()),
});
export type UserDetail = z.infer<typeof userDetail>;

const tenantId = z.string().min(1);
const name = z.string().trim().min(1).max(200);
const text = z.string().trim().max(200);

/** What Edit user sets; null takes a value away. */
const localFields = {
  displayName: text.nullable().optional(),
  givenName: text.nullable().optional(),
  familyName: text.nullable().optional(),
  title: text.nullable().optional(),
  department: text.nullable().optional(),
  email: text.nullable().optional(),
  workPhone: text.nullable().optional(),
  mobilePhone: text.nullable().optional(),
  externalId: text.nullable().optional(),
  active: z.boolean().optional(),
  roleId: z.string().optional(),
  notes: z.string().max(4_000).optional(),
};

export const userMethods = {
  'users.list': method(
    userQuery,
    z.object({ total: z.number().int(), of: z.number().int(), rows: z.array(userRow) }),
    'people.view',
  ),
  'users.facets': method(z.object({ tenantId }), userFacets, 'people.view'),
  'users.get': method(z.object({ tenantId, id: z.string() }), userDetail, 'people.view'),
  /** A person made by hand. `conflict` when the userName is taken. */
  'users.create': audited(
    z.object({ tenantId, ...localFields, userName: name }),
    userDetail,
    'people.edit',
    ({ roleId }) => (roleId === undefined ? undefined : 'people.setRole'),
  ),
  /**
   * What is left out stays as it is. Role and notes are the admin's alone; the attributes are the provider's as soon as the
   * person is provisioned, and the next cycle may set them back.
   */
  'users.set': audited(
    z.object({ tenantId, id: z.string(), ...localFields, userName: name.optional() }),
    userDetail,
    'people.edit',
    ({ roleId }) => (roleId === undefined ? undefined : 'people.setRole'),
  ),
  'users.remove': audited(z.object({ tenantId, id: z.string() }), z.object({ id: z.string() }), 'people.delete'),
  /** Newest first; memberships that came and went are in it. */
  'users.history': method(
    z.object({ tenantId, id: z.string(), limit: z.number().int().min(1).max(500).default(100) }),
    z.array(change),
    'people.view',
  ),
};
