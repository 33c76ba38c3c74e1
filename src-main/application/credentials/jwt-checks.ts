// What the admin is told about a JWT that was not taken: each comparison, and for the one that failed what to do about it.
import type { AuthenticationCheck } from '#shared/console-api/provisioning-log.ts';
import type { JwtCheck } from '../ports/assertions.ts';

/** What to do about each comparison that can fail. */
export type JwtAdvice = Readonly<Record<JwtCheck['check'], string>>;

export const adviseOn = (checks: readonly JwtCheck[], advice: JwtAdvice): readonly AuthenticationCheck[] =>
  checks.map((check) => ({ ...check, action: check.passed ? null : advice[check.check] }));

/** What does not depend on what the JWT is for. */
export const generalAdvice = {
  form: 'It is no JWT of Microsoft Entra. Check what sends these requests.',
  keys: "Rollcall must reach login.microsoftonline.com to fetch the keys of Microsoft Entra. Check this machine's network; the provider tries again by itself.",
  signature:
    'It was not signed by Microsoft Entra with one of its present keys. If it came from your provider, start provisioning again; if not, somebody tries to get in.',
  lifetime:
    'Check the clock of this machine: it may differ by a minute at most. If it is right, the sender used an old token; start provisioning again.',
} as const;

/** Seconds until keys are worth another try: as long as the adapter waits between two fetches. */
export const keysRetrySeconds = 30;
