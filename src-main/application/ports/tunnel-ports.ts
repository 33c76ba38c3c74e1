// What a host that listens gives the core for its tunnel. The CLI without a server has none of it.
import type { CloudflaredProgram, HostKey, TunnelFinding } from '#shared/console-api/tunnel.ts';
import type { TunnelConfigOf, TunnelProviderId } from '#shared/console-api/tunnel-config.ts';
import type { Timers } from './timers.ts';
import type { TunnelProbe } from './tunnel-probe.ts';
import type { TunnelStore } from './tunnel-store.ts';
import type { TunnelProvider, TunnelTarget } from './tunnel.ts';

/** One implementation for each id of the contract. */
export type TunnelProviders = { readonly [Id in TunnelProviderId]: TunnelProvider<TunnelConfigOf<Id>> };

/** Keys for the SSH provider. */
export interface SshKeys {
  /** A new key pair: the private half in OpenSSH's format, the public half as a line of `authorized_keys`. */
  make(): Promise<{ readonly privateKey: string; readonly publicKey: string }>;
  /** The public half of a private key; undefined when the text is none, or is locked. */
  publicOf(privateKey: string): string | undefined;
  /** The key that the server shows; rejects with a TunnelFailure when it shows none. */
  readHostKey(server: { readonly host: string; readonly port: number }): Promise<HostKey>;
}

/** Asks the public URL as an identity provider would, and says what it would stumble over. */
export interface TunnelDoctor {
  /** How many requests one examination sends to the URL. */
  readonly requests: number;
  examine(url: string): Promise<readonly TunnelFinding[]>;
}

export interface TunnelPorts {
  readonly providers: TunnelProviders;
  readonly probe: TunnelProbe;
  readonly store: TunnelStore;
  readonly timers: Timers;
  readonly sshKeys: SshKeys;
  readonly doctor: TunnelDoctor;
  /** The cloudflared that would be started; undefined when there is none. */
  findCloudflared(): Promise<CloudflaredProgram | undefined>;
  /** Ends what a Rollcall that was killed left running. */
  endLeftovers(): Promise<void>;
  /** The public listener; null while it does not accept. */
  target(): TunnelTarget | null;
}
