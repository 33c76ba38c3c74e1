import { useConsole } from '#renderer/console-client/console-context.ts';
import { useSignInAttempt, type SignInAttempts } from '#renderer/console-client/use-sign-in-attempt.ts';

/** The page that asks to sign in, without its looks. */
export interface SignInFlow extends Pick<SignInAttempts, 'attempt' | 'error' | 'cancel'> {
  /** Resolves when it ended: true when somebody is signed in now. */
  readonly start: (options?: { readonly again?: boolean }) => Promise<boolean>;
}

/** Signs in whoever sits here, or asks them once more who they are. */
export function useSignIn(): SignInFlow {
  const client = useConsole();
  const { start, ...flow } = useSignInAttempt();
  return {
    ...flow,
    start: async ({ again = false } = {}) => {
      const signedIn = await start(
        () => client.call('session.beginSignIn', { again }),
        (attemptId) => client.call('session.finishSignIn', { attemptId }),
      );
      if (signedIn !== undefined) client.signIn.setState(signedIn.signIn, true);
      return signedIn !== undefined;
    },
  };
}
