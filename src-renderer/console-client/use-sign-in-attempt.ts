// One attempt at a sign-in, from the button until the browser came back from the identity provider. Rollcall waits meanwhile;
// what comes after it was cancelled or begun anew is not heard any more.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { SignInAttempt } from '#shared/console-api/session.ts';
import { ConsoleCallError } from './console-call-error.ts';
import { useConsole } from './console-context.ts';

/** A sign-in in the system's browser, followed from here. */
export interface SignInAttempts {
  /** Present while Rollcall waits for the browser. */
  readonly attempt: SignInAttempt | null;
  /** Why the last one did not succeed. */
  readonly error: string | null;
  /** Resolves with what `finish` answered; undefined when it failed, was cancelled or begun anew. */
  readonly start: <Answer>(
    begin: () => Promise<SignInAttempt>,
    finish: (attemptId: string) => Promise<Answer>,
  ) => Promise<Answer | undefined>;
  readonly cancel: () => void;
}

/** The desktop lets exactly this address out to the system's browser; in a browser it is a tab of its own. */
export const openProviderPage = ({ authorizationUrl }: SignInAttempt): void => {
  window.open(authorizationUrl, '_blank', 'noopener');
};

const ignored = (): void => undefined;

export function useSignInAttempt(): SignInAttempts {
  const client = useConsole();
  const [attempt, setAttempt] = useState<SignInAttempt | null>(null);
  const [error, setError] = useState<string | null>(null);
  const running = useRef<string | null>(null);

  const cancel = useCallback((): void => {
    const attemptId = running.current;
    running.current = null;
    setAttempt(null);
    // It may have ended by itself: then there is nothing to cancel, and nobody waits for the answer.
    if (attemptId !== null) client.call('session.cancelSignIn', { attemptId }).catch(ignored);
  }, [client]);
  useEffect(() => cancel, [cancel]);

  const start: SignInAttempts['start'] = async (begin, finish) => {
    cancel();
    setError(null);
    let own: string | null = null;
    try {
      const begun = await begin();
      own = begun.attemptId;
      running.current = own;
      setAttempt(begun);
      openProviderPage(begun);
      const answer = await finish(own);
      return running.current === own ? answer : undefined;
    } catch (failure) {
      const superseded = own !== null && running.current !== own;
      if (!superseded) setError(failure instanceof ConsoleCallError ? failure.message : String(failure));
      return undefined;
    } finally {
      if (running.current === own) {
        running.current = null;
        setAttempt(null);
      }
    }
  };

  return { attempt, error, start, cancel };
}
