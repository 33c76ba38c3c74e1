import type { TunnelConfig, TunnelProviderId } from '#shared/console-api/tunnel-config.ts';

type WithoutSecret<Config> = Config extends unknown ? Omit<Config, 'token' | 'authtoken' | 'privateKey'> : never;

/** The settings of one provider, without its secret. */
export type TunnelSettings = WithoutSecret<TunnelConfig>;

/** What is remembered of the tunnel over restarts. */
export interface StoredTunnel {
  /** The provider that a start uses; null until one was chosen. */
  readonly provider: TunnelProviderId | null;
  /** At most one for each provider, so that changing back and forth loses no token. */
  readonly configs: readonly TunnelSettings[];
  /** The secret of each provider that was given one, sealed by the vault. */
  readonly sealed: Readonly<Partial<Record<TunnelProviderId, Uint8Array>>>;
  /** The public half of the sealed SSH key, as a line of `authorized_keys`; null where none could be told. */
  readonly sshPublicKey: string | null;
  readonly startWithApp: boolean;
  /** What requests from outside must come from; empty: from anywhere. */
  readonly allowedNetworks: readonly string[];
  /** The public origin that Entra was given last. */
  readonly publishedUrl: string | null;
}

/** One tunnel for the whole installation. */
export interface TunnelStore {
  /** Undefined before the first set. */
  get(): Promise<StoredTunnel | undefined>;
  /** Nothing of a secret that it takes away stays in the file. */
  set(tunnel: StoredTunnel): Promise<void>;
}
