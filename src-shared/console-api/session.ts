// Who is using this console. Without single sign-on that is the local admin, who may do everything; with it, somebody who
// signed in, with the permissions of their role.
import { z } from 'zod';
import { audited, method } from './method.ts';
import { permission } from './roles.ts';

/** Reveal and disconnect ask for a sign-in (or passphrase, or recovery key) not older than this. */
export const freshMs = 5 * 60 * 1000;
export const sessionHours = 8;
export const idleMinutes = 30;
/** How long Rollcall waits for the browser to come back from the identity provider. */
export const signInMinutes = 5;

const caller = z.object({
  kind: z.enum(['local', 'person']),
  /** Of a person, as the identity provider says it; empty for the local admin. */
  name: z.string(),
  /** Has every permission, in every tenant. */
  administrator: z.boolean(),
  /** The only tenant this caller may act on; null: all. */
  tenantId: z.string().nullable(),
  /** The person of that tenant who signed in, and their role. */
  userId: z.string().nullable(),
  roleName: z.string().nullable(),
  permissions: z.array(permission),
  signedInAt: z.string().nullable(),
  expiresAt: z.string().nullable(),
});
export type Caller = z.infer<typeof caller>;

const session = z.object({
  sso: z.enum(['off', 'enforced']),
  /** What the sign-in button names, such as "Microsoft Entra ID"; null while it is off. */
  provider: z.string().nullable(),
  /** Null: single sign-on is enforced and nobody is signed in here. */
  caller: caller.nullable(),
  /** How somebody shows again who they are before a secret is shown; `none`: nothing to ask for is set up. */
  reauthentication: z.enum(['signIn', 'passphrase', 'recoveryKey', 'none']),
  /** Until when that need not be asked again; null: it must be. */
  freshUntil: z.string().nullable(),
  recoveryKeyExists: z.boolean(),
});
export type Session = z.infer<typeof session>;

export const signInAttempt = z.object({
  attemptId: z.string(),
  /** Opened in the system's browser. */
  authorizationUrl: z.string(),
  expiresAt: z.string(),
});
export type SignInAttempt = z.infer<typeof signInAttempt>;

/** Who the identity provider says it is. */
export const identity = z.object({
  issuer: z.string(),
  /** `oid` for Entra, else `sub`: never an e-mail address, which can be given to somebody else. */
  subject: z.string(),
  entraTenantId: z.string().nullable(),
  name: z.string(),
  userName: z.string().nullable(),
  appRoles: z.array(z.string()),
});
export type Identity = z.infer<typeof identity>;

export const sessionMethods = {
  'session.get': method(z.object({}), session, 'anyone'),
  /** `again`: the provider asks for the credentials even where its own session still holds. */
  'session.beginSignIn': method(z.object({ again: z.boolean().default(false) }), signInAttempt, 'anyone'),
  /**
   * Waits for the browser to come back. `signIn` is the secret of the new session: the caller sends it with every call.
   * `unauthorized` says why the identity provider or Rollcall refused; `unavailable` when nobody came back in time.
   */
  'session.finishSignIn': audited(
    z.object({ attemptId: z.string() }),
    z.object({ signIn: z.string(), session }),
    'anyone',
  ),
  'session.cancelSignIn': method(z.object({ attemptId: z.string() }), z.object({}), 'anyone'),
  /** Shows again who it is, without single sign-on: with the vault's passphrase or the recovery key. */
  'session.confirm': audited(
    z.object({ passphrase: z.string().max(1_000).optional(), recoveryKey: z.string().max(200).optional() }),
    session,
    'signedIn',
  ),
  /** Ends this sign-in. */
  'session.lock': audited(z.object({}), z.object({}), 'anyone'),
};
