import type { RoleName } from '#renderer/console-client/tenant-roles.ts';

/** A role by its name; the one that may do everything is told by its colour as well. */
export const RoleLabel = ({ role }: { readonly role: RoleName }) => (
  <span className={role.isLocked ? 'role-locked' : undefined}>{role.name}</span>
);
