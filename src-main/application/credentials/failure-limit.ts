// How many failed authentications are answered with 401 before the answer is 429. Only failures count: a valid token is
// served however many wrong ones came from the same address (behind a tunnel every client has the same one).
import type { Clock } from '../ports/clock.ts';

/** How many failures a window of time may hold. */
export interface FailureLimits {
  /** Failures of one address within the window. */
  readonly perAddress: number;
  /** Failures of all addresses together within the window. */
  readonly global: number;
  readonly windowMs: number;
}

/** An identity provider with a revoked token retries far below this, so it sees the 401 that names its problem. */
const failureLimits: FailureLimits = { perAddress: 60, global: 600, windowMs: 60_000 };

/** Addresses remembered at once; beyond it only the global limit holds. */
const rememberedAddresses = 10_000;

/** A failure above a limit. */
export interface FailureVerdict {
  /** Whole seconds until failures are answered with 401 again. */
  readonly retryAfterSeconds: number;
  /** True for the first refusal by either limit in a window: the one that is worth a line in the log. */
  readonly first: boolean;
}

/** Counts failures in fixed windows that start with the first one. */
export interface FailureLimit {
  /** Counts a failure; the verdict is undefined while it is within the limits. */
  failed(address: string): FailureVerdict | undefined;
}

/** Starts with no failure counted. */
export function createFailureLimit(
  clock: Pick<Clock, 'monotonic'>,
  limits: FailureLimits = failureLimits,
): FailureLimit {
  let startedAt = -Infinity;
  let total = 0;
  const perAddress = new Map<string, number>();

  return {
    failed(address) {
      const now = clock.monotonic();
      if (now - startedAt >= limits.windowMs) {
        startedAt = now;
        total = 0;
        perAddress.clear();
      }
      total++;
      const known = perAddress.get(address);
      const count = (known ?? 0) + 1;
      if (known !== undefined || perAddress.size < rememberedAddresses) perAddress.set(address, count);
      if (count <= limits.perAddress && total <= limits.global) return undefined;
      return {
        retryAfterSeconds: Math.max(1, Math.ceil((startedAt + limits.windowMs - now) / 1000)),
        first: count > limits.perAddress ? count === limits.perAddress + 1 : total === limits.global + 1,
      };
    },
  };
}
