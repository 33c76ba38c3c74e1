import { useCallback, useEffect, useRef, useState } from 'react';
import type { Identity, SignInAttempt } from '#shared/console-api/session.ts';
import { ConsoleCallError } from '#renderer/console-client/console-call-error.ts';
import { useConsole } from '#renderer/console-client/console-context.ts';

export interface TestSignIn {
  readonly attempt: SignInAttempt | null;
  readonly identity: Identity | null;
  readonly error: string | null;
  readonly start: () => void;
  readonly cancel: () => void;
}

const ignored = (): void => undefined;

/** A sign-in that enforces nothing: from the button until the browser came back. */
export function useTestSignIn(): TestSignIn {
  const client = useConsole();
  const [attempt, setAttempt] = useState<SignInAttempt | null>(null);
  const [identity, setIdentity] = useState<Identity | null>(null);
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

  const run = async (): Promise<void> => {
    cancel();
    setError(null);
    let own: string | null = null;
    try {
      const begun = await client.call('sso.beginTest', {});
      own = begun.attemptId;
      running.current = own;
      setAttempt(begun);
      window.open(begun.authorizationUrl, '_blank', 'noopener');
      const answer = await client.call('sso.finishTest', { attemptId: own });
      if (running.current === own) setIdentity(answer.identity);
    } catch (failure) {
      if (own !== null && running.current !== own) return;
      setError(failure instanceof ConsoleCallError ? failure.message : String(failure));
    } finally {
      if (running.current === own) {
        running.current = null;
        setAttempt(null);
      }
    }
  };
  return { attempt, identity, error, start: () => void run(), cancel };
}
