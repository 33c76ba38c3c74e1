// What the page says about a tunnel's state, and what follows from it for the shown tenant.
import type { TunnelProviderId, TunnelState, TunnelStatus } from '#shared/console-api/tunnel.ts';
import { tenantPath } from '#shared/scim/tenant-path.ts';
import { formatDateTime, formatHour } from '#renderer/ui/format.ts';
import type { StatusTone } from '#renderer/ui/StatusMark.tsx';

/** In the order of the cards. */
export const providerIds = [
  'cloudflare-quick',
  'cloudflare-named',
  'ngrok',
  'ssh',
  'own-url',
] as const satisfies readonly TunnelProviderId[];

/** Whether something of it is there that can be stopped. */
export const isRunning = (state: TunnelState): boolean => state !== 'stopped' && state !== 'failed';

/** `unknown`: Rollcall does not answer, and what it said last may be true no more. */
export type ShownState = TunnelState | 'unknown';

export const toneOf: Readonly<Record<ShownState, StatusTone>> = {
  stopped: 'disabled',
  starting: 'pending',
  connecting: 'pending',
  up: 'active',
  down: 'failed',
  stopping: 'pending',
  failed: 'failed',
  unknown: 'disabled',
};

/** The Tenant URL as Entra must be given it. */
export const publicTenantUrl = (origin: string, slug: string): string => `${origin}${tenantPath(slug)}`;

/** Entra was given another URL than the live one: it calls a place where nobody answers. */
export const isStale = ({ url, publishedUrl }: Pick<TunnelStatus, 'url' | 'publishedUrl'>): boolean =>
  url !== null && publishedUrl !== null && url !== publishedUrl;

/** "11:31", with the day where that is another one than today. */
export const formatMoment = (iso: string, now: number): string =>
  new Date(iso).toDateString() === new Date(now).toDateString() ? formatHour(iso) : formatDateTime(iso);
