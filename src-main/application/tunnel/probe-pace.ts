import type { TunnelProviderId } from '#shared/console-api/tunnel-config.ts';

/** When the next probe is sent, in milliseconds. */
export interface ProbePace {
  /** After one that passed. */
  readonly passed: number;
  /** After the first miss while up: looked at again soon, before anyone is alarmed. */
  readonly firstMiss: number;
  readonly connecting: number;
  readonly down: number;
}

export const freePace: ProbePace = { passed: 15_000, firstMiss: 2_000, connecting: 1_000, down: 5_000 };

/**
 * For a service that counts requests: every 15 seconds would be 170,000 a month, and ngrok's free accounts have 20,000.
 * Every half hour is 1,440; in between the provider itself says when its link goes.
 */
const meteredPace: ProbePace = { passed: 30 * 60_000, firstMiss: 2_000, connecting: 5_000, down: 60_000 };

export const paceOf = (provider: TunnelProviderId): ProbePace => (provider === 'ngrok' ? meteredPace : freePace);
