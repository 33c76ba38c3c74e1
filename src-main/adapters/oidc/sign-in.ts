// Sign-in with OpenID Connect Core 1.0 §3.1: authorization code with PKCE (RFC 7636), state and nonce, in the system's
// browser (RFC 8252), as a public client. Every ID token's signature is checked although it comes straight from the
// provider. One attempt has one listener and is settled once.
import type { Configuration, IDToken } from 'openid-client';
import { signInMinutes } from '#shared/console-api/session.ts';
import type { SsoProvider } from '#shared/console-api/sso.ts';
import { SignInFailure, type IdentityProvider, type SignedIn } from '../../application/ports/identity-provider.ts';
import { authenticatedAtIn, identityIn } from './identity.ts';
import { issuerUrl } from './issuer-url.ts';
import { openRedirectListener, redirectPath } from './redirect-listener.ts';
import { discoveryFailure, responseFailure } from './sign-in-failure.ts';

export interface IdentityProviderOptions {
  /** Takes http:// issuers on 127.0.0.1 and localhost, and no others. */
  readonly allowLoopbackIssuer?: boolean;
  /** How long a sign-in waits for the browser. */
  readonly waitMs?: number;
}

const toleranceSeconds = 60;
const requestSeconds = 10;
const scope = 'openid profile';

/** Loaded with the first sign-in: few starts need it. */
const library = (): Promise<typeof import('openid-client')> => import('openid-client');

/** Where the browser is sent: the provider names it, and other schemes would start other programs. */
function requirePage(config: Configuration, issuer: URL): Configuration {
  const page = URL.parse(config.serverMetadata().authorization_endpoint ?? '');
  if (page?.protocol === 'https:' || (page?.protocol === 'http:' && issuer.protocol === 'http:')) return config;
  throw new SignInFailure(
    'unavailable',
    `${issuer.href} names no https page to sign in at (authorization_endpoint). Nothing was opened.`,
  );
}

async function discover(provider: SsoProvider, allowLoopback: boolean): Promise<Configuration> {
  const issuer = issuerUrl(provider, allowLoopback);
  const client = await library();
  try {
    const config = await client.discovery(
      issuer,
      provider.clientId,
      { [client.clockTolerance]: toleranceSeconds },
      client.None(),
      {
        timeout: requestSeconds,
        execute: [
          client.enableNonRepudiationChecks,
          ...(issuer.protocol === 'http:' ? [client.allowInsecureRequests] : []),
        ],
      },
    );
    return requirePage(config, issuer);
  } catch (error) {
    throw discoveryFailure(issuer.href, error);
  }
}

/** What is asked of the provider and checked in its answer; made anew for every attempt. */
interface Checks {
  readonly pkceCodeVerifier: string;
  readonly expectedState: string;
  readonly expectedNonce: string;
  readonly begunAtMs: number;
  readonly again: boolean;
}

function requireAgain(claims: IDToken, { again, begunAtMs }: Checks, issuer: string): void {
  if (!again) return;
  const at = claims.auth_time;
  if (typeof at !== 'number') {
    throw new SignInFailure(
      'refused',
      `${issuer} does not say when it asked for the credentials (claim auth_time), so that an old sign-in cannot be told from a new one. In Entra add the optional claim auth_time to the app's ID tokens.`,
    );
  }
  if (at * 1_000 >= begunAtMs - toleranceSeconds * 1_000) return;
  throw new SignInFailure(
    'refused',
    `${issuer} asked for the credentials at ${new Date(at * 1_000).toISOString()}, before this sign-in began. Sign in again and enter them.`,
  );
}

async function redeem(config: Configuration, provider: SsoProvider, url: URL, checks: Checks): Promise<SignedIn> {
  const { issuer } = config.serverMetadata();
  try {
    const { pkceCodeVerifier, expectedState, expectedNonce } = checks;
    const client = await library();
    const expected = { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true };
    const claims = (await client.authorizationCodeGrant(config, url, expected)).claims();
    if (claims === undefined) throw new SignInFailure('refused', `${issuer} answered without an ID token.`);
    requireAgain(claims, checks, issuer);
    return { identity: identityIn(claims, provider), authenticatedAt: authenticatedAtIn(claims, Date.now()) };
  } catch (error) {
    throw responseFailure(issuer, error);
  }
}

export function createIdentityProvider(options: IdentityProviderOptions = {}): IdentityProvider {
  const { allowLoopbackIssuer = false, waitMs = signInMinutes * 60_000 } = options;
  const nobodyCame = (): SignInFailure =>
    new SignInFailure(
      'timeout',
      `Nobody came back from the identity provider within ${waitMs / 60_000} minutes. Begin again.`,
    );
  return {
    waitMs,
    redirectUri: `http://localhost${redirectPath}`,
    check: async (provider) => void (await discover(provider, allowLoopbackIssuer)),
    async begin(provider, again) {
      const config = await discover(provider, allowLoopbackIssuer);
      const client = await library();
      const checks: Checks = {
        pkceCodeVerifier: client.randomPKCECodeVerifier(),
        expectedState: client.randomState(),
        expectedNonce: client.randomNonce(),
        begunAtMs: Date.now(),
        again,
      };
      const codeChallenge = await client.calculatePKCECodeChallenge(checks.pkceCodeVerifier);
      const { promise: outcome, resolve, reject } = Promise.withResolvers<SignedIn>();
      const listener = await openRedirectListener((url) => {
        const redeemed = redeem(config, provider, url, checks);
        redeemed.then(resolve, reject);
        return redeemed.then(
          () => true,
          () => false,
        );
      });
      const timer = setTimeout(() => reject(nobodyCame()), waitMs).unref();
      const settled = (): void => {
        clearTimeout(timer);
        listener.close();
      };
      outcome.then(settled, settled);
      const authorizationUrl = client.buildAuthorizationUrl(config, {
        redirect_uri: listener.redirectUri,
        scope,
        code_challenge: codeChallenge,
        code_challenge_method: 'S256',
        state: checks.expectedState,
        nonce: checks.expectedNonce,
        ...(again ? { prompt: 'login', max_age: '0' } : {}),
      });
      return {
        authorizationUrl: authorizationUrl.href,
        outcome,
        cancel: () => reject(new SignInFailure('cancelled', 'The sign-in was cancelled in Rollcall.')),
      };
    },
  };
}
