// The settings of a provider from the command line. No secret is an option, because every user of the machine can read
// the arguments of a process: secrets come from a file, or from stdin.
import { readFileSync } from 'node:fs';
import type { ConsoleInput } from '#shared/console-api/index.ts';
import { tunnelProviderIds, type TunnelProviderId, type TunnelView } from '#shared/console-api/tunnel.ts';
import { CallFailure } from './connection.ts';

export interface TunnelOptions {
  readonly provider?: TunnelProviderId;
  readonly url?: string;
  readonly domain?: string;
  readonly host?: string;
  readonly port?: number;
  readonly user?: string;
  readonly remoteHost?: string;
  readonly remotePort?: number;
  /** As `ssh-ed25519 SHA256:…`, or as `ssh-keygen -lf` prints it. */
  readonly hostKey?: string;
  readonly approveSha256?: string;
  /** The file of the token, the authtoken or the private key; `-` is stdin. */
  readonly secretFile?: string;
}

type ConfigInput = NonNullable<ConsoleInput<'tunnel.configure'>['config']>;

const secretNames: Readonly<Partial<Record<TunnelProviderId, string>>> = {
  'cloudflare-named': 'token',
  ngrok: 'authtoken',
  ssh: 'privateKey',
};

/** What a provider cannot do without, beside its secret. */
const needed: Readonly<Partial<Record<TunnelProviderId, readonly ('url' | 'host' | 'user')[]>>> = {
  'cloudflare-named': ['url'],
  ssh: ['host', 'user'],
  'own-url': ['url'],
};

function secretIn(file: string, provider: TunnelProviderId): Readonly<Record<string, string>> {
  const name = secretNames[provider];
  if (name === undefined) throw new CallFailure(`${provider} needs no secret; leave --secret-file out.`);
  try {
    const text = readFileSync(file === '-' ? 0 : file, 'utf8');
    return { [name]: name === 'privateKey' ? text : text.trim() };
  } catch (error) {
    throw new CallFailure(`The secret could not be read: ${(error as Error).message}.`);
  }
}

/** `256 SHA256:… root@host (ED25519)`: size, fingerprint, comment and kind. */
const printed = /^(\d+)\s+(SHA256:\S+)\s.*\((ED25519|ECDSA|RSA)\)$/;

function hostKeyOf(text: string): { type: string; fingerprint: string } {
  const [, bits = '', shown, kind = ''] = printed.exec(text.trim()) ?? [];
  if (shown !== undefined) {
    return { type: kind === 'ECDSA' ? `ecdsa-sha2-nistp${bits}` : `ssh-${kind.toLowerCase()}`, fingerprint: shown };
  }
  const [type = '', fingerprint = ''] = text.trim().split(/\s+/);
  return { type, fingerprint };
}

/** The stored settings of the provider with what was named changed; undefined when only a start was asked for. */
export function configFrom(options: TunnelOptions, { status, configs }: TunnelView): ConfigInput | undefined {
  const { provider: named, hostKey, approveSha256: approvedSha256, secretFile, ...plain } = options;
  const provider = named ?? status.provider;
  const given = {
    ...Object.fromEntries(
      (['url', 'domain', 'host', 'port', 'user', 'remoteHost', 'remotePort'] as const).flatMap((name) =>
        plain[name] === undefined ? [] : [[name, plain[name]]],
      ),
    ),
    ...(hostKey === undefined ? {} : { hostKey: hostKeyOf(hostKey) }),
    ...(approvedSha256 === undefined ? {} : { approvedSha256 }),
  };
  if (provider === null) {
    throw new CallFailure(`No provider was chosen yet. Name one with --provider: ${tunnelProviderIds.join(', ')}.`);
  }
  const isNothing = named === undefined && Object.keys(given).length === 0 && secretFile === undefined;
  if (isNothing) return undefined;
  const stored = configs.find((config) => config.provider === provider);
  const missing = (needed[provider] ?? []).filter((name) => stored === undefined && plain[name] === undefined);
  if (missing.length > 0) {
    throw new CallFailure(`${provider} needs ${missing.map((name) => `--${name}`).join(' and ')}: none was saved yet.`);
  }
  const secret = secretFile === undefined ? {} : secretIn(secretFile, provider);
  // What is wrong is said by the server, which validates it; unknown names are dropped there.
  return { ...stored, ...given, ...secret, provider } as ConfigInput;
}
