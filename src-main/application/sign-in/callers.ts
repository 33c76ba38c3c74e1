// Who makes a call of the console. Without single sign-on everybody is the local admin, who may do everything.
import { permissions } from '#shared/console-api/permissions.ts';
import type { Caller } from '#shared/console-api/session.ts';
import type { CallOrigin } from '../console/call.ts';

/** Somebody whom Rollcall knows at this moment. */
export interface KnownCaller {
  readonly caller: Caller;
  /** Who the identity provider says it is, as `issuer subject`; null for the local admin. */
  readonly subject: string | null;
  /** Whether who it is was shown again within the last five minutes, or there is nothing to show it with. */
  readonly fresh: boolean;
}

export interface Callers {
  /** Whether a call needs a sign-in. At once, so that an event does not wait where nobody is asked for one. */
  enforced(): boolean;
  /** Undefined: single sign-on is enforced and the origin carries no sign-in that holds. */
  of(origin: CallOrigin): Promise<KnownCaller | undefined>;
  /** Ends every sign-in. */
  lockEverybody(): Promise<void>;
}

export const localAdmin: Caller = {
  kind: 'local',
  name: '',
  administrator: true,
  tenantId: null,
  userId: null,
  roleName: null,
  permissions: [...permissions],
  signedInAt: null,
  expiresAt: null,
};

/** What a method that anyone may call is told where nobody is signed in. */
export const nobody: Caller = { ...localAdmin, kind: 'person', administrator: false, permissions: [] };

export function createCallers(): Callers {
  return {
    enforced: () => false,
    of: () => Promise.resolve({ caller: localAdmin, subject: null, fresh: true }),
    lockEverybody: () => Promise.resolve(),
  };
}
