// The secret of a provider, sealed by the vault as soon as it is saved and opened when a session begins. Unlike a token it can
// be typed again, so the vault is never kept from a new data key for its sake.
import type { TunnelConfig, TunnelProviderId } from '#shared/console-api/tunnel-config.ts';
import { assertNever } from '#shared/lang/assert-never.ts';
import type { SecretContext, SecretVault } from '../ports/secret-vault.ts';
import { TunnelFailure } from '../ports/tunnel-failure.ts';
import type { SshKeys } from '../ports/tunnel-ports.ts';
import type { StoredTunnel, TunnelSettings } from '../ports/tunnel-store.ts';
import { VaultFailure } from '../ports/vault-failure.ts';

const secretNames = { 'cloudflare-named': 'token', ngrok: 'authtoken', ssh: 'privateKey' } as const;

const nameOf = (provider: TunnelProviderId): 'token' | 'authtoken' | 'privateKey' | undefined =>
  provider in secretNames ? secretNames[provider as keyof typeof secretNames] : undefined;

const contextOf = (provider: TunnelProviderId): SecretContext => ({
  table: 'tunnel_secrets',
  tenantId: '',
  id: provider,
  purpose: 'secret',
});

interface Split {
  readonly settings: TunnelSettings;
  readonly secret: string | undefined;
}

/** A configuration as it arrived: what is stored as it is, and what is sealed. */
export function split(config: TunnelConfig): Split {
  switch (config.provider) {
    case 'cloudflare-named': {
      const { token: secret, ...settings } = config;
      return { settings, secret };
    }
    case 'ngrok': {
      const { authtoken: secret, ...settings } = config;
      return { settings, secret };
    }
    case 'ssh': {
      const { privateKey: secret, ...settings } = config;
      return { settings, secret };
    }
    case 'cloudflare-quick':
    case 'own-url':
      return { settings: config, secret: undefined };
    default:
      return assertNever(config, 'provider');
  }
}

/** What secrets are sealed with; of an SSH key the public half stays in clear, for the server. */
export interface Sealing {
  readonly vault: Pick<SecretVault, 'seal'>;
  readonly sshKeys: Pick<SshKeys, 'publicOf'>;
}

/** VaultFailure while the vault is locked or its data key is lost. */
export const withSecret = (
  stored: StoredTunnel,
  provider: TunnelProviderId,
  secret: string,
  { vault, sshKeys }: Sealing,
): StoredTunnel => ({
  ...stored,
  sealed: { ...stored.sealed, [provider]: vault.seal(secret, contextOf(provider)) },
  ...(provider === 'ssh' ? { sshPublicKey: sshKeys.publicOf(secret) ?? null } : {}),
});

const saveAgain = 'Save the secret of the tunnel once more: the token, or a new SSH key.';

const unreadable = (what: string, action: string, retryable: boolean): TunnelFailure =>
  new TunnelFailure({
    code: 'AUTH',
    message: `The saved secret of the tunnel cannot be read. ${what}`,
    action,
    retryable,
  });

/** A locked vault is tried again, so that a tunnel which starts with Rollcall comes up once somebody unlocks it. */
async function opened(
  sealed: Uint8Array,
  provider: TunnelProviderId,
  vault: Pick<SecretVault, 'open' | 'state'>,
): Promise<string> {
  const { state } = await vault.state();
  if (state === 'unused') throw unreadable('The data key that it was sealed with is gone.', saveAgain, false);
  try {
    const secret = vault.open(sealed, contextOf(provider));
    if (secret !== undefined) return secret;
  } catch (fault) {
    if (!(fault instanceof VaultFailure)) throw fault;
    const isLocked = state === 'locked';
    throw unreadable(
      fault.message,
      isLocked
        ? 'Unlock the vault; Rollcall then starts the tunnel by itself.'
        : 'Bring the data key back, or save the secret of the tunnel once more.',
      isLocked,
    );
  }
  throw unreadable('It was sealed with another data key than the present one.', saveAgain, false);
}

/** What a provider starts with, its secret in clear. TunnelFailure when that cannot be read. */
export async function withSecretInClear(
  settings: TunnelSettings,
  { sealed }: Pick<StoredTunnel, 'sealed'>,
  vault: Pick<SecretVault, 'open' | 'state'>,
): Promise<TunnelConfig> {
  const { provider } = settings;
  const name = nameOf(provider);
  const bytes = sealed[provider];
  if (name === undefined || bytes === undefined) return settings;
  return { ...settings, [name]: await opened(bytes, provider, vault) };
}
