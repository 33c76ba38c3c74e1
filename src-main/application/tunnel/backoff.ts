import type { TunnelErrorCode } from '#shared/console-api/tunnel.ts';

const firstMs = 250;
const longestMs = 8_000;

/** A service that says "too many" is asked again at this pace: sooner only makes it last longer. */
const rateLimitedMs = 60_000;

/** How long to wait after so many sessions in a row that came to nothing, before jitter. */
export const backoffMs = (failures: number, code: TunnelErrorCode): number =>
  code === 'RATE_LIMITED' ? rateLimitedMs : Math.min(longestMs, firstMs * 2 ** Math.min(failures - 1, 10));

/**
 * Between half of it and all of it, so that many machines that lost one server do not come back in one moment.
 * @param random from 0 to 1
 */
export const withJitter = (ms: number, random: number): number => Math.round(ms * (0.5 + random / 2));
