// Nobody gives themself or others more than they have: not through a role they edit, not through one they hand out, and
// not by becoming, in the identity provider's eyes, somebody who has more.
import type { Permission, Role } from '#shared/console-api/roles.ts';
import type { Caller } from '#shared/console-api/session.ts';
import { ConsoleFailure } from './console-failure.ts';
import { has } from './permit.ts';

type Powers = Pick<Role, 'name' | 'permissions' | 'isLocked'>;

const lacking = (caller: Caller, permissions: readonly Permission[]): readonly Permission[] =>
  permissions.filter((permission) => !has(caller, permission));

const refused = (detail: string): ConsoleFailure => new ConsoleFailure('forbidden', detail);

/** ConsoleFailure 'forbidden' for permissions that the caller does not have. */
export function mayGrant(caller: Caller, permissions: readonly Permission[]): void {
  const beyond = lacking(caller, permissions);
  if (beyond.length === 0) return;
  throw refused(
    `You cannot give what you do not have: ${beyond.join(', ')}. Leave it out, or ask somebody who has it. Nothing was changed.`,
  );
}

/** Why a role is more than the caller has; undefined when it is not. The locked role makes an administrator. */
function whatIsMore(caller: Caller, { permissions, isLocked }: Powers): string | undefined {
  if (caller.administrator) return undefined;
  if (isLocked) return 'it makes an administrator, and you are none';
  const beyond = lacking(caller, permissions);
  return beyond.length === 0 ? undefined : `it has ${beyond.join(', ')}, which you do not have`;
}

/** ConsoleFailure 'forbidden' for a role with more than the caller has, whether it is edited, removed or given. */
export function mayHandle(caller: Caller, role: Powers): void {
  const more = whatIsMore(caller, role);
  if (more === undefined) return;
  throw refused(
    `The role "${role.name}" is not yours to give or to change: ${more}. Ask an administrator. Nothing was changed.`,
  );
}

/** What of a person decides as whom they are signed in, and whether. */
const identifying = ['roleId', 'externalId', 'userName', 'active'] as const;

/**
 * ConsoleFailure 'forbidden' when the change is to who somebody with more permissions than the caller's is.
 * @param role of that person; undefined: none
 */
export function mayChangePerson(
  caller: Caller,
  role: Powers | undefined,
  change: Readonly<Record<string, unknown>> | 'remove',
): void {
  const more = role === undefined ? undefined : whatIsMore(caller, role);
  if (role === undefined || more === undefined) return;
  const named = change === 'remove' ? [] : identifying.filter((name) => change[name] !== undefined);
  if (change !== 'remove' && named.length === 0) return;
  throw refused(
    `This person has the role "${role.name}", and ${more}. ${change === 'remove' ? 'Deleting them' : `Changing ${named.join(', ')}`} is for somebody who has at least as much. Nothing was changed.`,
  );
}
