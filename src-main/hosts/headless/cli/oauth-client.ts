import type { Command } from 'commander';
import {
  addClientOptions,
  addTrustOptions,
  clientNamed,
  secretNamed,
  trustOf,
  yearsOf,
  yearsOption,
  type ClientOptions,
  type TrustOptions,
} from './oauth-client-options.ts';
import { addOAuthClientSet } from './oauth-client-set.ts';
import { print, printJson, printTable, shortTime } from './output.ts';
import type { TenantOption } from './token-options.ts';
import { tenantBySlug, verb } from './verb.ts';

const namedClient = ['<client>', 'its id or its label'] as const;

export function addOAuthClientVerbs(program: Command): void {
  const client = program.command('oauth-client').description('identity providers that fetch short-lived access tokens');
  const ofTenant = (name: string): Command => client.command(name).option('--tenant <slug>', 'the tenant', 'default');

  addTrustOptions(addClientOptions(ofTenant('create')))
    .description('create a client and print its identifier and secret')
    .requiredOption('--label <label>', 'a name to know it again by, for example Entra')
    .addOption(yearsOption())
    .action(
      verb<TenantOption & ClientOptions & TrustOptions & { label: string; years: string }>(
        async (connection, { tenant, label, years, scope, network = [], minutes, json, ...options }) => {
          const { id: tenantId } = await tenantBySlug(connection, tenant);
          const created = await connection.call('oauthClients.create', {
            tenantId,
            label,
            secretYears: yearsOf(years),
            networks: [...network],
            trust: trustOf(options),
            ...(scope === undefined ? {} : { scope }),
            ...(minutes === undefined ? {} : { accessTokenMinutes: minutes }),
          });
          const { clientId, clientSecret } = created;
          if (json) return printJson({ clientId, clientSecret });
          print(`Client Identifier  ${clientId}`);
          if (clientSecret !== null) print(`Client Secret      ${clientSecret}`);
          print(`Token Endpoint     ${created.client.tokenEndpoint ?? 'start the server to see it'}`);
          if (clientSecret !== null) process.stderr.write('This is the only time the secret is shown.\n');
        },
      ),
    );

  ofTenant('list')
    .description('list the clients, without their secrets')
    .action(
      verb<TenantOption>(async (connection, { tenant, json }) => {
        const { id: tenantId } = await tenantBySlug(connection, tenant);
        const clients = await connection.call('oauthClients.list', { tenantId });
        if (json) return printJson(clients);
        printTable(
          ['ID', 'LABEL', 'KIND', 'STATE', 'SCOPE', 'SECRETS END IN', 'TOKENS', 'CREATED', 'LAST USED'],
          clients.map((listed) => [
            listed.id,
            listed.label,
            listed.kind,
            listed.state,
            listed.scope,
            listed.secrets
              .filter(({ state }) => state === 'active')
              .map(({ hint }) => `…${hint}`)
              .join(' ') || '-',
            String(listed.activeAccessTokens),
            shortTime(listed.createdAt),
            shortTime(listed.use?.at ?? null),
          ]),
        );
      }),
    );

  addOAuthClientSet(ofTenant);

  ofTenant('add-secret')
    .description('add a secret to a client and print it; the others go on working')
    .argument(...namedClient)
    .addOption(yearsOption())
    .action(
      verb<TenantOption & { years: string }>(async (connection, { tenant, years, json }, [named = '']) => {
        const { id: tenantId } = await tenantBySlug(connection, tenant);
        const { id } = await clientNamed(connection, tenantId, named);
        const added = await connection.call('oauthClients.addSecret', { tenantId, id, secretYears: yearsOf(years) });
        if (json) return printJson({ clientId: id, clientSecret: added.clientSecret });
        print(added.clientSecret);
        process.stderr.write('This is the only time the secret is shown. The older ones still work.\n');
      }),
    );

  ofTenant('revoke-secret')
    .description('revoke one secret of a client; its access tokens stop to work at once')
    .argument(...namedClient)
    .argument('<secret>', 'its id or its last four characters')
    .action(
      verb<TenantOption>(async (connection, { tenant, json }, [named = '', secret = '']) => {
        const { id: tenantId } = await tenantBySlug(connection, tenant);
        const found = await clientNamed(connection, tenantId, named);
        const secretId = secretNamed(found, secret);
        const set = await connection.call('oauthClients.revokeSecret', { tenantId, id: found.id, secretId });
        if (json) printJson(set);
        else
          print(
            `Revoked the secret of "${set.label}". Access tokens that were fetched with it stopped to work at once.`,
          );
      }),
    );

  ofTenant('revoke')
    .description('revoke a client; its secrets and access tokens stop to work at once')
    .argument(...namedClient)
    .action(
      verb<TenantOption>(async (connection, { tenant, json }, [named = '']) => {
        const { id: tenantId } = await tenantBySlug(connection, tenant);
        const { id } = await clientNamed(connection, tenantId, named);
        const revoked = await connection.call('oauthClients.revoke', { tenantId, id });
        if (json) printJson(revoked);
        else print(`Revoked the OAuth client "${revoked.label}".`);
      }),
    );

  ofTenant('remove')
    .description('take a revoked client out of the list')
    .argument(...namedClient)
    .action(
      verb<TenantOption>(async (connection, { tenant, json }, [named = '']) => {
        const { id: tenantId } = await tenantBySlug(connection, tenant);
        const { id, label } = await clientNamed(connection, tenantId, named);
        const removed = await connection.call('oauthClients.remove', { tenantId, id });
        if (json) printJson(removed);
        else print(`Removed the OAuth client "${label}".`);
      }),
    );
}
