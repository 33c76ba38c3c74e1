// What who sits here may do. It only spares them what would be refused: the core decides, at every call.
import { createContext, use } from 'react';
import { useTranslation } from 'react-i18next';
import type { Permission } from '#shared/console-api/permissions.ts';
import type { Caller, Session } from '#shared/console-api/session.ts';

/** Who calls where no single sign-on is enforced. */
export const localAdmin: Caller = {
  kind: 'local',
  name: '',
  administrator: true,
  tenantId: null,
  userId: null,
  roleName: null,
  permissions: [],
  signedInAt: null,
  expiresAt: null,
};

/** What session.get answers while single sign-on is off and nothing else is set up. */
export const openSession: Session = {
  sso: 'off',
  provider: null,
  caller: localAdmin,
  reauthentication: 'none',
  freshUntil: null,
  recoveryKeyExists: false,
};

/** Who the console is drawn for. */
export const CallerContext = createContext<Caller>(localAdmin);

/** Whose console this is, and what they may do. */
export const useCaller = (): Caller => use(CallerContext);

/** Whoever is signed in, an administrator, or who has one of these permissions. */
export type Allowed = 'signedIn' | 'administrator' | Permission | readonly Permission[];

/** Whether a caller may; the console API has the last word. */
export function allows({ administrator, permissions }: Caller, needed: Allowed): boolean {
  if (administrator || needed === 'signedIn') return true;
  if (needed === 'administrator') return false;
  return (typeof needed === 'string' ? [needed] : needed).some((permission) => permissions.includes(permission));
}

/** Whether the caller may. */
export const useMay = (needed: Allowed): boolean => allows(useCaller(), needed);

/**
 * Props of a button for what not everybody may do: nothing when the caller may, otherwise it is disabled and says why.
 * `<Button {...usePermitted('roles.edit')} onClick={…}>`
 */
export function usePermitted(needed: Allowed): { readonly disabled?: true; readonly title?: string } {
  const { t } = useTranslation();
  const caller = useCaller();
  if (allows(caller, needed)) return {};
  const title = caller.roleName === null ? t('access.notPermitted') : t('access.roleMayNot', { role: caller.roleName });
  return { disabled: true, title };
}
