import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TunnelTarget } from '../../../application/ports/tunnel.ts';

export type EdgeProtocol = 'auto' | 'http2';

export interface CommandFacts {
  readonly target: TunnelTarget;
  readonly metricsPort: number;
  readonly configFile: string;
  readonly protocol: EdgeProtocol;
  /** A named tunnel is run with the token in the environment. */
  readonly isNamed: boolean;
}

/** Holds no secret: every user of the machine can read it. */
export const commandArguments = (facts: CommandFacts): readonly string[] => [
  'tunnel',
  '--no-autoupdate',
  '--output',
  'json',
  '--config',
  facts.configFile,
  '--metrics',
  `127.0.0.1:${facts.metricsPort}`,
  ...(facts.protocol === 'auto' ? [] : ['--protocol', facts.protocol]),
  '--url',
  `http://${facts.target.host}:${facts.target.port}`,
  ...(facts.isNamed ? ['run'] : []),
];

/** A proxy and the machine's own certificates are the user's; a TUNNEL_… of theirs would change what is run. */
const inherited = [
  'PATH',
  'SystemRoot',
  'TEMP',
  'TMP',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
];

/** @param token of a named tunnel */
export function commandEnvironment(home: string, token: string | undefined): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { HOME: home, USERPROFILE: home };
  for (const name of inherited) if (process.env[name] !== undefined) env[name] = process.env[name];
  if (token !== undefined) env['TUNNEL_TOKEN'] = token;
  return env;
}

/** A home and an empty configuration of its own: a config.yml of the user's would forbid trial tunnels. */
export async function prepareHome(home: string): Promise<string> {
  await mkdir(home, { recursive: true, mode: 0o700 });
  const configFile = join(home, 'empty.yml');
  await writeFile(configFile, '', { mode: 0o600 });
  return configFile;
}
