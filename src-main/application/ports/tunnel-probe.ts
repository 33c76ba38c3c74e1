// The end-to-end probe: a request of ours that goes out to the public URL and must come back in on this very listener.
// It alone tells a tunnel that works from stale DNS, another tunnel on the name, a captive portal or a gateway's 502.
import type { TunnelError } from '#shared/console-api/tunnel.ts';

/** Carries the nonce of a probe. */
export const probeHeader = 'x-probe';
/** Carries the answer: HMAC-SHA-256 of the nonce under the key of this start, in base64url. */
export const probeReplyHeader = 'x-probe-reply';

/** 16 random bytes in base64url; nothing else is answered, so that the key signs nothing of a stranger's choice. */
export const probeNonce = /^[A-Za-z0-9_-]{22}$/;

/** The key of this start. It is never stored: a reply proves that this process answered. */
export interface ProbeKey {
  readonly reply: (nonce: string) => string;
  /** For one request of the doctor: good for a minute, and for nothing but an echo of that request. */
  readonly ticket: () => string;
  /** The nonce of a ticket of this key that is still good; undefined for anything else. */
  readonly nonceOf: (ticket: string) => string | undefined;
}

/** `ms` runs from sending to the answer's headers; `status` is null when nothing answered. */
export type ProbeOutcome =
  | { readonly ok: true; readonly ms: number; readonly status: number }
  /** `error` says what came instead. */
  | { readonly ok: false; readonly ms: number; readonly status: number | null; readonly error: TunnelError };

export interface TunnelProbe {
  /** Never rejects but for an abort; it has its own time limit. */
  probe(url: string, signal: AbortSignal): Promise<ProbeOutcome>;
}
