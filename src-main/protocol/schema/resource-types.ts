// The resource types Rollcall serves, RFC 7643 §6. A new one is a line here and its schema; no engine code names a type.
import type { ResourceType } from './attribute.ts';
import { coreGroup } from './core-group.ts';
import { coreUser } from './core-user.ts';
import { enterpriseUser } from './enterprise-user.ts';

/** Whoever is created without `active` is active. */
export const userResourceType: ResourceType = {
  name: 'User',
  endpoint: '/Users',
  description: 'User Account',
  schema: coreUser,
  extensions: [{ schema: enterpriseUser, required: false }],
  membershipsAttribute: 'groups',
  defaults: { active: true },
};

/** Its members are rows and no part of the document. */
export const groupResourceType: ResourceType = {
  name: 'Group',
  endpoint: '/Groups',
  description: 'Group',
  schema: coreGroup,
  extensions: [],
  membersAttribute: 'members',
};

export const resourceTypes: readonly ResourceType[] = [userResourceType, groupResourceType];
