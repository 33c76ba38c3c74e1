// The form of every provider in one: what was typed for one stays while another is looked at. Secrets are only ever
// typed here, never filled in.
import type { ConsoleInput } from '#shared/console-api/index.ts';
import type { HostKey, ShownTunnelConfig } from '#shared/console-api/tunnel-config.ts';
import type { TunnelProviderId, TunnelView } from '#shared/console-api/tunnel.ts';
import { assertNever } from '#shared/lang/assert-never.ts';
import { sshServices, type SshServiceId } from './ssh-services.ts';

export interface TunnelDraft {
  readonly provider: TunnelProviderId;
  readonly approvedSha256: string | null;
  readonly namedUrl: string;
  readonly token: string;
  readonly authtoken: string;
  readonly domain: string;
  readonly service: SshServiceId;
  readonly host: string;
  readonly port: string;
  readonly user: string;
  readonly remoteHost: string;
  readonly remotePort: string;
  readonly hostKey: HostKey | null;
  readonly sshUrl: string;
  readonly privateKey: string;
  readonly ownUrl: string;
}

type Stored<Id extends TunnelProviderId> = Extract<ShownTunnelConfig, { provider: Id }>;

/** What is stored of a provider, without its secrets. */
export const storedOf = <Id extends TunnelProviderId>(
  configs: readonly ShownTunnelConfig[],
  provider: Id,
): Stored<Id> | undefined => configs.find((config): config is Stored<Id> => config.provider === provider);

/** The form as it is when the page is opened. */
export function draftOf({ status, configs }: TunnelView): TunnelDraft {
  const quick = storedOf(configs, 'cloudflare-quick');
  const named = storedOf(configs, 'cloudflare-named');
  const ssh = storedOf(configs, 'ssh');
  return {
    provider: status.provider ?? 'cloudflare-quick',
    approvedSha256: (status.provider === 'cloudflare-named' ? named : quick)?.approvedSha256 ?? null,
    namedUrl: named?.url ?? '',
    token: '',
    authtoken: '',
    domain: storedOf(configs, 'ngrok')?.domain ?? '',
    service: sshServices.find(({ host }) => host === ssh?.host)?.id ?? 'own',
    host: ssh?.host ?? '',
    port: String(ssh?.port ?? 22),
    user: ssh?.user ?? '',
    remoteHost: ssh?.remoteHost ?? '127.0.0.1',
    remotePort: String(ssh?.remotePort ?? 18_080),
    hostKey: ssh?.hostKey ?? null,
    sshUrl: ssh?.url ?? '',
    privateKey: '',
    ownUrl: storedOf(configs, 'own-url')?.url ?? '',
  };
}

/** What tunnel.configure is asked for. A secret that was not typed is left out, and the stored one stays. */
export function configOf(draft: TunnelDraft): NonNullable<ConsoleInput<'tunnel.configure'>['config']> {
  const { provider, approvedSha256 } = draft;
  switch (provider) {
    case 'cloudflare-quick':
      return { provider, approvedSha256 };
    case 'cloudflare-named':
      return { provider, approvedSha256, url: draft.namedUrl, ...typed('token', draft.token) };
    case 'ngrok': {
      const domain = draft.domain.trim();
      return { provider, domain: domain === '' ? null : domain, ...typed('authtoken', draft.authtoken) };
    }
    case 'ssh':
      return {
        provider,
        host: draft.host.trim(),
        port: Number(draft.port),
        user: draft.user.trim(),
        remoteHost: draft.remoteHost.trim(),
        remotePort: Number(draft.remotePort),
        hostKey: draft.hostKey,
        url: draft.service === 'own' ? draft.sshUrl : null,
        ...typed('privateKey', draft.privateKey),
      };
    case 'own-url':
      return { provider, url: draft.ownUrl };
    default:
      return assertNever(provider, 'provider');
  }
}

function typed<Name extends string>(name: Name, secret: string): Partial<Record<Name, string>> {
  const text = secret.trim();
  // A private key ends with a line break, without which some readers refuse it.
  return text === '' ? {} : ({ [name]: name === 'privateKey' ? `${text}\n` : text } as Record<Name, string>);
}

/** After it was saved: what was typed as a secret is gone from the page. */
export const noSecrets = { token: '', authtoken: '', privateKey: '' } as const;
