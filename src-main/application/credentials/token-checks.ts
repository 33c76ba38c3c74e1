// Why a bearer token was not taken, as the admin reads it: every step in the order it was made, what would have passed, what
// came, and what to do. Made only for refusals. What was sent is described and never quoted; of a known token of this tenant
// its label and hint are told, of another tenant's nothing but that it is one.
import type { AuthenticationCheck, SettledBy } from '#shared/console-api/provisioning-log.ts';
import type { StoredToken } from '../ports/token-store.ts';
import type { Presented } from './authentication.ts';

/** A token's checks, in their order. */
const order = ['header', 'form', 'known', 'tenant', 'revoked', 'expired', 'network', 'scope'] as const;
export type TokenCheck = (typeof order)[number];

/** What was learned of a token before it was refused. */
export interface Examined {
  readonly presented: Presented;
  /** What stands behind `Bearer`, if anything. */
  readonly text?: string | undefined;
  /** The stored token that it is. */
  readonly token?: StoredToken | undefined;
}

const header = { expected: 'Authorization: Bearer <Secret Token>', received: 'Bearer and a token' };

type Step = (
  examined: Examined,
) => Pick<AuthenticationCheck, 'expected' | 'received' | 'settledBy'> & { action: string };

/** The only schemes that are told by their name: another first word may be the secret itself. */
const schemes: ReadonlySet<string> = new Set(['basic', 'digest', 'negotiate', 'ntlm', 'token', 'oauth', 'apikey']);

const schemeOf = (authorization: string): string => {
  const [scheme = '', rest] = authorization.trim().split(/\s+/, 2);
  if (scheme.toLowerCase() === 'bearer') {
    return rest === undefined ? 'Bearer with nothing behind it' : 'Bearer with more than one word behind it';
  }
  return rest !== undefined && schemes.has(scheme.toLowerCase())
    ? `the scheme ${scheme}`
    : 'a text that does not begin with Bearer';
};

const receivedHeader = ({ presented: { authorization }, text }: Examined): string => {
  if (authorization === undefined) return 'no Authorization header';
  return text === undefined ? schemeOf(authorization) : header.received;
};

const prefix = 'scim_';
const characters = 54;

const formOf = (text: string): string => {
  const begins = text.startsWith(prefix) ? `begins with ${prefix}` : `does not begin with ${prefix}`;
  if (!text.startsWith(prefix) || text.length !== characters) return `${text.length} characters; it ${begins}`;
  return /^[0-9A-Za-z_]+$/.test(text)
    ? `${characters} characters whose check sum does not match: one is wrong`
    : `${characters} characters, one of which is neither letter nor digit`;
};

const named = (token: StoredToken | undefined): string =>
  token === undefined ? 'the token' : `"${token.label}" (…${token.hint})`;

/** An access token cannot be mended: its client fetches another one. */
const credentialOf = (token: StoredToken | undefined): 'OAuth client' | 'token' =>
  token?.clientId === undefined ? 'token' : 'OAuth client';

/** The step to take with a token of this tenant, or with the client that fetched it. */
const settled = (
  token: StoredToken | undefined,
  ofToken: SettledBy['step'],
  ofClient: SettledBy['step'],
): { readonly settledBy?: SettledBy } => {
  if (token === undefined) return {};
  const { id, clientId } = token;
  return { settledBy: clientId === undefined ? { step: ofToken, id } : { step: ofClient, id: clientId } };
};

const steps: Readonly<Record<TokenCheck, Step>> = {
  header: (examined) => ({
    expected: header.expected,
    received: receivedHeader(examined),
    action:
      'Paste the Secret Token into the identity provider, and choose Bearer or Secret Token as its authentication.',
  }),
  form: ({ text = '', token }) => ({
    expected: `${prefix} and 49 letters and digits that end with a check sum`,
    received: token === undefined ? formOf(text) : `${characters} characters, check sum right`,
    action:
      'It was cut off, mistyped, or is not from Rollcall. Copy the whole Secret Token again, without spaces; if it is no longer at hand, create one on the Credentials page.',
  }),
  known: ({ token }) => ({
    expected: 'a token that this Rollcall made and still has',
    received: token === undefined ? 'a token that is not here' : 'a token that is here',
    action:
      'It was deleted, or is from another Rollcall. Create a token on the Credentials page and paste it into the identity provider.',
  }),
  tenant: ({ presented: { tenant }, token }) => ({
    expected: `a token of the tenant "${tenant.name}"`,
    received: token?.tenantId === tenant.id ? named(token) : 'a token of another tenant',
    action:
      'Tenant URL and Secret Token in the identity provider are of two tenants. Copy both from the same Connect page.',
  }),
  revoked: ({ token }) => ({
    expected: 'not revoked',
    received: token?.revokedAt === undefined ? 'not revoked' : `${named(token)}, revoked at ${token.revokedAt}`,
    action:
      credentialOf(token) === 'token'
        ? 'The identity provider still has the old Secret Token. Paste the new one, or create one on the Credentials page.'
        : 'The OAuth client was revoked, or the secret that this access token was fetched with. Add a secret to the client on the Credentials page, or create another client, and paste its secret.',
    ...(token?.clientId === undefined ? {} : { settledBy: { step: 'addSecret', id: token.clientId } }),
  }),
  expired: ({ presented: { now }, token }) => ({
    expected: `not expired at ${now}`,
    received:
      token?.expiresAt === undefined
        ? 'without an expiry'
        : `${named(token)}, ${token.expiresAt <= now ? 'expired' : 'expires'} at ${token.expiresAt}`,
    action:
      credentialOf(token) === 'token'
        ? 'Create a token on the Credentials page (Rotate makes one with the same settings) and paste it into the identity provider.'
        : 'The identity provider should have fetched a new access token: look at its Token Endpoint and its client secret.',
    ...settled(token, 'rotateToken', 'showConnection'),
  }),
  network: ({ presented: { address }, token }) => ({
    expected:
      token === undefined || token.networks.length === 0 ? 'from anywhere' : `from ${token.networks.join(', ')}`,
    received: address,
    action: `If the request is yours, add this address to the allowed networks of the ${credentialOf(token)} (Credentials, Edit). If not, rotate it: somebody else has it.`,
    ...settled(token, 'editToken', 'editClient'),
  }),
  scope: ({ presented: { writes }, token }) => ({
    expected: writes ? 'scope read-write, for a change' : 'scope read',
    received: `${named(token)}, scope ${token?.scope ?? 'unknown'}`,
    action: `Give the ${credentialOf(token)} the scope read-write (Credentials, Edit), if the client shall be able to change people.`,
    ...settled(token, 'editToken', 'editClient'),
  }),
};

/** All checks up to the one that failed. */
export const checksUntil = (failed: TokenCheck, examined: Examined): AuthenticationCheck[] =>
  order.slice(0, order.indexOf(failed) + 1).map((check) => {
    const { expected, received, ...advice } = steps[check](examined);
    return check === failed
      ? { check, passed: false, expected, received, ...advice }
      : { check, passed: true, expected, received, action: null };
  });

/** What a token that a provider issued has passed before its own checks. */
export const checksBeforeJwt = (text: string): AuthenticationCheck[] => [
  { check: 'header', passed: true, ...header, action: null },
  {
    check: 'form',
    passed: true,
    expected: "a Secret Token of Rollcall, or a provider's JWT",
    received: `a JWT of ${text.length} characters`,
    action: null,
  },
];
