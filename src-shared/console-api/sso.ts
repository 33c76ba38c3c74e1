// Single sign-on for the console (OpenID Connect Core 1.0, authorization code with PKCE). Nothing is enforced before a test
// sign-in succeeded, and whoever made it is an administrator from then on.
import { z } from 'zod';
import { guidFault } from '../scim/guid.ts';
import { audited, method } from './method.ts';
import { identity, signInAttempt } from './session.ts';

const guid = (what: string) =>
  z
    .string()
    .trim()
    .toLowerCase()
    .refine((text) => guidFault(text) === undefined && /^[0-9a-f-]{36}$/.test(text), {
      error: ({ input }) =>
        `${what} is "${String(input)}". It must be a GUID; Entra shows it on the app's overview page.`,
    });

const ssoProvider = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('entra'),
    entraTenantId: guid('The Directory (tenant) ID'),
    clientId: guid('The Application (client) ID'),
  }),
  z.object({
    kind: z.literal('oidc'),
    /** https, without query or fragment; http is taken for 127.0.0.1 and localhost only where the host allows it. */
    issuer: z.url('The issuer must be a URL such as https://login.example.com.').max(500),
    clientId: z.string().trim().min(1).max(300),
  }),
]);
export type SsoProvider = z.infer<typeof ssoProvider>;

/** Somebody who may do everything, whatever role they have and whether they were provisioned. */
const administrator = z.object({
  issuer: z.string(),
  subject: z.string(),
  name: z.string(),
  addedAt: z.string(),
});
export type Administrator = z.infer<typeof administrator>;

export const ssoState = z.object({
  /** `saved`: set up, and nothing asks for it yet. `tested`: a sign-in succeeded since it was saved. */
  state: z.enum(['off', 'saved', 'tested', 'enforced']),
  provider: ssoProvider.nullable(),
  /** The tenant whose people and roles decide what somebody may do. */
  directoryTenantId: z.string().nullable(),
  /** App role (claim `roles`) that makes an administrator; null: only those on the list. */
  administratorAppRole: z.string().nullable(),
  /** App role that lets provisioned people of the directory sign in, with what their role permits; null: nobody. */
  personAppRole: z.string().nullable(),
  administrators: z.array(administrator),
  /** What is registered with the identity provider as redirect URI of a mobile and desktop application. */
  redirectUri: z.string(),
  testedAt: z.string().nullable(),
  testedBy: z.string().nullable(),
  enforcedAt: z.string().nullable(),
});
export type SsoState = z.infer<typeof ssoState>;

const appRole = z.string().trim().min(1).max(120).nullable();

export const ssoMethods = {
  'sso.get': method(z.object({}), ssoState, 'settings.view'),
  /** Asks the identity provider for its metadata first: `unavailable` when it cannot be reached, and nothing is saved. */
  'sso.save': audited(
    z.object({
      provider: ssoProvider,
      directoryTenantId: z.string().min(1),
      administratorAppRole: appRole.default('Rollcall.Admin'),
      personAppRole: appRole.default('Rollcall.User'),
    }),
    ssoState,
    'administrator',
  ),
  /** A sign-in that enforces nothing. Whoever it is becomes an administrator when it succeeds. */
  'sso.beginTest': audited(z.object({}), signInAttempt, 'administrator'),
  'sso.finishTest': audited(
    z.object({ attemptId: z.string() }),
    z.object({ identity, state: ssoState }),
    'administrator',
  ),
  /**
   * From now on the console asks everybody to sign in. `conflict` before a test succeeded. `recoveryKey` is the new one when
   * there was none; the caller is signed in as who made the test.
   */
  'sso.enforce': audited(
    z.object({}),
    z.object({ state: ssoState, recoveryKey: z.string().nullable(), signIn: z.string() }),
    'administrator',
  ),
  'sso.removeAdministrator': audited(z.object({ issuer: z.string(), subject: z.string() }), ssoState, 'administrator'),
  /** `reauthentication-required` without a fresh sign-in; with the recovery key none is needed. */
  'sso.disconnect': audited(z.object({ recoveryKey: z.string().max(200).optional() }), ssoState, 'administrator'),
};
