// One sign-in from the button to the session: Rollcall waits for the browser to come back from the identity provider.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { SignInAttempt } from '#shared/console-api/session.ts';
import { ConsoleCallError } from '#renderer/console-client/console-call-error.ts';
import { useConsole } from '#renderer/console-client/console-context.ts';

export interface SignInFlow {
  /** Present while Rollcall waits for the browser. */
  readonly attempt: SignInAttempt | null;
  /** Why the last one did not succeed. */
  readonly error: string | null;
  /** Resolves when it ended: true when somebody is signed in now. */
  readonly start: (options?: { readonly again?: boolean }) => Promise<boolean>;
  readonly cancel: () => void;
}

/** The desktop lets exactly this address out to the system's browser; in a browser it is a tab of its own. */
export const openProviderPage = ({ authorizationUrl }: SignInAttempt): void => {
  window.open(authorizationUrl, '_blank', 'noopener');
};

const cancelled = 'cancelled';

export function useSignIn(): SignInFlow {
  const client = useConsole();
  const [attempt, setAttempt] = useState<SignInAttempt | null>(null);
  const [error, setError] = useState<string | null>(null);
  const running = useRef<string | null>(null);

  const cancel = useCallback((): void => {
    const attemptId = running.current;
    running.current = null;
    setAttempt(null);
    // Whether it was still waiting does not matter: nobody waits for its answer any more.
    if (attemptId !== null) client.call('session.cancelSignIn', { attemptId }).catch(() => cancelled);
  }, [client]);
  useEffect(() => cancel, [cancel]);

  const start: SignInFlow['start'] = async ({ again = false } = {}) => {
    cancel();
    setError(null);
    let own: string | null = null;
    try {
      const begun = await client.call('session.beginSignIn', { again });
      own = begun.attemptId;
      running.current = own;
      setAttempt(begun);
      openProviderPage(begun);
      const { signIn } = await client.call('session.finishSignIn', { attemptId: own });
      if (running.current !== own) return false;
      client.signIn.setState(signIn, true);
      return true;
    } catch (failure) {
      const superseded = own !== null && running.current !== own;
      if (!superseded) setError(failure instanceof ConsoleCallError ? failure.message : String(failure));
      return false;
    } finally {
      if (running.current === own) {
        running.current = null;
        setAttempt(null);
      }
    }
  };

  return { attempt, error, start, cancel };
}
