// The recovery key: the way back in when single sign-on locks the admin out or the system's keychain is lost.
import { z } from 'zod';
import { audited, method } from './method.ts';

/** After this many days without a drill Overview reminds. */
export const drillDueDays = 180;

export const recoveryKeyState = z.object({
  exists: z.boolean(),
  createdAt: z.string().nullable(),
  /** Whether recoveryKey.reveal can show it again: the policy of the directory tenant's profile. */
  revealable: z.boolean(),
  /** The last drill that proved it; null: never. */
  drilledAt: z.string().nullable(),
  drillDue: z.boolean(),
  /** After five wrong tries within fifteen minutes, when the next one is taken; null: now. */
  pausedUntil: z.string().nullable(),
});
export type RecoveryKeyState = z.infer<typeof recoveryKeyState>;

const key = z.string().min(1).max(200);

export const recoveryKeyMethods = {
  'recoveryKey.get': method(z.object({}), recoveryKeyState, 'signedIn'),
  /**
   * Makes one and forgets the one before. `key` is shown this once unless it is revealable. `reauthentication-required` where
   * single sign-on is enforced and the sign-in is not fresh.
   */
  'recoveryKey.create': audited(z.object({}), z.object({ key: z.string(), state: recoveryKeyState }), 'administrator'),
  /** `conflict` where it was shown once; `reauthentication-required` where a fresh one is asked for. */
  'recoveryKey.reveal': audited(z.object({}), z.object({ key: z.string() }), 'administrator'),
  /** Proves both uses and changes nothing. `unauthorized` for a wrong key, and says which group is mistyped where it can. */
  'recoveryKey.drill': audited(
    z.object({ key }),
    z.object({ at: z.string(), opensConsole: z.boolean(), opensVault: z.boolean(), state: recoveryKeyState }),
    'signedIn',
  ),
  /** Disconnects single sign-on: from then on the console is the local admin's again. */
  'recoveryKey.unlock': audited(z.object({ key }), z.object({ disconnected: z.boolean() }), 'anyone'),
};
