// What a line of cloudflared's log says about a failure. Only errors are read from the log: the URL and the state come
// from its metrics port, since the text of an error holds addresses of Cloudflare's own.
import type { TunnelError } from '#shared/console-api/tunnel.ts';
import { offline, quicBlocked, rateLimited, serviceFault, tcpBlocked, tokenRefused } from './errors.ts';

export interface LineFault {
  readonly error: TunnelError;
  /** So many such lines before the tunnel first stood end the session; 0: cloudflared ends by itself, or goes on trying. */
  readonly endsAfter: number;
}

/** The first that fits counts. */
const faults: readonly (readonly [pattern: RegExp, fault: LineFault])[] = [
  [/status_code="429|error code: 1015\b/, { error: rateLimited, endsAfter: 0 }],
  [/failed to request quick tunnel/i, { error: offline, endsAfter: 0 }],
  [/(?:unmarshal(?:ing)?|parse) quick ?tunnel/i, { error: serviceFault, endsAfter: 0 }],
  [/provided tunnel token is not valid|unauthorized: invalid tunnel secret/i, { error: tokenRefused, endsAfter: 1 }],
  // A tunnel that was just made is unknown to some of Cloudflare's servers for a moment.
  [/error="?unauthorized:/i, { error: tokenRefused, endsAfter: 3 }],
  [/failed to (?:dial|create)\b.*\bquic\b.*timeout/i, { error: quicBlocked, endsAfter: 1 }],
  [/dial tcp \S+:7844: .*(?:timeout|refused)/i, { error: tcpBlocked, endsAfter: 3 }],
];

export const faultInLine = (text: string): LineFault | undefined => faults.find(([pattern]) => pattern.test(text))?.[1];
