import { useEffect, useState } from 'react';
import { useTenant } from './console-context.ts';
import { useConsoleMutation } from './queries.ts';

/** A secret that was shown again is hidden after this, if nobody does it before. */
export const revealedSeconds = 30;

/** A Secret Token that is shown again, only in the component that shows it. */
export interface RevealedToken {
  /** Null while it is hidden. */
  readonly secret: string | null;
  readonly pending: boolean;
  /** Why it could not be shown. */
  readonly error: string | null;
  readonly reveal: () => void;
  readonly hide: () => void;
}

/** A token's secret, shown again on request. It is kept nowhere but here, and gone when who asked for it is. */
export function useRevealedToken(id: string): RevealedToken {
  const tenantId = useTenant().id;
  const [shown, setShown] = useState<{ readonly id: string; readonly secret: string } | null>(null);
  const { mutate, isPending, error } = useConsoleMutation('tokens.reveal');
  const secret = shown?.id === id ? shown.secret : null;
  useEffect(() => {
    if (shown === null) return undefined;
    const timer = setTimeout(() => setShown(null), revealedSeconds * 1_000);
    return () => clearTimeout(timer);
  }, [shown]);
  return {
    secret,
    pending: isPending,
    error: error?.message ?? null,
    reveal: () => mutate({ tenantId, id }, { onSuccess: (answer) => setShown({ id, secret: answer.secret }) }),
    hide: () => setShown(null),
  };
}
