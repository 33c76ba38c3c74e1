// The settings of a provider from the command line. No secret is an option, because every user of the machine can read
// the arguments of a process: secrets come from a file, or from stdin.
import { readFileSync } from 'node:fs';
import type { ConsoleInput } from '#shared/console-api/index.ts';
import type { TunnelProviderId } from '#shared/console-api/tunnel.ts';
import type { TunnelView } from '#shared/console-api/tunnel.ts';
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
  /** As `ssh-keygen -lf` shows it: `ssh-ed25519 SHA256:…`. */
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

function hostKeyOf(text: string): { type: string; fingerprint: string } {
  const [type = '', fingerprint = ''] = text.trim().split(/\s+/);
  return { type, fingerprint };
}

/** The stored settings of the provider with what was named changed; undefined when nothing was named. */
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
  const isNothing = named === undefined && Object.keys(given).length === 0 && secretFile === undefined;
  if (isNothing) return undefined;
  if (provider === null) throw new CallFailure('No provider was chosen yet. Name one with --provider.');
  const stored = configs.find((config) => config.provider === provider);
  const secret = secretFile === undefined ? {} : secretIn(secretFile, provider);
  // What is missing or wrong is said by the server, which validates it; unknown names are dropped there.
  return { ...stored, ...given, ...secret, provider } as ConfigInput;
}
