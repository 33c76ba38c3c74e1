// What the Roles page shows beside the matrix, read from the URL: `#/roles?dialog=edit&role=…`.
import type { Role } from '#shared/console-api/roles.ts';
import { oneOf } from '#shared/lang/one-of.ts';
import { setParams } from '#renderer/ui/hash-route.ts';

/** `new` is about no role, the others about the one that `role` names. */
const dialogs = ['new', 'copy', 'edit', 'remove'] as const;
export type DialogName = (typeof dialogs)[number];

export const openDialog = (dialog: DialogName, role?: Role): void => setParams({ dialog, role: role?.id });
export const closeDialog = (): void => setParams({ dialog: null, role: null });

/** A dialog, and the role it is about. */
export interface OpenDialog {
  readonly name: DialogName;
  /** Null for `new`. */
  readonly role: Role | null;
}

/** The dialog that is open; null also when the role it was about is gone. */
export function dialogOf(params: URLSearchParams, roles: readonly Role[]): OpenDialog | null {
  const name = oneOf(dialogs, params.get('dialog'));
  if (name === null) return null;
  if (name === 'new') return { name, role: null };
  const role = roles.find(({ id }) => id === params.get('role'));
  return role === undefined ? null : { name, role };
}

/** "Copy of Editor", "Copy of Editor 2": a name that no role has yet. */
export function nameOfCopy(first: string, taken: readonly string[]): string {
  const names = new Set(taken.map((name) => name.toLowerCase()));
  let name = first;
  for (let n = 2; names.has(name.toLowerCase()); n++) name = `${first} ${n}`;
  return name;
}
