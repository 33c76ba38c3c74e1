import { z } from 'zod';
import { method } from './method.ts';
import { userStatus } from './users.ts';

export const groupRow = z.object({
  id: z.string(),
  displayName: z.string(),
  externalId: z.string().nullable(),
  members: z.number().int(),
  lastChangedAt: z.string(),
});
export type GroupRow = z.infer<typeof groupRow>;

const groupQuery = z.object({
  tenantId: z.string().min(1),
  search: z.string().max(200).default(''),
  sort: z.enum(['displayName', 'members', 'lastChangedAt']).default('displayName'),
  descending: z.boolean().default(false),
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(200).default(100),
});
export type GroupQuery = z.infer<typeof groupQuery>;

/** A member. One that was never provisioned, or is gone, has only its id: `known` is false. */
const groupMemberRow = z.object({
  id: z.string(),
  known: z.boolean(),
  type: z.string().nullable(),
  displayName: z.string().nullable(),
  userName: z.string().nullable(),
  status: userStatus.nullable(),
});
export type GroupMemberRow = z.infer<typeof groupMemberRow>;

const memberQuery = z.object({
  tenantId: z.string().min(1),
  groupId: z.string().min(1),
  search: z.string().max(200).default(''),
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(200).default(100),
});
export type MemberQuery = z.infer<typeof memberQuery>;

const page = <Row extends z.ZodType>(row: Row) =>
  z.object({ total: z.number().int(), of: z.number().int(), rows: z.array(row) });

export const groupMethods = {
  'groups.list': method(groupQuery, page(groupRow), 'groups.view'),
  'groups.get': method(
    z.object({ tenantId: z.string().min(1), id: z.string() }),
    z.object({ row: groupRow, resource: z.record(z.string(), z.unknown()) }),
    'groups.view',
  ),
  'groups.members': method(memberQuery, page(groupMemberRow), 'groups.view'),
};
