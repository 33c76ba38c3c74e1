// Where people sign in: an OpenID Connect provider, reached with the system's browser (RFC 8252).
import type { Identity } from '#shared/console-api/session.ts';
import type { SsoProvider } from '#shared/console-api/sso.ts';

/**
 * Why nobody is signed in, said for the person. `invalid`: settings that no sign-in can be made with. `unavailable`: the
 * provider cannot be reached, or answers what no provider of this issuer would. `refused`: the provider, or a check of its
 * answer, said no. `cancelled`: the person did. `timeout`: the browser never came back.
 */
export class SignInFailure extends Error {
  override readonly name = 'SignInFailure';
  readonly kind: 'invalid' | 'unavailable' | 'refused' | 'cancelled' | 'timeout';

  constructor(kind: SignInFailure['kind'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

/** Somebody whom the identity provider signed in. */
export interface SignedIn {
  readonly identity: Identity;
  /** When it asked for their credentials (`auth_time`); null where it did not say, which may be without `again`. */
  readonly authenticatedAt: string | null;
}

/** One sign-in on its way, with a listener of its own for the browser that comes back. */
export interface RunningSignIn {
  /** Opened in the system's browser. */
  readonly authorizationUrl: string;
  /** Settles once: with who it is, or with a SignInFailure. Needs no handler while nobody asks. */
  readonly outcome: Promise<SignedIn>;
  /** Closes the listener; `outcome` is then `cancelled` unless it was settled. */
  cancel(): void;
}

export interface IdentityProvider {
  /** How long a running sign-in waits for the browser. */
  readonly waitMs: number;
  /** Registered with the provider, which leaves the port of a loopback address open (RFC 8252 §7.3). */
  readonly redirectUri: string;
  /** Asks the provider for its metadata; SignInFailure 'invalid' or 'unavailable'. */
  check(provider: SsoProvider): Promise<void>;
  /** SignInFailure 'invalid' or 'unavailable'. @param again the provider asks for the credentials whatever it remembers */
  begin(provider: SsoProvider, again: boolean): Promise<RunningSignIn>;
}
