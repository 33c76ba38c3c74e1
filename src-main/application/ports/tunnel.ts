// A public HTTPS URL for the SCIM listener. A provider opens one session and says how it fares; the supervisor above it
// decides when it counts as up, tries again and gives up. Only the public listener is ever handed to a provider.
import type { TunnelError } from '#shared/console-api/tunnel.ts';

/** Marks the address of the public listener: only its opener makes one, so that no other port can get into a tunnel. */
declare const publicListener: unique symbol;

export interface TunnelTarget {
  readonly host: '127.0.0.1';
  readonly port: number;
  readonly [publicListener]: true;
}

/** What one session of a provider reports, each at once and in order. Nothing comes after `ended`. */
export interface TunnelListener {
  /** The public origin, `https://…` without a slash at its end. Can come again with another one. */
  readonly url: (origin: string) => void;
  /** Whether the provider itself says that its link stands. `up` is only shown once a probe came back through it. */
  readonly linked: (linked: boolean) => void;
  /** A line of the provider's own log, without secrets. */
  readonly log: (line: string) => void;
  /** The session is over; without an error it was stopped. */
  readonly ended: (error?: TunnelError) => void;
}

/** A session that was started. */
export interface TunnelSession {
  /** Resolves when nothing of it is left: the child has ended, its ports are closed. Safe to call twice. */
  stop(): Promise<void>;
}

/** One way to get a public URL. `Config` was validated by the contract and holds its secrets in clear. */
export interface TunnelProvider<Config> {
  readonly id: string;
  /** What would keep it from starting, before anything is started. */
  preflight(config: Config): Promise<readonly TunnelError[]>;
  /** Rejects with a TunnelFailure when it cannot even start. Aborting ends whatever was begun. */
  start(target: TunnelTarget, config: Config, listener: TunnelListener, signal: AbortSignal): Promise<TunnelSession>;
}
