// The tunnel of this Rollcall: one public URL for the SCIM listener, whichever provider carries it.
import { z } from 'zod';
import { networks } from './credentials.ts';
import { audited, method } from './method.ts';
import { hostKey, publicOrigin, shownTunnelConfig, tunnelConfig, type TunnelProviderId } from './tunnel-config.ts';
import { tunnelReport } from './tunnel-doctor.ts';
import { tunnelRefusals } from './tunnel-refusals.ts';

export type { TunnelFinding, TunnelReport } from './tunnel-doctor.ts';
export type { TunnelRefusals } from './tunnel-refusals.ts';

export const tunnelProviderIds = [
  'cloudflare-quick',
  'cloudflare-named',
  'ngrok',
  'ssh',
  'own-url',
] as const satisfies readonly TunnelProviderId[];
export type { HostKey, TunnelProviderId } from './tunnel-config.ts';

const tunnelState = z.enum(['stopped', 'starting', 'connecting', 'up', 'down', 'stopping', 'failed']);
export type TunnelState = z.infer<typeof tunnelState>;

const tunnelErrorCodes = [
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

export type TunnelErrorCode = (typeof tunnelErrorCodes)[number];

/** `message` says what happened, `action` what to do about it. */
const tunnelError = z.object({
  code: z.enum(tunnelErrorCodes),
  message: z.string(),
  action: z.string(),
  /** The supervisor tries again by itself. */
  retryable: z.boolean(),
});
export type TunnelError = z.infer<typeof tunnelError>;

export const tunnelStatus = z.object({
  /** Null until one was chosen. */
  provider: z.enum(tunnelProviderIds).nullable(),
  state: tunnelState,
  /** When it came into this state. */
  since: z.string(),
  /** The public origin, without a slash at its end; null while no provider has given one. */
  url: z.string().nullable(),
  /** False: the next start gives another URL, and Entra must be told it. */
  urlStable: z.boolean(),
  /** Where TLS ends before Rollcall: who can read tokens and people there. */
  plaintextSeenBy: z.enum(['nobody', 'own-server', 'provider']),
  /** How often it came up again since it was started. */
  reconnects: z.number().int(),
  lastError: tunnelError.nullable(),
  /** The newest request of ours that went out to the public URL and back in. `status` is null when nothing answered. */
  probe: z.object({ at: z.string(), ok: z.boolean(), ms: z.number(), status: z.number().int().nullable() }).nullable(),
  /** When it stops by itself. */
  autoStopAt: z.string().nullable(),
  /** The URL that Entra was given last: while it differs from `url`, Entra calls a place where nobody answers. */
  publishedUrl: z.string().nullable(),
  /** What requests from outside must come from while it runs; empty: from anywhere. */
  allowedNetworks: networks,
});
export type TunnelStatus = z.infer<typeof tunnelStatus>;

/** Everything the page shows. `configs` has one entry for each provider that was ever set up. */
const tunnelView = z.object({
  status: tunnelStatus,
  configs: z.array(shownTunnelConfig),
  startWithApp: z.boolean(),
  /** How many requests one examination by the doctor sends through the tunnel. */
  doctorRequests: z.number().int(),
});
export type TunnelView = z.infer<typeof tunnelView>;

/** A line of the provider's log, without secrets. `seq` counts from 1 since Rollcall was started. */
const tunnelLogLine = z.object({ seq: z.number().int(), at: z.string(), text: z.string() });
export type TunnelLogLine = z.infer<typeof tunnelLogLine>;

/** The cloudflared that a start would run. */
const cloudflaredProgram = z.object({
  path: z.string(),
  sha256: z.string(),
  /** `own-folder` is started only with an approved SHA-256; `path` is what the user installed. */
  from: z.enum(['path', 'own-folder']),
});
export type CloudflaredProgram = z.infer<typeof cloudflaredProgram>;

/** Longest that a tunnel of a demo stays, in minutes. */
const dayMinutes = 24 * 60;

export const tunnelMethods = {
  'tunnel.get': method(z.object({}), tunnelView, 'connect.view'),
  /**
   * Chooses the provider and keeps its settings: that is a `conflict` while a tunnel runs. Who may come in is changed at any
   * time, and holds for the next request.
   */
  'tunnel.configure': audited(
    z.object({
      config: tunnelConfig.optional(),
      startWithApp: z.boolean().optional(),
      allowedNetworks: networks.optional(),
    }),
    tunnelView,
    'tunnel.edit',
  ),
  /** Answers as soon as it is begun; tunnel.changed tells how it goes on. A running one stays as it is. */
  'tunnel.start': audited(
    z.object({ autoStopMinutes: z.number().int().min(1).max(dayMinutes).nullable().default(null) }),
    tunnelStatus,
    'tunnel.edit',
  ),
  /** Answers when nothing of it is left: the program has ended, its ports are closed. */
  'tunnel.stop': audited(z.object({}), tunnelStatus, 'tunnel.edit'),
  /** Looks at the public URL now, for example after the network changed. */
  'tunnel.recheck': method(z.object({}), tunnelStatus, 'connect.view'),
  /** Remembers the live URL as the one that Entra was given. `conflict` while there is none. */
  'tunnel.publish': audited(z.object({}), tunnelStatus, 'tunnel.edit'),
  'tunnel.log': method(
    z.object({ afterSeq: z.number().int().min(0).default(0) }),
    z.array(tunnelLogLine),
    'connect.view',
  ),
  'tunnel.refusals': method(z.object({ tenantId: z.string().min(1) }), tunnelRefusals, 'provisioningLog.view'),
  /** Null asks about the tunnel's own URL; `conflict` while there is none. */
  'tunnel.doctor': method(
    z.object({ url: publicOrigin.nullable().default(null) }),
    tunnelReport,
    'connect.view',
    // Whoever may only look does not make this machine send requests wherever they like.
    ({ url }) => (url === null ? undefined : 'tunnel.edit'),
  ),
  /** Makes a key for the SSH provider and keeps it; the public half is for the server's `authorized_keys`. */
  'tunnel.makeSshKey': audited(z.object({}), z.object({ publicKey: z.string() }), 'tunnel.edit'),
  /** Asks a server for its key, to be compared with what its owner says and then saved as `hostKey`. */
  'tunnel.readHostKey': audited(
    z.object({ host: z.string().trim().min(1).max(253), port: z.number().int().min(1).max(65_535).default(22) }),
    hostKey,
    'tunnel.edit',
  ),
  /** Null: there is none on the PATH and none in Rollcall's own folder. */
  'tunnel.findCloudflared': method(z.object({}), cloudflaredProgram.nullable(), 'connect.view'),
};
