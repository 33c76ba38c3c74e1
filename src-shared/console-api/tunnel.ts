// The tunnel of this Rollcall: one public URL for the SCIM listener, whichever provider carries it.
import { z } from 'zod';

export const tunnelProviderIds = ['cloudflare-quick', 'cloudflare-named', 'ngrok', 'ssh', 'own-url'] as const;
export type TunnelProviderId = (typeof tunnelProviderIds)[number];

export const tunnelState = z.enum(['stopped', 'starting', 'connecting', 'up', 'down', 'stopping', 'failed']);
export type TunnelState = z.infer<typeof tunnelState>;

export const tunnelErrorCodes = [
  'BIN_MISSING',
  'BIN_UNTRUSTED',
  'AUTH',
  'RATE_LIMITED',
  'OFFLINE',
  'HOST_KEY_MISMATCH',
  'PORT_REFUSED',
  'BLOCKED_PORT',
  'SERVICE',
  'PROBE_FAILED',
] as const;

/** `message` says what happened, `action` what to do about it. */
export const tunnelError = z.object({
  code: z.enum(tunnelErrorCodes),
  message: z.string(),
  action: z.string(),
  /** The supervisor tries again by itself. */
  retryable: z.boolean(),
});
export type TunnelError = z.infer<typeof tunnelError>;
