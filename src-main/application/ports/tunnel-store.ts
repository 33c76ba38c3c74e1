import type { TunnelConfig, TunnelProviderId } from '#shared/console-api/tunnel-config.ts';

/** What is remembered of the tunnel over restarts. */
export interface StoredTunnel {
  /** The provider that a start uses; null until one was chosen. */
  readonly provider: TunnelProviderId | null;
  /** At most one for each provider, so that changing back and forth loses no token. Secrets in clear: the store seals. */
  readonly configs: readonly TunnelConfig[];
  readonly startWithApp: boolean;
  /** The public origin that Entra was given last. */
  readonly publishedUrl: string | null;
}

export interface TunnelStore {
  /** Undefined before the first set. */
  get(): Promise<StoredTunnel | undefined>;
  set(tunnel: StoredTunnel): Promise<void>;
}
