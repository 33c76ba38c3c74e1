// The console API over HTTP (headless): `POST /api/<method>` with the input as JSON answers a ConsoleResult;
// `GET /api/events` streams one ConsoleEvent a line. Both need the session of this start in a header.

/** Carries the session secret: a header, because a cookie would go with every page's request and a URL into logs. */
export const sessionHeader = 'x-rollcall-session';

/** Carries the secret of a sign-in (session.finishSignIn), where single sign-on is enforced. */
export const signInHeader = 'x-rollcall-sign-in';

/** Says that the command line calls, for the audit log; whoever calls without it is a browser. */
export const viaHeader = 'x-rollcall-via';

/** An empty line this often keeps the event stream alive; a reader that hears nothing for twice as long reconnects. */
export const heartbeatMs = 15_000;
