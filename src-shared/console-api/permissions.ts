// Apart from the methods: the console draws the matrix from it and needs no validation for that.

/** Every permission there is, by the page it belongs to, in the order of the matrix. */
export const permissionSections = [
  { page: 'board', permissions: ['people.view', 'people.edit', 'people.setRole', 'people.delete'] },
  { page: 'groups', permissions: ['groups.view'] },
  { page: 'roles', permissions: ['roles.view', 'roles.edit'] },
  { page: 'provisioningLog', permissions: ['provisioningLog.view', 'provisioningLog.export'] },
  { page: 'connect', permissions: ['connect.view', 'tunnel.edit'] },
  { page: 'credentials', permissions: ['credentials.view', 'credentials.edit', 'credentials.reveal'] },
  { page: 'audit', permissions: ['audit.view', 'audit.export'] },
  { page: 'settings', permissions: ['settings.view', 'settings.edit', 'tenants.edit'] },
] as const;
export type Permission = (typeof permissionSections)[number]['permissions'][number];
export const permissions: readonly Permission[] = permissionSections.flatMap((section) => [...section.permissions]);
