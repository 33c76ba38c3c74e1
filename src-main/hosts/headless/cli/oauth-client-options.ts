import { InvalidArgumentError, Option, type Command } from 'commander';
import type { AssertionTrust, OAuthClient } from '#shared/console-api/oauth-clients.ts';
import { CallFailure, type Connection } from './connection.ts';
import { networkOption, scopeOption, type AccessOptions } from './token-options.ts';

/** What a client's access tokens may do, and for how long each holds. */
export interface ClientOptions extends AccessOptions {
  readonly minutes?: number;
}

/** Whose assertions a federated client is known by; all three together or none. */
export interface TrustOptions {
  readonly trustTenant?: string;
  readonly trustSubject?: string;
  readonly trustAudience?: readonly string[];
}

const integer = (text: string): number => {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Give a whole number.');
};

const listed = (value: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), value];

export const addClientOptions = (command: Command): Command =>
  command
    .addOption(scopeOption())
    .addOption(networkOption('a network or address that may use it, such as 203.0.113.0/24; again for more'))
    .addOption(new Option('--minutes <minutes>', 'how long an access token holds, 60 to 360').argParser(integer));

export const addTrustOptions = (command: Command): Command =>
  command
    .option('--trust-tenant <id>', "federated: the directory's tenant ID, whose assertions are taken")
    .option('--trust-subject <subject>', 'federated: sub of the assertions')
    .addOption(
      new Option('--trust-audience <audience>', 'federated: an aud that is taken; again for more').argParser(listed),
    );

export const yearsOption = (): Option =>
  new Option('--years <years>', 'how long the secret holds').choices(['1', '2', '3']).default('1');

export const yearsOf = (years: string): 1 | 2 | 3 => (years === '3' ? 3 : years === '2' ? 2 : 1);

/** Null for a client with a secret. CallFailure when only some of the three are given. */
export function trustOf({ trustTenant, trustSubject, trustAudience }: TrustOptions): AssertionTrust | null {
  if (trustTenant === undefined && trustSubject === undefined && trustAudience === undefined) return null;
  if (trustTenant === undefined || trustSubject === undefined || trustAudience === undefined) {
    throw new CallFailure(
      'A federated client needs all of --trust-tenant, --trust-subject and --trust-audience; leave all out for a client with a secret.',
    );
  }
  return { entraTenantId: trustTenant, subject: trustSubject, audiences: [...trustAudience] };
}

/** A client by its id or its label, as long as only one fits. */
export async function clientNamed(connection: Connection, tenantId: string, named: string): Promise<OAuthClient> {
  const clients = await connection.call('oauthClients.list', { tenantId });
  const exact = clients.find(({ id }) => id === named);
  if (exact !== undefined) return exact;
  const fitting = clients.filter(({ label }) => label === named);
  const [only] = fitting;
  if (only !== undefined && fitting.length === 1) return only;
  throw new CallFailure(
    fitting.length === 0
      ? `No OAuth client has the id or label "${named}". "oauth-client list" shows the clients there are.`
      : `${fitting.length} OAuth clients are called "${named}". Name one by its id; "oauth-client list" shows them.`,
  );
}

/** A secret of the client by its id or its last four characters. */
export function secretNamed({ label, secrets }: OAuthClient, named: string): string {
  const exact = secrets.find(({ id }) => id === named);
  const fitting =
    exact === undefined ? secrets.filter(({ hint, state }) => hint === named && state !== 'revoked') : [exact];
  const [only] = fitting;
  if (only !== undefined && fitting.length === 1) return only.id;
  throw new CallFailure(
    fitting.length === 0
      ? `"${label}" has no secret with the id or last four characters "${named}". It has ${secrets.map(({ hint }) => `…${hint}`).join(', ') || 'none'}.`
      : `${fitting.length} secrets of "${label}" end in "${named}". Name one by its id; "oauth-client list --json" shows them.`,
  );
}
