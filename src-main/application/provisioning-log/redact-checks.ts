import type { AuthenticationCheck } from '#shared/console-api/provisioning-log.ts';
import { redactTokens } from './redact.ts';

/** Checks that may be stored: a client that mixes up its fields shows its secret as, for example, its identifier. */
export const redactChecks = (checks: readonly AuthenticationCheck[]): readonly AuthenticationCheck[] =>
  checks.map((check) => ({
    ...check,
    expected: redactTokens(check.expected),
    received: redactTokens(check.received),
  }));
