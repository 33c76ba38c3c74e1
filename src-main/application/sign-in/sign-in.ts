import type { Ports } from '../ports/ports.ts';
import { createAttempts, type Attempts } from './attempts.ts';
import { createCallers, type Callers } from './callers.ts';
import { createLocalProof, type LocalProof } from './local-proof.ts';
import { createSessions, type Sessions } from './sessions.ts';

/** Everything about who uses this console. */
export interface SignIn {
  readonly callers: Callers;
  readonly sessions: Sessions;
  readonly attempts: Attempts;
  readonly localProof: LocalProof;
}

export function createSignIn(ports: Ports): SignIn {
  const sessions = createSessions(ports.sessions, ports);
  const localProof = createLocalProof(ports);
  return {
    sessions,
    localProof,
    attempts: createAttempts(ports.identityProvider, ports),
    callers: createCallers({ ...ports, sessions, localProof }),
  };
}
