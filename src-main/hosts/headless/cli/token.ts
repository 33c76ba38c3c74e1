import type { Command } from 'commander';
import type { Token } from '#shared/console-api/tokens.ts';
import { confirm, withConfirmation, type ConfirmOptions } from './confirm.ts';
import { print, printJson, printTable, shortTime } from './output.ts';
import { addTokenChangeVerbs } from './token-change.ts';
import {
  networkOption,
  printSecret,
  scopeOption,
  tokenId,
  userId,
  type AccessOptions,
  type TenantOption,
} from './token-options.ts';
import { tenantBySlug, verb } from './verb.ts';

/** `Entra 2: serving`, of a token that is being replaced. */
const handoverText = ({ handover }: Token): string =>
  handover === null ? '-' : `${handover.newLabel}: ${handover.phase}`;

export function addTokenVerbs(program: Command): void {
  const token = program.command('token').description("the Secret Tokens of a tenant's identity provider");
  const ofTenant = (name: string): Command => token.command(name).option('--tenant <slug>', 'the tenant', 'default');

  ofTenant('create')
    .description('create a token and print its secret')
    .requiredOption('--label <label>', 'a name to know it again by, for example Entra')
    .addOption(scopeOption().default('read-write'))
    .addOption(
      networkOption('a network or address that may use it, such as 203.0.113.0/24; again for more (default: any)'),
    )
    .option('--user <userName or id>', 'the person the token stands for, whom /Me answers with (default: nobody)')
    .option('--expires-at <time>', 'when it stops to work, as 2027-01-31T00:00:00Z (default: never)')
    .action(
      verb<TenantOption & AccessOptions & { label: string; expiresAt?: string; user?: string }>(
        async (connection, { tenant, label, scope, network = [], expiresAt, user, json }) => {
          const { id: tenantId } = await tenantBySlug(connection, tenant);
          const created = await connection.call('tokens.create', {
            tenantId,
            label,
            ...(scope === undefined ? {} : { scope }),
            networks: [...network],
            expiresAt: expiresAt ?? null,
            userId: user === undefined ? null : await userId(connection, tenantId, user),
          });
          printSecret(created.token, created.secret, json);
        },
      ),
    );

  ofTenant('list')
    .description('list the tokens, without their secrets')
    .action(
      verb<TenantOption>(async (connection, { tenant, json }) => {
        const { id: tenantId } = await tenantBySlug(connection, tenant);
        const tokens = await connection.call('tokens.list', { tenantId });
        if (json) return printJson(tokens);
        printTable(
          ['ID', 'LABEL', 'ENDS IN', 'STATE', 'SCOPE', 'CREATED', 'LAST USED', 'FROM', 'EXPIRES', 'REPLACED BY'],
          tokens.map((listed) => [
            listed.id,
            listed.label,
            `…${listed.hint}`,
            listed.state,
            listed.scope,
            shortTime(listed.createdAt),
            shortTime(listed.lastUsedAt),
            listed.use?.address || '-',
            shortTime(listed.expiresAt),
            handoverText(listed),
          ]),
        );
      }),
    );

  withConfirmation(ofTenant('reveal'))
    .description("print a token's secret again, where the tenant's profile keeps it")
    .argument('<token>', 'its id, its label or its last four characters')
    .action(
      verb<TenantOption & ConfirmOptions>(async (connection, { tenant, json, ...proof }, [named = '']) => {
        const { id: tenantId } = await tenantBySlug(connection, tenant);
        const id = await tokenId(connection, tenantId, named);
        await confirm(connection, proof);
        const { secret } = await connection.call('tokens.reveal', { tenantId, id });
        if (json) printJson({ id, token: secret });
        else print(secret);
      }),
    );

  addTokenChangeVerbs(ofTenant);
}
