// Sign-ins on their way. Each is its own: two admins who sign in at once never meet. An attempt is finished once, by who
// knows its id, and for what it was begun for.
import type { SignInAttempt } from '#shared/console-api/session.ts';
import type { SsoProvider } from '#shared/console-api/sso.ts';
import type { Clock } from '../ports/clock.ts';
import { SignInFailure, type IdentityProvider, type RunningSignIn, type SignedIn } from '../ports/identity-provider.ts';
import type { Secrets } from '../ports/secrets.ts';

/** What an attempt was begun for; a test admits nobody, and a sign-in tests nothing. */
export type Purpose = 'signIn' | 'test';

/** Each holds a port. */
const mostAtOnce = 8;

interface Attempt {
  readonly purpose: Purpose;
  readonly running: RunningSignIn;
  /** Somebody waits for its outcome: it is theirs. */
  taken: boolean;
  /** Of the monotonic clock: an attempt that nobody finishes is forgotten then. */
  readonly until: number;
}

export interface Attempts {
  /** SignInFailure. */
  begin(provider: SsoProvider, purpose: Purpose, again: boolean): Promise<SignInAttempt>;
  /** Waits for the browser; SignInFailure, also for an attempt that there is not. */
  finish(attemptId: string, purpose: Purpose): Promise<SignedIn>;
  cancel(attemptId: string): void;
  cancelAll(): void;
  /** Whether a URL is where one of them sends the browser: nothing else of a provider is ever opened. */
  opens(url: string): boolean;
}

export function createAttempts(
  provider: IdentityProvider,
  { clock, secrets }: { readonly clock: Clock; readonly secrets: Secrets },
): Attempts {
  const attempts = new Map<string, Attempt>();
  let beginning = 0;

  const end = (id: string): void => {
    attempts.get(id)?.running.cancel();
    attempts.delete(id);
  };

  const forgetOld = (): void => {
    const now = clock.monotonic();
    for (const [id, { until }] of attempts) if (until <= now) end(id);
  };

  return {
    async begin(settings, purpose, again) {
      forgetOld();
      if (attempts.size + beginning >= mostAtOnce) {
        throw new SignInFailure(
          'unavailable',
          `${mostAtOnce} sign-ins are waiting for their browsers already. Finish or cancel one, or wait ${provider.waitMs / 60_000} minutes.`,
        );
      }
      beginning += 1;
      try {
        const running = await provider.begin(settings, again);
        const attemptId = secrets.uuid();
        attempts.set(attemptId, { purpose, running, taken: false, until: clock.monotonic() + provider.waitMs });
        const expiresAt = new Date(Date.parse(clock.now()) + provider.waitMs).toISOString();
        return { attemptId, authorizationUrl: running.authorizationUrl, expiresAt };
      } finally {
        beginning -= 1;
      }
    },
    async finish(attemptId, purpose) {
      const attempt = attempts.get(attemptId);
      if (attempt === undefined || attempt.taken || attempt.purpose !== purpose) {
        throw new SignInFailure(
          'refused',
          'This sign-in was finished or cancelled already, or waited too long. Begin another one.',
        );
      }
      attempt.taken = true;
      try {
        return await attempt.running.outcome;
      } finally {
        attempts.delete(attemptId);
      }
    },
    cancel: end,
    cancelAll: () => {
      for (const id of attempts.keys()) end(id);
    },
    opens: (url) => [...attempts.values()].some(({ running }) => running.authorizationUrl === url),
  };
}
