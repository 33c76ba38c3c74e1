// What is remembered of the tunnel, one change at a time: two consoles that save at once lose nothing of each other.
import type { ShownTunnelConfig, TunnelConfig } from '#shared/console-api/tunnel-config.ts';
import { assertNever } from '#shared/lang/assert-never.ts';
import type { SshKeys } from '../ports/tunnel-ports.ts';
import type { StoredTunnel, TunnelStore } from '../ports/tunnel-store.ts';

const nothing: StoredTunnel = { provider: null, configs: [], startWithApp: false, publishedUrl: null };

export interface RememberedTunnel {
  readonly get: () => Promise<StoredTunnel>;
  readonly change: (change: (stored: StoredTunnel) => StoredTunnel) => Promise<StoredTunnel>;
}

export function rememberTunnel(store: TunnelStore): RememberedTunnel {
  let last: Promise<unknown> = Promise.resolve();
  const get = async (): Promise<StoredTunnel> => (await store.get()) ?? nothing;
  async function changeAfter(
    previous: Promise<unknown>,
    change: (stored: StoredTunnel) => StoredTunnel,
  ): Promise<StoredTunnel> {
    await Promise.allSettled([previous]);
    const next = change(await get());
    await store.set(next);
    return next;
  }
  return {
    get,
    change: (change) => {
      const changed = changeAfter(last, change);
      last = changed;
      return changed;
    },
  };
}

/** The configuration that a start uses. */
export const chosenConfig = ({ provider, configs }: StoredTunnel): TunnelConfig | undefined =>
  configs.find((config) => config.provider === provider);

/** With the stored secret where the new one was left out. */
function withKeptSecret(config: TunnelConfig, stored: TunnelConfig | undefined): TunnelConfig {
  return stored === undefined ? config : { ...config, ...secretsOf(stored), ...secretsOf(config) };
}

function secretsOf(config: TunnelConfig): Partial<Record<'token' | 'authtoken' | 'privateKey', string>> {
  switch (config.provider) {
    case 'cloudflare-named':
      return config.token === undefined ? {} : { token: config.token };
    case 'ngrok':
      return config.authtoken === undefined ? {} : { authtoken: config.authtoken };
    case 'ssh':
      return config.privateKey === undefined ? {} : { privateKey: config.privateKey };
    case 'cloudflare-quick':
    case 'own-url':
      return {};
    default:
      return assertNever(config, 'provider');
  }
}

/** Keeps the settings of a provider, and makes it the one that a start uses. */
export const withConfig = (stored: StoredTunnel, config: TunnelConfig): StoredTunnel => {
  const before = stored.configs.find(({ provider }) => provider === config.provider);
  return {
    ...stored,
    provider: config.provider,
    configs: [...stored.configs.filter((kept) => kept !== before), withKeptSecret(config, before)],
  };
};

/** As the console shows it: whether there is a secret, never the secret. */
export function shownConfig(config: TunnelConfig, { publicOf }: Pick<SshKeys, 'publicOf'>): ShownTunnelConfig {
  switch (config.provider) {
    case 'cloudflare-named': {
      const { token, ...shown } = config;
      return { ...shown, hasToken: token !== undefined };
    }
    case 'ngrok': {
      const { authtoken, ...shown } = config;
      return { ...shown, hasAuthtoken: authtoken !== undefined };
    }
    case 'ssh': {
      const { privateKey, ...shown } = config;
      const publicKey = privateKey === undefined ? null : (publicOf(privateKey) ?? null);
      return { ...shown, hasPrivateKey: privateKey !== undefined, publicKey };
    }
    case 'cloudflare-quick':
    case 'own-url':
      return config;
    default:
      return assertNever(config, 'provider');
  }
}
