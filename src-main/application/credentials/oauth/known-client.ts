// Finds the client of a token request and checks what it shows for itself: a secret (RFC 6749 §2.3.1) or an assertion that
// Microsoft Entra signed (RFC 7523 §2.2). An unknown client costs the same work and gets the same answer as a wrong secret.
import type { AuthenticationCheck, SettledBy } from '#shared/console-api/provisioning-log.ts';
import type { AssertionTrust } from '#shared/console-api/oauth-clients.ts';
import type { Assertions } from '../../ports/assertions.ts';
import type { Networks } from '../../ports/networks.ts';
import type { OAuthStore, StoredClientSecret, StoredOAuthClient } from '../../ports/oauth-store.ts';
import type { Secrets } from '../../ports/secrets.ts';
import { checkToken } from '../bearer-token.ts';
import { entraIssuer } from '../entra-issuers.ts';
import { adviseOn, generalAdvice, keysRetrySeconds, type JwtAdvice } from '../jwt-checks.ts';
import { invalidClient, temporarilyUnavailable } from './oauth-error.ts';
import type { ClientProof } from './token-request.ts';

/** A client that has shown who it is. */
export interface KnownClient {
  readonly client: StoredOAuthClient;
  /** The secret it showed. */
  readonly secretId?: string;
  /** When what it showed ends, in milliseconds since 1970: an access token must not outlive it. */
  readonly shownUntilMs: number;
}

export interface KnownClientPorts {
  readonly oauth: OAuthStore;
  readonly assertions: Assertions;
  readonly networks: Networks;
  readonly secrets: Secrets;
}

/** Where and when the request was made. */
export interface RequestPlace {
  readonly tenantId: string;
  readonly address: string;
  /** ISO 8601 UTC. */
  readonly now: string;
}

type Check = AuthenticationCheck['check'];

interface Advice {
  readonly action: string;
  readonly settledBy?: SettledBy;
}

/** Collects the checks of one request; the first that fails ends it. */
class Checks {
  readonly #made: AuthenticationCheck[] = [];

  require(check: Check, holds: boolean, expected: string, received: string, advice: Advice): asserts holds {
    this.#made.push({ check, passed: holds, expected, received, ...(holds ? { action: null } : advice) });
    if (!holds) throw invalidClient(this.#made);
  }

  add(checks: readonly AuthenticationCheck[]): readonly AuthenticationCheck[] {
    this.#made.push(...checks);
    return this.#made;
  }
}

const receivedCharacters = 100;
const shown = (text: string): string =>
  text.length > receivedCharacters ? `${text.slice(0, receivedCharacters - 1)}…` : text;
const hintOf = (secret: string): string => (secret.length > 8 ? `…${secret.slice(-4)}` : 'a short text');

const none = new Uint8Array(32);

const settledBy = (step: SettledBy['step'], { id }: StoredOAuthClient): Pick<Advice, 'settledBy'> => ({
  settledBy: { step, id },
});

/** Those of the assertion that the client's own settings decide. */
const ofTrust: ReadonlySet<Check> = new Set(['issuer', 'audience', 'subject', 'tenant']);

function showSecret(
  checks: Checks,
  { secret }: { secret: string },
  { client, secrets, now }: { client: StoredOAuthClient; secrets: Secrets; now: string },
  found: StoredClientSecret | undefined,
): asserts found is StoredClientSecret {
  const received = hintOf(secret);
  // A federated client has no secrets.
  const another = client.trust === undefined ? settledBy('addSecret', client) : {};
  checks.require(
    'form',
    checkToken(secret, secrets),
    'a secret as Rollcall makes them: scim_ and 49 characters, the last 6 of them a check sum',
    received,
    {
      action: 'The Client Secret was not copied whole. Copy it again, or add a secret to the client and paste that.',
      ...another,
    },
  );
  checks.require(
    'clientSecret',
    found !== undefined,
    client.trust === undefined
      ? `a secret of "${client.label}" (${client.secrets.map(({ hint }) => `…${hint}`).join(', ') || 'it has none'})`
      : `"${client.label}" has no secrets: it is known by an assertion`,
    received,
    {
      action: 'Paste a secret of this client as the Client Secret; add one under Credentials if none is at hand.',
      ...another,
    },
  );
  checks.require(
    'revoked',
    found.revokedAt === undefined,
    'a secret that was not revoked',
    found.revokedAt === undefined ? received : `revoked ${found.revokedAt}`,
    { action: 'Add a secret to the client under Credentials and paste it as the Client Secret.', ...another },
  );
  checks.require('expired', found.expiresAt > now, `a secret that holds at ${now}`, `expires ${found.expiresAt}`, {
    action: 'Add a secret to the client under Credentials and paste it as the Client Secret.',
    ...another,
  });
}

const adviceFor = (trust: AssertionTrust): JwtAdvice => ({
  ...generalAdvice,
  issuer: `The assertion comes from another directory. The client trusts ${trust.entraTenantId}; correct that under Credentials if it is wrong.`,
  audience:
    "The assertion was made for another application. If it is your provider's, add the received audience to the client under Credentials.",
  subject:
    "The assertion is of another application. If it is your provider's, set the received subject in the client under Credentials.",
  tenant: `The assertion comes from another directory. The client trusts ${trust.entraTenantId}; correct that under Credentials if it is wrong.`,
});

/** One for each process. Throws an OAuthError, with the checks that were made. */
export function createKnowClient({ oauth, assertions, networks, secrets }: KnownClientPorts) {
  const knownBySecret = (
    checks: Checks,
    secret: string,
    client: StoredOAuthClient,
    hash: Uint8Array,
    now: string,
  ): KnownClient => {
    const found = client.secrets.find((one) => secrets.equal(one.hash, hash));
    showSecret(checks, { secret }, { client, secrets, now }, found);
    return { client, secretId: found.id, shownUntilMs: Date.parse(found.expiresAt) };
  };

  const knownByAssertion = async (
    checks: Checks,
    assertion: string,
    client: StoredOAuthClient,
    now: string,
  ): Promise<KnownClient> => {
    const { trust } = client;
    checks.require(
      'enabled',
      trust !== undefined,
      `"${client.label}" is known by a client secret`,
      'a client assertion',
      { action: 'Send the Client Secret, or make a client with workload identity federation under Credentials.' },
    );
    const verdict = await assertions.verify(
      assertion,
      {
        issuers: [entraIssuer(trust.entraTenantId)],
        audiences: trust.audiences,
        tenantId: trust.entraTenantId,
        subject: trust.subject,
      },
      now,
    );
    const made = checks.add(
      adviseOn(verdict.checks, adviceFor(trust)).map((check) =>
        check.passed || !ofTrust.has(check.check) ? check : { ...check, ...settledBy('editClient', client) },
      ),
    );
    if (verdict.outcome === 'verified') return { client, shownUntilMs: verdict.claims.expiresAtMs };
    if (verdict.outcome === 'refused') throw invalidClient(made);
    throw temporarilyUnavailable(
      'The assertion cannot be checked: the keys of Microsoft Entra cannot be fetched at the moment.',
      keysRetrySeconds,
      made,
    );
  };

  return async (proof: ClientProof, { tenantId, address, now }: RequestPlace): Promise<KnownClient> => {
    const checks: Checks = new Checks();
    const hash = proof.method === 'private_key_jwt' ? none : secrets.sha256(proof.secret);
    const client = await oauth.find(tenantId, proof.clientId);
    // Compared whatever was found, so that an unknown client takes no less work.
    if (client === undefined) secrets.equal(none, hash);
    checks.require(
      'client',
      client !== undefined,
      'the Client Identifier of a client of this tenant',
      shown(proof.clientId),
      { action: 'Copy the Client Identifier from Credentials, or create a client there.' },
    );
    checks.require(
      'revoked',
      client.revokedAt === undefined,
      'a client that was not revoked',
      client.revokedAt === undefined ? `"${client.label}"` : `"${client.label}", revoked ${client.revokedAt}`,
      { action: 'Create another client under Credentials and enter it at the provider.' },
    );
    const known =
      proof.method === 'private_key_jwt'
        ? await knownByAssertion(checks, proof.assertion, client, now)
        : knownBySecret(checks, proof.secret, client, hash, now);
    checks.require(
      'network',
      client.networks.length === 0 || networks.contains(client.networks, address),
      client.networks.join(', ') || 'from anywhere',
      address,
      {
        action:
          'If this is your provider, add its network to the client under Credentials; if not, somebody else has the secret.',
        ...settledBy('editClient', client),
      },
    );
    return known;
  };
}
