import { permissions, type Role } from '../console-api/roles.ts';

/** A role every tenant starts with. */
export type FirstRole = Omit<Role, 'id' | 'people'>;

/** In the order they are made; exactly one is the default. */
export const firstRoles: readonly FirstRole[] = [
  {
    name: 'Admin',
    description: 'May do everything, and always will.',
    permissions: [...permissions],
    isDefault: false,
    isLocked: true,
  },
  {
    name: 'Member',
    description: 'Sees who is here.',
    permissions: ['people.view', 'groups.view'],
    isDefault: true,
    isLocked: false,
  },
  {
    name: 'Office manager',
    description: 'Keeps people and their roles up to date, and sees what was provisioned.',
    permissions: [
      'people.view',
      'people.edit',
      'people.setRole',
      'groups.view',
      'roles.view',
      'provisioningLog.view',
      'connect.view',
    ],
    isDefault: false,
    isLocked: false,
  },
];
