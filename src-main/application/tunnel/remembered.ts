// What is remembered of the tunnel, one change at a time: two consoles that save at once lose nothing of each other.
import type { ShownTunnelConfig } from '#shared/console-api/tunnel-config.ts';
import { assertNever } from '#shared/lang/assert-never.ts';
import type { StoredTunnel, TunnelSettings, TunnelStore } from '../ports/tunnel-store.ts';

const nothing: StoredTunnel = {
  provider: null,
  configs: [],
  sealed: {},
  sshPublicKey: null,
  startWithApp: false,
  allowedNetworks: [],
  publishedUrl: null,
};

export interface RememberedTunnel {
  readonly get: () => Promise<StoredTunnel>;
  /** As every request asks: without waiting. Nothing before the first get, when nothing can have been started. */
  readonly known: () => StoredTunnel;
  readonly change: (change: (stored: StoredTunnel) => StoredTunnel) => Promise<StoredTunnel>;
}

export function rememberTunnel(store: TunnelStore): RememberedTunnel {
  let last: Promise<unknown> = Promise.resolve();
  let known: StoredTunnel | undefined;
  const get = async (): Promise<StoredTunnel> => {
    const stored = { ...nothing, ...(await store.get()) };
    // Once it is known, only a change makes it another: what was read before it must not undo it.
    known ??= stored;
    return stored;
  };
  async function changeAfter(
    previous: Promise<unknown>,
    change: (stored: StoredTunnel) => StoredTunnel,
  ): Promise<StoredTunnel> {
    await Promise.allSettled([previous]);
    const next = change(await get());
    await store.set(next);
    known = next;
    return next;
  }
  return {
    get,
    known: () => known ?? nothing,
    change: (change) => {
      const changed = changeAfter(last, change);
      last = changed;
      return changed;
    },
  };
}

/** The settings that a start uses. */
export const chosenConfig = ({ provider, configs }: StoredTunnel): TunnelSettings | undefined =>
  configs.find((config) => config.provider === provider);

/** Keeps the settings of a provider, and makes it the one that a start uses. */
export const withConfig = (stored: StoredTunnel, config: TunnelSettings): StoredTunnel => ({
  ...stored,
  provider: config.provider,
  configs: [...stored.configs.filter(({ provider }) => provider !== config.provider), config],
});

/** As the console shows it: whether there is a secret, never the secret. */
export function shownConfig(config: TunnelSettings, { sealed, sshPublicKey }: StoredTunnel): ShownTunnelConfig {
  switch (config.provider) {
    case 'cloudflare-named':
      return { ...config, hasToken: sealed[config.provider] !== undefined };
    case 'ngrok':
      return { ...config, hasAuthtoken: sealed[config.provider] !== undefined };
    case 'ssh':
      return { ...config, hasPrivateKey: sealed[config.provider] !== undefined, publicKey: sshPublicKey };
    case 'cloudflare-quick':
    case 'own-url':
      return config;
    default:
      return assertNever(config, 'provider');
  }
}
