// One call of the console on its way: who makes it, and what the audit log shall say about it.
import type { Caller } from '#shared/console-api/session.ts';

/** Where a call comes from. A host calls for itself, as the local admin, for what it needs to start. */
export interface CallOrigin {
  readonly via: 'window' | 'browser' | 'cli' | 'host';
  /** The secret of a sign-in. */
  readonly signIn?: string;
}

/** What a method did, for the audit log; never a secret. */
export interface Told {
  /** Name and id of what it was done to. */
  readonly target?: string;
  readonly tenantId?: string;
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
  readonly detail?: string;
}

/** What a method is told about the call it serves. */
export interface ConsoleCall {
  readonly origin: CallOrigin;
  /** Checked already: the method was permitted to them. */
  readonly caller: Caller;
  /** Adds to the entry that the audit log gets once the method ends; a later value replaces an earlier one. */
  readonly tell: (told: Told) => void;
  /** ConsoleFailure 'reauthentication-required' unless who it is was shown within the last five minutes. */
  readonly requireFresh: () => void;
  /**
   * The same of whoever signed in. For making what proves who somebody is: the local admin, who may have lost it, has the
   * files anyway.
   */
  readonly requireFreshSignIn: () => void;
}
