import { useState } from 'react';
import type { Identity } from '#shared/console-api/session.ts';
import { useConsole } from '#renderer/console-client/console-context.ts';
import { useSignInAttempt, type SignInAttempts } from '#renderer/console-client/use-sign-in-attempt.ts';

export interface TestSignIn extends Pick<SignInAttempts, 'attempt' | 'error' | 'cancel'> {
  /** Who the last one was. */
  readonly identity: Identity | null;
  readonly start: () => void;
}

/** A sign-in that enforces nothing. */
export function useTestSignIn(): TestSignIn {
  const client = useConsole();
  const { start, ...flow } = useSignInAttempt();
  const [identity, setIdentity] = useState<Identity | null>(null);
  const run = async (): Promise<void> => {
    const tested = await start(
      () => client.call('sso.beginTest', {}),
      (attemptId) => client.call('sso.finishTest', { attemptId }),
    );
    if (tested !== undefined) setIdentity(tested.identity);
  };
  return { ...flow, identity, start: () => void run() };
}
