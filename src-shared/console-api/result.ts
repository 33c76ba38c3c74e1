/** Why a console call failed. `detail` says what was sent, what was expected and what to do. */
export type ConsoleErrorCode =
  | 'unknown-method'
  | 'invalid-input'
  | 'not-found'
  | 'conflict'
  | 'unauthorized'
  /** The session of this tab is from another start of Rollcall; only a new console URL helps. */
  | 'session-ended'
  /** Single sign-on is enforced and this call carries no valid sign-in. */
  | 'sign-in-required'
  /** Signed in, and not permitted. */
  | 'forbidden'
  /** Permitted, once who it is was shown again a moment ago. */
  | 'reauthentication-required'
  | 'unavailable'
  | 'internal';

export interface ConsoleError {
  readonly code: ConsoleErrorCode;
  readonly detail: string;
}

/** Nothing is thrown across the console transport: a call answers one of these. */
export type ConsoleResult<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: ConsoleError };
