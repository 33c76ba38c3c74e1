// The token endpoint: RFC 6749 §4.4 for clients with a secret, RFC 7523 §2.2 for federated ones. An access token has the form
// of every bearer token and is stored like one, so it can be revoked at once and no signing key has to be kept. It ends
// with what it was fetched with. An assertion may be used again while it holds, which RFC 7523 §3 leaves open.
import type { CredentialScope } from '#shared/console-api/credentials.ts';
import type { Tenant } from '#shared/console-api/tenants.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CredentialUses } from '../../ports/credential-uses.ts';
import type { TokenStore } from '../../ports/token-store.ts';
import { mintToken } from '../bearer-token.ts';
import { createFailureLimit } from '../failure-limit.ts';
import { grantedScope } from './granted-scope.ts';
import { createKnowClient, type KnownClient, type KnownClientPorts } from './known-client.ts';
import { invalidClient, OAuthError, tooManyFailedRequests } from './oauth-error.ts';
import { readTokenRequest } from './token-request.ts';

/** A token request as it arrived. */
export interface TokenCall {
  readonly tenant: Pick<Tenant, 'id' | 'slug' | 'compatibility'>;
  readonly authorization: string | undefined;
  readonly form: string;
  readonly address: string;
  readonly userAgent: string | undefined;
  /** ISO 8601 UTC. */
  readonly now: string;
}

/** RFC 6749 §5.1. */
export interface AccessTokenResponse {
  readonly access_token: string;
  readonly token_type: 'Bearer';
  /** Seconds. */
  readonly expires_in: number;
  readonly scope: CredentialScope;
}

export interface IssuedToken {
  readonly body: AccessTokenResponse;
  readonly clientId: string;
  /** What was sent otherwise than the RFC has it. */
  readonly notes: readonly string[];
}

export interface TokenEndpoint {
  /** Rejects with an OAuthError for whatever was sent. */
  readonly issue: (call: TokenCall) => Promise<IssuedToken>;
  /** What is told instead of `error` to an address with too many failures. A request that is right is never counted. */
  readonly limited: (error: OAuthError, address: string) => OAuthError;
}

interface TokenEndpointPorts extends KnownClientPorts {
  readonly tokens: TokenStore;
  readonly credentialUses: CredentialUses;
  readonly clock: Clock;
}

/** Whole seconds that a token of this client may hold: it never outlives what it was fetched with. */
const secondsOf = ({ client, shownUntilMs }: KnownClient, nowMs: number): number =>
  Math.min(client.accessTokenMinutes * 60, Math.floor((shownUntilMs - nowMs) / 1000));

/**
 * Within the tolerance for clocks, an assertion can be taken that has ended already, and a secret in its last second: then
 * there is nothing to give.
 */
const nothingLeft = ({ client, secretId, shownUntilMs }: KnownClient, now: string): OAuthError =>
  invalidClient([
    {
      check: secretId === undefined ? 'lifetime' : 'expired',
      passed: false,
      expected: `${secretId === undefined ? 'an assertion' : 'a secret'} that holds beyond ${now}`,
      received: `until ${new Date(shownUntilMs).toISOString()}`,
      action:
        secretId === undefined
          ? 'Check the clock of this machine; the provider sends a new assertion with its next try.'
          : 'Add a secret to the client under Credentials and paste it as the Client Secret.',
      ...(secretId === undefined ? {} : { settledBy: { step: 'addSecret', id: client.id } }),
    },
  ]);

/** While the request was answered, somebody revoked what it showed. */
const revokedMeanwhile = ({ client }: KnownClient, now: string): OAuthError =>
  invalidClient([
    {
      check: 'revoked',
      passed: false,
      expected: 'a client and a secret that were not revoked',
      received: `"${client.label}", revoked after ${now}, while the request was answered`,
      action: 'Add a secret to the client under Credentials, or create another client, and paste its secret.',
    },
  ]);

/**
 * One for each process: it counts the failures.
 * @param issued told of each token, after it was stored
 */
export function createTokenEndpoint(
  ports: TokenEndpointPorts,
  issued: (tenant: TokenCall['tenant'], clientId: string) => void,
): TokenEndpoint {
  const { oauth, tokens, credentialUses, secrets, clock } = ports;
  const knowClient = createKnowClient(ports);
  const limit = createFailureLimit(clock);
  // While keys cannot be had everybody gets 503, and that must not be a way to fill the disk.
  const undecidedLimit = createFailureLimit(clock);

  return {
    async issue({ tenant, authorization, form, address, userAgent, now }) {
      const {
        proof,
        scope: asked,
        notes,
      } = readTokenRequest({
        authorization,
        form,
        compatibility: tenant.compatibility,
      });
      const known = await knowClient(proof, { tenantId: tenant.id, address, now });
      const { client, secretId } = known;
      const scope = grantedScope(asked, client);
      const nowMs = Date.parse(now);
      const seconds = secondsOf(known, nowMs);
      if (seconds <= 0) throw nothingLeft(known, now);
      const { secret, hash, hint } = mintToken(secrets);
      const stored = await tokens.createAccessToken({
        id: secrets.uuid(),
        tenantId: tenant.id,
        label: client.label,
        hash,
        hint,
        scope,
        networks: client.networks,
        clientId: client.id,
        ...(secretId === undefined ? {} : { secretId }),
        createdAt: now,
        expiresAt: new Date(nowMs + seconds * 1000).toISOString(),
      });
      if (!stored) throw revokedMeanwhile(known, now);
      if (secretId !== undefined) oauth.touchSecret(secretId, now);
      credentialUses.touch(client.id, tenant.id, { at: now, address, userAgent });
      issued(tenant, client.id);
      return {
        body: { access_token: secret, token_type: 'Bearer', expires_in: seconds, scope },
        clientId: client.id,
        notes,
      };
    },

    limited(error, address) {
      if (error.status === 503) {
        const isFlood = undecidedLimit.failed(address) !== undefined;
        return isFlood ? new OAuthError(503, error.code, error.message, { ...error.context, recorded: false }) : error;
      }
      const verdict = limit.failed(address);
      return verdict === undefined
        ? error
        : tooManyFailedRequests(verdict.retryAfterSeconds, verdict.first, error.context.checks);
    },
  };
}
