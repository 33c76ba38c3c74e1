// What is changed of an OAuth client that is there. Its access tokens follow at once.
import type { Command } from 'commander';
import type { AssertionTrust, OAuthClient } from '#shared/console-api/oauth-clients.ts';
import { CallFailure } from './connection.ts';
import {
  addClientOptions,
  addTrustOptions,
  clientNamed,
  type ClientOptions,
  type TrustOptions,
} from './oauth-client-options.ts';
import { print, printJson } from './output.ts';
import type { TenantOption } from './token-options.ts';
import { tenantBySlug, verb } from './verb.ts';

interface SetOptions extends TenantOption, ClientOptions, TrustOptions {
  readonly label?: string;
  readonly anyNetwork?: boolean;
}

/** The client's trust with what was given instead; undefined where nothing was. */
function trustWith(
  { label, trust }: OAuthClient,
  { trustTenant, trustSubject, trustAudience }: TrustOptions,
): AssertionTrust | undefined {
  if (trustTenant === undefined && trustSubject === undefined && trustAudience === undefined) return undefined;
  if (trust === null) {
    throw new CallFailure(
      `"${label}" is known by a client secret and trusts no assertion. "oauth-client create" with the three --trust options makes a federated client.`,
    );
  }
  return {
    entraTenantId: trustTenant ?? trust.entraTenantId,
    subject: trustSubject ?? trust.subject,
    audiences: [...(trustAudience ?? trust.audiences)],
  };
}

export function addOAuthClientSet(ofTenant: (name: string) => Command): void {
  addTrustOptions(addClientOptions(ofTenant('set')))
    .description('change a client; what is not named stays as it is')
    .argument('<client>', 'its id or its label')
    .option('--label <label>', 'a name to know it again by')
    .option('--any-network', 'let it be used from anywhere')
    .action(
      verb<SetOptions>(async (connection, options, [named = '']) => {
        const { tenant, label, scope, network, anyNetwork, minutes, json } = options;
        const { id: tenantId } = await tenantBySlug(connection, tenant);
        const found = await clientNamed(connection, tenantId, named);
        const networks = anyNetwork === true ? [] : network;
        const trust = trustWith(found, options);
        const set = await connection.call('oauthClients.set', {
          tenantId,
          id: found.id,
          ...(label === undefined ? {} : { label }),
          ...(scope === undefined ? {} : { scope }),
          ...(networks === undefined ? {} : { networks: [...networks] }),
          ...(minutes === undefined ? {} : { accessTokenMinutes: minutes }),
          ...(trust === undefined ? {} : { trust }),
        });
        if (json) printJson(set);
        else print(`Changed the OAuth client "${set.label}".`);
      }),
    );
}
