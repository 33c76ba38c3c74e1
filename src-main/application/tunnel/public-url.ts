import type { LiveTunnel } from './supervisor.ts';

/**
 * The URL that identity providers are given: one that a probe came back through. It stays while the tunnel is down for a
 * moment, and is gone once the tunnel ends or comes back with another one.
 */
export function publicUrlAfter(
  before: string | null,
  { state, url }: Pick<LiveTunnel, 'state' | 'url'>,
): string | null {
  switch (state) {
    case 'up':
      return url;
    case 'starting':
    case 'connecting':
    case 'down':
      return url === null || url === before ? before : null;
    case 'stopped':
    case 'stopping':
    case 'failed':
      return null;
    default:
      return state satisfies never;
  }
}
